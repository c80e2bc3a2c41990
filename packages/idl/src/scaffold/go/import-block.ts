/** The block of imports of a file in Go. */
import type { CodeWriter } from "@koine/codegen";

/** Writes the block of imports: the standard library first. */
export function writeImports(writer: CodeWriter, standard: readonly string[], others: readonly string[]): void {
  const lines = standard.toSorted().map((name) => JSON.stringify(name));
  const all = lines.length > 0 && others.length > 0 ? [...lines, "", ...others] : [...lines, ...others];
  if (all.length > 0) writer.block("import (", () => writer.lines(all), ")").blank();
}
