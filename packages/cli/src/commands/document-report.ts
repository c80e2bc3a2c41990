/** What the commands on API documents say about their input. */
import type { ApiResult } from "@koine/idl";
import type { Surroundings } from "../command-line/command.ts";
import { renderReport } from "../report/render-report.ts";
import type { ReportFormat } from "../report/render-report.ts";

/** Tells whether a document has errors. */
export function hasErrors({ diagnostics }: Pick<ApiResult, "diagnostics">): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** How a report is rendered. */
export interface DocumentReportOptions {
  readonly format: ReportFormat;
  readonly surroundings: Surroundings;
  /** A line for people. */
  readonly summary?: string;
}

/** Renders what was found in a document. */
export function renderDocumentReport(
  { diagnostics, sources }: Pick<ApiResult, "diagnostics" | "sources">,
  { format, surroundings, summary }: DocumentReportOptions,
): string {
  const { workingDirectory } = surroundings;
  return renderReport(diagnostics, { format, workingDirectory, sources, summary, facts: {} });
}
