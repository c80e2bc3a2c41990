/** The times that happen once per process: loading a peer and binding 1,000 functions. */
import type { StartupMetricName } from "./workload.ts";

/** What a process is started for: those of one run come out of the same process. */
export const startupRuns = ["startup", "first_call"] as const;

/** One row of start-up time. */
export interface StartupMetric {
  readonly name: StartupMetricName;
  readonly title: string;
  readonly run: (typeof startupRuns)[number];
}

/** Tells whether a workload is something that happens once in the life of a process. */
export function isStartupRun(workload: string): workload is StartupMetric["run"] {
  return (startupRuns as readonly string[]).includes(workload);
}

export const startupMetrics: readonly StartupMetric[] = [
  { name: "import", title: "load the peer itself", run: "startup" },
  { name: "bind1000", title: "bind 1,000 prototypes", run: "startup" },
  { name: "bind1000_call", title: "bind 1,000 prototypes and call each once", run: "startup" },
  { name: "first_call", title: "open the first library, bind one function and call it", run: "first_call" },
];

/** f0 to f999 of ../../native/prototypes.c. */
export const prototypeNames: readonly string[] = Array.from({ length: 1000 }, (_, index) => `f${index}`);

/** What `fN(1, 2)` returns, summed over all prototypes. */
export const expectedPrototypeSum: number = prototypeNames.reduce((sum, _, index) => sum + 3 + index, 0);
