/** From a spec that was checked in to a module; no header and no C front end is needed. */
import { readFileSync } from "node:fs";
import { checkSpecAnnotations } from "./annotation/annotate-spec.ts";
import { toDiagnostic } from "./annotation/locate-problem.ts";
import { describeBinding, failBinding } from "./bind-result.ts";
import type { BindResult } from "./bind-result.ts";
import { parseSpec } from "./spec/parse-spec.ts";
import { renderModule } from "./typescript/render-module.ts";
import { reportRenames } from "./typescript/report-renames.ts";

/** What a spec can be bound with besides what it says itself. */
export interface BindSpecOptions {
  /** Library names instead of those in the spec; empty or absent to keep them. */
  readonly libraries?: readonly string[] | undefined;
}

/**
 * Binds the text of a spec.
 *
 * @param file What diagnostics call the text.
 */
export function bindSpec(text: string, file: string, options: BindSpecOptions = {}): BindResult {
  const { spec: stated, diagnostics } = parseSpec(text, file);
  if (stated === null) return failBinding(diagnostics, new Map([[file, text]]));
  const { libraries = [] } = options;
  const spec = libraries.length === 0 ? stated : { ...stated, head: { ...stated.head, libraries } };
  const problems = checkSpecAnnotations(spec).map((problem) => toDiagnostic(problem, { file, text, path: [] }));
  if (problems.length > 0) return failBinding(problems, new Map([[file, text]]));
  const notes = reportRenames(spec);
  const all = [...diagnostics, ...notes];
  return describeBinding(spec, { module: renderModule(spec), diagnostics: all, stages: [], sources: new Map() });
}

/** Binds a spec file; one that cannot be read is a diagnostic. */
export function bindSpecFile(path: string, options: BindSpecOptions = {}): BindResult {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const message = `spec ${path} cannot be read: ${error.message}`;
    return failBinding([{ code: "bindgen/spec-unreadable", severity: "error", message }], new Map());
  }
  return bindSpec(text, path, options);
}
