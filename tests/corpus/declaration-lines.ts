/** What front ends are compared by: the lines of a spec that are declarations. */
import type { BindResult } from "@koine/bindgen";

/** Gives the declarations of a binding, one a line. */
export function declarationLines({ specText }: BindResult): readonly string[] {
  const text = specText ?? "";
  const start = text.indexOf('"declarations"');
  const end = text.slice(start).search(/\n"(?:docs|skipped|overrides)"/);
  const lines = text.slice(start, start + end).split("\n");
  return lines.map((line) => line.replace(/,$/, ""));
}
