/** The report of `koine bind`, on one binding or on all of a configuration. */
import { relative } from "node:path";
import type { BindingDifference, BindOutput } from "@koine/bindgen/cached";
import type { Diagnostic } from "@koine/diagnostics";
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
  facts: {
    readonly format: string | undefined;
    readonly isOutputFree: boolean;
    readonly surroundings: Surroundings;
    /** What `--check` found. */
    readonly differences?: readonly BindingDifference[] | undefined;
  },
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
  const { workingDirectory } = surroundings;
  const differences = facts.differences?.map(({ path, kind }) => ({ path: nameInside(path, workingDirectory), kind }));
  const found = results.flatMap(({ diagnostics }) => diagnostics);
  const text = renderReport(
    // People see how files differ behind the report; an annotation of a workflow needs the file.
    format === "github" ? [...found, ...(differences ?? []).map(toDiagnostic)] : found,
    {
      format,
      workingDirectory,
      sources: new Map(results.flatMap(({ sources }) => [...sources])),
      summary: results.map((result) => (result.isBound ? renderBindSummary(result) : "")).join(""),
      facts: {
        ...(differences === undefined ? {} : { differences }),
        counts: total,
        omissions: results.flatMap(({ omissions }) => omissions),
      },
    },
  );
  if (format === "text" || !isOutputFree) surroundings.writeError(text);
  else surroundings.writeOutput(text);
}

/** A path as people read it: inside of the directory relative to it. */
export function nameInside(path: string, directory: string): string {
  const inside = relative(directory, path);
  return inside.startsWith("..") ? path : inside;
}

function toDiagnostic({ path, kind }: Pick<BindingDifference, "path" | "kind">): Diagnostic {
  const what = { missing: "is missing", stale: "is no part of the module any more", different: "differs" }[kind];
  return {
    code: "bindgen/output-outdated",
    severity: "error",
    message: `${path} ${what}: run koine bind without --check`,
    span: { file: path, start: 0, end: 0, line: 1, column: 1 },
  };
}
