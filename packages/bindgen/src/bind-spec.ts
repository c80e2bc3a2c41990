/** From a spec that was checked in to a module; no header and no C front end is needed. */
import { readFileSync } from "node:fs";
import { describeBinding, failBinding } from "./bind-result.ts";
import type { BindResult } from "./bind-result.ts";
import { parseSpec } from "./spec/parse-spec.ts";
import { renderModule } from "./typescript/render-module.ts";

/**
 * Binds the text of a spec.
 *
 * @param file What diagnostics call the text.
 */
export function bindSpec(text: string, file: string): BindResult {
  const { spec, diagnostics } = parseSpec(text, file);
  if (spec === null) return failBinding(diagnostics, new Map([[file, text]]));
  return { ...describeBinding(spec), module: renderModule(spec), diagnostics, stages: [], sources: new Map() };
}

/** Binds a spec file; one that cannot be read is a diagnostic. */
export function bindSpecFile(path: string): BindResult {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const message = `spec ${path} cannot be read: ${error.message}`;
    return failBinding([{ code: "bindgen/spec-unreadable", severity: "error", message }], new Map());
  }
  return bindSpec(text, path);
}
