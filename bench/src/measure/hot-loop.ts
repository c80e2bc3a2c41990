/**
 * Turns a peer's binding into the loop that is timed. Every JavaScript loop is compiled from its own source text: V8
 * shares type feedback between closures of one function literal and between equal texts, and a shared loop would make
 * the peers' calls megamorphic. The method is the same for all peers; bench/README.md states it.
 */
import type { ForeignLoop, LoopParts } from "../peers/peer.ts";
import type { LoopWorkload } from "../workloads/workload.ts";

/** A bound workload, ready to run. */
export interface HotLoop {
  /** Runs that many steps and returns the accumulator. */
  readonly run: (iterations: number) => unknown;
  /** What the step names besides `call`; empty for loops that are not JavaScript. */
  readonly inputs: Readonly<Record<string, unknown>>;
}

/** Compiles the loop of a workload around a peer's call. */
export function compileHotLoop(peerName: string, workload: LoopWorkload, binding: LoopParts | ForeignLoop): HotLoop {
  if ("loop" in binding) return { run: binding.loop, inputs: {} };
  const inputs = { ...workload.inputs(), ...binding.values };
  const loopName = `${peerName}_${workload.name}`.replaceAll(/\W/gu, "_");
  const source = [
    `return function ${loopName}(iterations) {`,
    `  let s = ${binding.initial ?? workload.initial};`,
    `  for (let i = 0; i < iterations; i++) { ${binding.step ?? workload.step} }`,
    `  return s;`,
    `};`,
  ].join("\n");
  // oxlint-disable-next-line eslint/no-new-func, typescript/no-implied-eval -- unique source text is the point
  const create = new Function(...Object.keys(inputs), source) as (...values: unknown[]) => HotLoop["run"];
  return { run: create(...Object.values(inputs)), inputs };
}

/** Runs a few steps and compares the accumulator with what it must be; returns what is wrong, if anything is. */
export function checkHotLoop(workload: LoopWorkload, loop: HotLoop, iterations: number): string | undefined {
  const actual = loop.run(iterations);
  const expected = workload.expected(iterations);
  if (!isSameNumber(actual, expected)) return `${iterations} steps gave ${String(actual)}, not ${String(expected)}`;
  return workload.inspect?.(loop.inputs);
}

function isSameNumber(actual: unknown, expected: number | bigint): boolean {
  if (typeof actual === typeof expected) return actual === expected;
  if (typeof actual === "bigint") return Number.isSafeInteger(expected) && actual === BigInt(expected);
  return typeof actual === "number" && Number.isSafeInteger(actual) && BigInt(actual) === expected;
}
