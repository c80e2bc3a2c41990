/** What the commands on API documents say about their input, and where they say it. */
import type { ApiResult } from "@koine/idl";
import type { Surroundings } from "../command-line/command.ts";
import { isReportFormat, renderReport, reportFormats } from "../report/render-report.ts";
import type { ReportFormat } from "../report/render-report.ts";

/** The option `--format` of commands that report. */
export const formatOption: {
  readonly type: "text";
  readonly choices: readonly string[];
  readonly placeholder: string;
  readonly help: string;
} = {
  type: "text",
  choices: reportFormats,
  placeholder: "FORMAT",
  help: "how to report: text, json or github (annotations of a workflow)",
};

/** The format that the option says; text when it is absent. */
export function toReportFormat(word: string | undefined): ReportFormat {
  return word !== undefined && isReportFormat(word) ? word : "text";
}

/** Tells whether a document has errors. */
export function hasErrors({ diagnostics }: Pick<ApiResult, "diagnostics">): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** How a report is written. */
export interface DocumentReportOptions {
  readonly format: ReportFormat;
  readonly surroundings: Surroundings;
  /** Lines for people. */
  readonly summary?: string;
  /** Members that the JSON report has besides `diagnostics`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Writes what was found: a person reads standard error, a machine standard output. */
export function writeDocumentReport(
  { diagnostics, sources }: Pick<ApiResult, "diagnostics" | "sources">,
  { format, surroundings, summary, facts = {} }: DocumentReportOptions,
): void {
  const { workingDirectory } = surroundings;
  const text = renderReport(diagnostics, { format, workingDirectory, sources, summary, facts });
  if (format === "text") surroundings.writeError(text);
  else surroundings.writeOutput(text);
}
