/**
 * The order in which diagnostics are shown, whatever the format.
 */
import type { Diagnostic } from "./diagnostic.ts";

/** Sorts by file and position; those without a place come first, and equal places keep their order. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((left, right) => {
    if (left.span === undefined || right.span === undefined) {
      return Number(left.span !== undefined) - Number(right.span !== undefined);
    }
    if (left.span.file !== right.span.file) return left.span.file < right.span.file ? -1 : 1;
    return left.span.start - right.span.start;
  });
}
