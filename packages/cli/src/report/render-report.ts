/** What a command has to say about its input, in the format that was asked for. */
import type { Diagnostic } from "@koine/diagnostics";

/** The formats of a report. */
export const reportFormats = ["text", "json", "github"] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What goes into a report besides diagnostics. */
export interface ReportContent {
  readonly format: ReportFormat;
  /** Texts of the files that diagnostics point into. */
  readonly sources: ReadonlyMap<string, string>;
  /** Lines for people; not part of the other formats. */
  readonly summary: string | undefined;
  /** Members that the JSON report has besides `diagnostics`. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** Tells whether a word names a format. */
export function isReportFormat(word: string): word is ReportFormat {
  return reportFormats.some((format) => format === word);
}

/** Renders a report; it ends in LF if there is anything to say. */
export function renderReport(diagnostics: readonly Diagnostic[], content: ReportContent): string {
  switch (content.format) {
    case "json":
      return `${JSON.stringify({ diagnostics, ...content.facts }, null, 2)}\n`;
    case "github":
    case "text": {
      const lines = diagnostics.map(
        ({ severity, code, message, span, help }) =>
          `${severity}[${code}]: ${message}\n` +
          (span === undefined ? "" : `  --> ${span.file}:${span.line}:${span.column}\n`) +
          (help === undefined ? "" : `  = help: ${help}\n`),
      );
      return lines.join("") + (content.summary ?? "");
    }
    default:
      return content.format satisfies never;
  }
}
