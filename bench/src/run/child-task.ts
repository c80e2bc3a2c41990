/** The message from the benchmark to a child process, and the lines that come back. */
import type { MeasureOptions } from "../measure/measure-loop.ts";
import type { Mode, Outcome, RowName, Unmeasured } from "../report/result.ts";
import { isStartupRun, startupMetrics } from "../workloads/startup.ts";

/** What a child process measures; its command line argument, as JSON. */
export interface ChildTask extends MeasureOptions {
  readonly peer: string;
  /** Isolated tasks name one workload. */
  readonly workloads: readonly string[];
  readonly mode: Mode;
  /** Those that are timed, where the others only run; all when it is absent. */
  readonly timed?: readonly string[];
}

/** One line of a child's standard output, as JSON. */
export interface ChildLine {
  readonly row: RowName;
  readonly outcome: Outcome;
}

/** The rows that a task must answer with a line each. */
export function rowsOfTask(task: ChildTask): readonly RowName[] {
  return (task.timed ?? task.workloads).flatMap((name) =>
    isStartupRun(name)
      ? startupMetrics.filter(({ run }) => run === name).map((metric) => metric.name)
      : [name as RowName],
  );
}

/** What is reported of something that threw. */
export function toFailure(error: unknown): Unmeasured {
  return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
}
