/** The file that `--json` writes: everything that was measured, on what, with what. */
import { writeFileSync } from "node:fs";
import type { Machine } from "../run/machine.ts";
import type { BenchmarkOptions } from "../run/options.ts";
import { rowTitles } from "../workloads/catalogue.ts";
import type { Result } from "./result.ts";
import { checkTargets, isBelowFloor, isReached } from "./targets.ts";

/** What a report is made of. */
export interface Report {
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly options: BenchmarkOptions;
  readonly results: readonly Result[];
}

/** Renders the report as JSON; `schema` changes when a reader would have to. */
export function renderJsonReport(report: Report, date: Date): string {
  const { machine, versions, options, results } = report;
  const { jsonPath: _, ...measured } = options;
  const targets = checkTargets(results).map((check) => ({
    ...check,
    isReached: isReached(check),
    isBelowFloor: isBelowFloor(check),
  }));
  const document = {
    schema: "koine-bench/1",
    date: date.toISOString(),
    unit: "nanoseconds per operation",
    machine,
    versions,
    options: measured,
    rows: Object.fromEntries(rowTitles),
    results,
    targets,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

export function writeJsonReport(path: string, report: Report): void {
  writeFileSync(path, renderJsonReport(report, new Date()));
}
