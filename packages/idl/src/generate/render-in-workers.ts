/**
 * Renders the targets of a large document beside each other: some here, the others in workers of this process, which get the plan
 * as data. What comes out is what `render-targets.ts` gives, in the same order. When it pays is in ADR 0029.
 */
import { availableParallelism } from "node:os";
import { serialize } from "node:v8";
import { Worker } from "node:worker_threads";
import type { Target, TargetOutput } from "../languages/target.ts";
import type { Api } from "../model/index.ts";
import { finishRendering, prepareRendering, renderTarget } from "./render-targets.ts";
import type { RenderedTargets, Rendering } from "./render-targets.ts";

/** What a worker is given. */
export interface RenderTask {
  /** The plan, as `node:v8` serializes it: all workers read the same memory. */
  readonly plan: SharedArrayBuffer;
  /** Names of targets. */
  readonly names: readonly string[];
}

/** Below these many C functions, starting workers and giving them the plan takes as long as rendering. */
const functionLimit = 2000;

/** Two processors are busy already: V8 collects garbage and compiles beside the program. */
const processorLimit = 4;

const mostWorkers = 3;

/** How long targets take, relative to each other; those that are not here take 3. */
const costs: Readonly<Record<string, number>> = { c: 1, rust: 5 };

/** How many workers render, where that is not for the machine and the document to decide. */
export interface WorkerOptions {
  readonly workerCount?: number;
}

/**
 * Renders a document that was checked, as `renderTargets` does.
 *
 * @param names Names of targets; all of them when absent.
 * @throws What a worker threw, with its stack.
 */
export async function renderTargetsInWorkers(
  api: Api,
  names?: readonly string[],
  options: WorkerOptions = {},
): Promise<RenderedTargets> {
  const rendering = prepareRendering(api, names);
  const workerCount = Math.min(options.workerCount ?? chooseWorkerCount(rendering), rendering.targets.length - 1);
  const [own = [], ...others] = distribute(rendering.targets, Math.max(workerCount, 0) + 1);
  const plan = others.length === 0 ? undefined : share(serialize(rendering.plan));
  const started = plan === undefined ? [] : others.map((targets) => renderInWorker(targets, plan));
  // All have ended before anything is thrown: no worker outlives the call.
  const results = await Promise.allSettled([renderHere(own, rendering), ...started]);
  const outputs = new Map(results.flatMap((result) => [...takeResult(result)]));
  return finishRendering(
    rendering,
    rendering.targets.flatMap(({ name }) => outputs.get(name) ?? []),
  );
}

function takeResult<TValue>(result: PromiseSettledResult<TValue>): TValue {
  if (result.status === "rejected") throw result.reason;
  return result.value;
}

function chooseWorkerCount({ plan }: Rendering): number {
  const processors = availableParallelism();
  // Other runtimes compile and collect in their own ways, which were not measured.
  const isNode = !("bun" in process.versions || "deno" in process.versions);
  if (!isNode || processors < processorLimit || plan.abi.functions.size < functionLimit) return 0;
  return Math.min(processors - 1, mostWorkers);
}

/** Gives every place the next target that takes longest, where least is to be done. */
function distribute(targets: readonly Target[], places: number): readonly (readonly Target[])[] {
  const shares = Array.from({ length: places }, () => ({ cost: 0, targets: [] as Target[] }));
  const costOf = ({ name }: Target): number => costs[name] ?? 3;
  for (const target of targets.toSorted((left, right) => costOf(right) - costOf(left))) {
    const [least] = shares.toSorted((left, right) => left.cost - right.cost);
    least?.targets.push(target);
    if (least !== undefined) least.cost += costOf(target);
  }
  return shares.map((one) => one.targets);
}

function share(bytes: Uint8Array): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(bytes.length);
  new Uint8Array(shared).set(bytes);
  return shared;
}

/** What targets gave, by their names. */
export type OutputsByName = ReadonlyMap<string, TargetOutput>;

async function renderHere(targets: readonly Target[], { plan }: Rendering): Promise<OutputsByName> {
  return new Map(targets.map((target) => [target.name, renderTarget(plan, target)]));
}

function renderInWorker(targets: readonly Target[], plan: SharedArrayBuffer): Promise<OutputsByName> {
  const task: RenderTask = { plan, names: targets.map(({ name }) => name) };
  const worker = new Worker(new URL(import.meta.resolve("#render-worker")), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`the worker for ${task.names.join(", ")} ended with ${code}`)));
  });
}
