/**
 * Decides which child processes run, in which order. Isolated: all peers of a workload run directly after each other,
 * so that a machine whose speed drifts is as fast for one as for the next.
 */
import { summarize } from "../measure/statistics.ts";
import type { Mode, Outcome, Result } from "../report/result.ts";
import type { ChildLine, ChildTask } from "./child-task.ts";
import type { NodeBinary } from "./node-binaries.ts";
import { briefWorkloadNames } from "../workloads/catalogue.ts";
import { isStartupRun } from "../workloads/startup.ts";
import type { BenchmarkOptions } from "./options.ts";
import { runChild } from "./run-child.ts";

/** Tells that a step is about to run. */
export type OnStep = (step: { readonly number: number; readonly total: number; readonly title: string }) => void;

interface Step {
  readonly node: NodeBinary;
  /** One process each; the samples of a row are joined. */
  readonly tasks: readonly ChildTask[];
}

/** Processes that a row of few nanoseconds is measured in, at the least. */
const BRIEF_PROCESSES = 3;

/** Runs everything that the options ask for, one child process at a time. */
export function runBenchmark(nodes: readonly NodeBinary[], options: BenchmarkOptions, onStep: OnStep): Result[] {
  const steps = nodes.flatMap((node) => options.modes.flatMap((mode) => planSteps(node, mode, options)));
  return steps.flatMap(({ node, tasks }, index) => {
    const [{ peer, mode, workloads }] = tasks as readonly [ChildTask];
    const what = mode === "mixed" ? "all workloads" : workloads.join(", ");
    onStep({ number: index + 1, total: steps.length, title: `Node ${node.version}, ${mode}, ${peer}: ${what}` });
    const lines = tasks.map((task) => runChild(node.path, task));
    return joinLines(lines).map(({ row, outcome }) => ({ node: node.version, mode, peer, row, outcome }));
  });
}

/** Plans the processes. */
export function planSteps(node: NodeBinary, mode: Mode, options: BenchmarkOptions): Step[] {
  const { runs, minimumMs, peers, processes } = options;
  const loops = options.workloads.filter((name) => !isStartupRun(name));
  const further = Math.max(0, BRIEF_PROCESSES - processes);
  if (mode === "mixed") {
    if (loops.length === 0) return [];
    const brief = loops.filter((name) => briefWorkloadNames.has(name));
    return peers.map((peer) => {
      const task: ChildTask = { peer, mode, workloads: loops, runs, minimumMs };
      const others = brief.length === 0 ? [] : repeat({ ...task, timed: brief }, further);
      return { node, tasks: [...repeat(task, processes), ...others] };
    });
  }
  return options.workloads.flatMap((workload) =>
    peers.map((peer) => {
      const count = isStartupRun(workload) ? Math.max(runs, processes) : processes;
      const task: ChildTask = { peer, mode, workloads: [workload], runs, minimumMs };
      return { node, tasks: repeat(task, briefWorkloadNames.has(workload) ? count + further : count) };
    }),
  );
}

function repeat(task: ChildTask, count: number): ChildTask[] {
  return Array.from({ length: count }, () => task);
}

/** Joins the samples of several processes of one task, row by row. */
function joinLines(processes: ReadonlyArray<readonly ChildLine[]>): readonly ChildLine[] {
  const [first = []] = processes;
  if (processes.length <= 1) return first;
  return first.map(({ row }) => {
    const outcomes = processes.flatMap((lines) => lines.filter((line) => line.row === row).map((line) => line.outcome));
    return { row, outcome: joinOutcomes(outcomes) };
  });
}

function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
  const unmeasured = outcomes.find((outcome) => outcome.kind !== "measured");
  if (unmeasured !== undefined) return unmeasured;
  const measured = outcomes.flatMap((outcome) => (outcome.kind === "measured" ? [outcome] : []));
  const samples = measured.flatMap((outcome) => outcome.samples);
  const iterations = Math.max(...measured.map((outcome) => outcome.iterations));
  return { kind: "measured", samples, ...summarize(samples), iterations };
}
