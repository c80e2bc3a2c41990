/** Every workload, in the order of the table. */
import { callSiteWorkloads } from "./call-sites.ts";
import { callbackWorkloads } from "./callbacks.ts";
import { libffiWorkloads } from "./libffi.ts";
import { memoryWorkloads } from "./memory.ts";
import { scalarWorkloads } from "./scalars.ts";
import { startupMetrics, startupRuns } from "./startup.ts";
import { specialCallWorkloads } from "./special-calls.ts";
import { structWorkloads } from "./structs.ts";
import { textWorkloads } from "./texts.ts";
import type { LoopWorkload } from "./workload.ts";

export const loopWorkloads: readonly LoopWorkload[] = [
  ...scalarWorkloads,
  ...memoryWorkloads,
  ...specialCallWorkloads,
  ...textWorkloads,
  ...structWorkloads,
  ...callSiteWorkloads,
  ...callbackWorkloads,
  ...libffiWorkloads,
];

/** Names of the calls of few nanoseconds. */
export const briefWorkloadNames: ReadonlySet<string> = new Set(
  loopWorkloads.filter((workload) => workload.isBrief === true).map((workload) => workload.name),
);

/** Names for `--workload`; `startup` stands for the rows of one process. */
export const workloadNames: readonly string[] = [...loopWorkloads.map((workload) => workload.name), ...startupRuns];

/** All rows of a table in print order, start-up rows last. */
export const rowTitles: ReadonlyMap<string, string> = new Map(
  [...loopWorkloads, ...startupMetrics].map((row) => [row.name, row.title]),
);
