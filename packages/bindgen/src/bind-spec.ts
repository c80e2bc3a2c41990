/** From a spec that was checked in to a module; no header and no C front end is needed. */
import { readFileSync } from "node:fs";
import { checkSpecAnnotations } from "./annotation/annotate-spec.ts";
import { toDiagnostic } from "./annotation/locate-problem.ts";
import { describeBinding, failBinding } from "./bind-result.ts";
import type { BindResult } from "./bind-result.ts";
import type { Diagnostic } from "@koine/diagnostics";
import { checkBindable } from "./spec/check-bindable.ts";
import { mergeSpecs } from "./spec/merge-specs.ts";
import { parseSpec } from "./spec/parse-spec.ts";
import { reportRenames } from "./typescript/report-renames.ts";

/** What a spec can be bound with besides what it says itself. */
export interface BindSpecOptions {
  /** Library names instead of those in the spec; empty or absent to keep them. */
  readonly libraries?: readonly string[] | undefined;
}

/** The text of a spec, and what diagnostics call it. */
export interface SpecText {
  readonly text: string;
  readonly file: string;
}

/**
 * Binds the text of a spec.
 *
 * @param file What diagnostics call the text.
 */
export function bindSpec(text: string, file: string, options: BindSpecOptions = {}): BindResult {
  return bindSpecs([{ text, file }], options);
}

/** Binds the texts of specs that were made for different targets as if they were one. */
export function bindSpecs(texts: readonly SpecText[], options: BindSpecOptions = {}): BindResult {
  const sources = new Map(texts.map(({ file, text }) => [file, text]));
  const parsed = texts.map(({ text, file }) => ({ file, text, ...parseSpec(text, file) }));
  const read = parsed.flatMap(({ file, text, spec }) => (spec === null ? [] : [{ file, text, spec }]));
  if (read.length < parsed.length) {
    return failBinding(
      parsed.flatMap(({ diagnostics }) => diagnostics),
      sources,
    );
  }
  const problems = read.flatMap(({ file, text, spec }) => [
    ...checkBindable(spec, { file, text }),
    ...checkSpecAnnotations(spec).map((problem) => toDiagnostic(problem, { file, text, path: [] })),
  ]);
  const merged = mergeSpecs(read);
  if (merged.spec === null || problems.some(({ severity }) => severity === "error"))
    return failBinding([...problems, ...merged.diagnostics], sources);
  const { libraries = [] } = options;
  const spec = libraries.length === 0 ? merged.spec : { ...merged.spec, head: { ...merged.spec.head, libraries } };
  const diagnostics = [...problems, ...reportRenames(spec)];
  return describeBinding(spec, { diagnostics, stages: [], sources: new Map() });
}

/** Binds spec files; those that cannot be read are diagnostics. */
export function bindSpecFiles(paths: readonly string[], options: BindSpecOptions = {}): BindResult {
  const texts: SpecText[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of paths) {
    try {
      texts.push({ file: path, text: readFileSync(path, "utf8") });
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      const message = `spec ${path} cannot be read: ${error.message}`;
      diagnostics.push({ code: "bindgen/spec-unreadable", severity: "error", message });
    }
  }
  return diagnostics.length > 0 ? failBinding(diagnostics, new Map()) : bindSpecs(texts, options);
}
