/** Runs in a worker: renders the targets that `render-in-workers.ts` gives it, and ends. */
import { deserialize } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type { ApiPlan } from "../plan/plan-model.ts";
import type { OutputsByName, RenderTask } from "./render-in-workers.ts";
import { findTarget, renderTarget } from "./render-targets.ts";

// Both are what `render-in-workers.ts` made.
const task = workerData as RenderTask;
const plan = deserialize(new Uint8Array(task.plan)) as ApiPlan;
const outputs: OutputsByName = new Map(
  task.names.flatMap((name) => {
    const target = findTarget(name);
    return target === undefined ? [] : [[name, renderTarget(plan, target)] as const];
  }),
);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread of Node, no window
parentPort?.postMessage(outputs);
