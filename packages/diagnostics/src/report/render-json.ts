/**
 * Diagnostics for programs: `--format json`.
 */
import type { Diagnostic, Span } from "./diagnostic.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";

/** One diagnostic in a JSON report. Lines and columns are 1-based; what is not known is absent. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly help?: string;
  readonly related?: readonly JsonRelated[];
}

/** A second place that explains a diagnostic. */
export interface JsonRelated {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Renders diagnostics as a JSON array, sorted by position, one diagnostic a line. */
export function renderJson(diagnostics: readonly Diagnostic[]): string {
  const items = sortDiagnostics(diagnostics).map((diagnostic) => JSON.stringify(toJson(diagnostic)));
  return items.length === 0 ? "[]\n" : `[\n${items.join(",\n")}\n]\n`;
}

function toJson(diagnostic: Diagnostic): JsonDiagnostic {
  const { code, severity, message, span, help, related = [] } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(span === undefined ? {} : placeOf(span)),
    ...(help === undefined ? {} : { help }),
    ...(related.length === 0
      ? {}
      : { related: related.map((other) => ({ message: other.message, ...placeOf(other.span) })) }),
  };
}

function placeOf(span: Span): { file: string; line: number; column: number } {
  return { file: span.file, line: span.line, column: span.column };
}
