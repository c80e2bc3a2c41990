/** The times that happen once per process: loading a peer and binding 1,000 functions. */
import type { StartupMetricName } from "./workload.ts";

/** One row of start-up time. */
export interface StartupMetric {
  readonly name: StartupMetricName;
  readonly title: string;
}

export const startupMetrics: readonly StartupMetric[] = [
  { name: "import", title: "load the peer itself" },
  { name: "bind1000", title: "bind 1,000 prototypes" },
  { name: "bind1000_call", title: "bind 1,000 prototypes and call each once" },
];

/** f0 to f999 of ../../native/prototypes.c. */
export const prototypeNames: readonly string[] = Array.from({ length: 1000 }, (_, index) => `f${index}`);

/** What `fN(1, 2)` returns, summed over all prototypes. */
export const expectedPrototypeSum: number = prototypeNames.reduce((sum, _, index) => sum + 3 + index, 0);
