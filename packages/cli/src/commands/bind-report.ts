/** The report of `koine bind`, on one binding or on all of a configuration. */
import type { BindOutput } from "@koine/bindgen/cached";
import type { Surroundings } from "../command-line/command.ts";
import { isReportFormat, renderReport } from "../report/render-report.ts";
import { renderBindSummary } from "./bind-summary.ts";

/** A report on nothing: what there is before anything was bound. */
export const emptyReport: BindOutput = {
  isBound: false,
  diagnostics: [],
  omissions: [],
  counts: { functions: 0, macros: 0, types: 0, constants: 0 },
  sources: new Map(),
  headers: [],
  specText: null,
  module: null,
  parts: [],
  wrapper: null,
};

/** Reports go where the module does not: a machine reads standard output, a person standard error. */
export function writeReport(
  results: readonly BindOutput[],
  facts: { readonly format: string | undefined; readonly isOutputFree: boolean; readonly surroundings: Surroundings },
): void {
  const { isOutputFree, surroundings } = facts;
  const format = facts.format !== undefined && isReportFormat(facts.format) ? facts.format : "text";
  const total = { ...emptyReport.counts };
  for (const { counts } of results) {
    total.functions += counts.functions;
    total.macros += counts.macros;
    total.types += counts.types;
    total.constants += counts.constants;
  }
  const text = renderReport(
    results.flatMap(({ diagnostics }) => diagnostics),
    {
      format,
      workingDirectory: surroundings.workingDirectory,
      sources: new Map(results.flatMap(({ sources }) => [...sources])),
      summary: results.map((result) => (result.isBound ? renderBindSummary(result) : "")).join(""),
      facts: { counts: total, omissions: results.flatMap(({ omissions }) => omissions) },
    },
  );
  if (format === "text" || !isOutputFree) surroundings.writeError(text);
  else surroundings.writeOutput(text);
}
