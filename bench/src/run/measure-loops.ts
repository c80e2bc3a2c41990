/** Measures loop workloads of one peer inside a child process: bind, check, warm up, time, check again. */
import type { HotLoop } from "../measure/hot-loop.ts";
import { checkHotLoop, compileHotLoop } from "../measure/hot-loop.ts";
import { exerciseLoops, measureLoop } from "../measure/measure-loop.ts";
import { summarize } from "../measure/statistics.ts";
import type { LoadedPeer } from "../peers/peer.ts";
import type { Outcome } from "../report/result.ts";
import { loopWorkloads } from "../workloads/catalogue.ts";
import type { LoopWorkload } from "../workloads/workload.ts";
import type { ChildLine, ChildTask } from "./child-task.ts";
import { toFailure } from "./child-task.ts";

const COLD_CHECK_STEPS = 50;
const HOT_CHECK_STEPS = 1000;
const MIXED_WARM_UP_MS = 60;

/** Measures every workload of the task; in mixed mode after all of them have been hot. */
export async function measureLoops(
  loaded: LoadedPeer,
  task: ChildTask,
  report: (line: ChildLine) => void,
): Promise<void> {
  const workloads = loopWorkloads.filter((workload) => task.workloads.includes(workload.name));
  const prepared: { readonly workload: LoopWorkload; readonly loop: HotLoop | Outcome }[] = [];
  // In turn: what a row loads must not run beside another row.
  // oxlint-disable-next-line no-await-in-loop
  for (const workload of workloads) prepared.push({ workload, loop: await prepareLoop(task.peer, loaded, workload) });
  if (task.mode === "mixed") {
    const loops = prepared.flatMap(({ loop }) => ("run" in loop ? [loop.run] : []));
    exerciseLoops(loops, MIXED_WARM_UP_MS);
  }
  const timed = new Set<string>(task.timed ?? task.workloads);
  for (const { workload, loop } of prepared.filter((candidate) => timed.has(candidate.workload.name))) {
    const outcome = "run" in loop ? measurePrepared(workload, loop, task) : loop;
    report({ row: workload.name, outcome });
  }
}

/** Binds and checks; a loop that fails here is reported and never timed. */
async function prepareLoop(peerName: string, loaded: LoadedPeer, workload: LoopWorkload): Promise<HotLoop | Outcome> {
  const binding = loaded.bindings[workload.name];
  if ("notOffered" in binding) return { kind: "not-offered", reason: binding.notOffered };
  try {
    const loop = compileHotLoop(peerName, workload, await binding());
    const problem = checkHotLoop(workload, loop, COLD_CHECK_STEPS);
    return problem === undefined ? loop : { kind: "wrong", reason: problem };
  } catch (error) {
    return toFailure(error);
  }
}

function measurePrepared(workload: LoopWorkload, loop: HotLoop, task: ChildTask): Outcome {
  try {
    const { samples, iterations } = measureLoop(loop.run, workload.operations, task);
    // Optimised code takes other paths than the cold check did.
    const hotSteps = Math.min(iterations, HOT_CHECK_STEPS);
    const problem = checkHotLoop(workload, loop, hotSteps);
    if (problem !== undefined) return { kind: "wrong", reason: `after warm-up: ${problem}` };
    return { kind: "measured", samples, ...summarize(samples), iterations };
  } catch (error) {
    return toFailure(error);
  }
}
