/** Builds results for the tests of this folder from medians written by hand. */
import type { Measured, Mode, Outcome, Result, RowName } from "./result.ts";

/** A measurement whose samples all equal its median. */
export function measured(median: number): Measured {
  return { kind: "measured", samples: [median], median, min: median, max: median, iterations: 1 };
}

/** Results of one Node version and mode: outcomes by peer, then by row. */
export function resultsOf(
  node: string,
  mode: Mode,
  outcomes: Readonly<Record<string, Readonly<Partial<Record<RowName, Outcome>>>>>,
): Result[] {
  return Object.entries(outcomes).flatMap(([peer, rows]) =>
    Object.entries(rows).map(([row, outcome]) => ({ node, mode, peer, row: row as RowName, outcome })),
  );
}
