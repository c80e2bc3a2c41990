/** Tests of hot-loop.ts and measure-loop.ts, with JavaScript functions in the place of native ones. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loopWorkloads } from "../workloads/catalogue.ts";
import type { LoopWorkload, LoopWorkloadName } from "../workloads/workload.ts";
import { checkHotLoop, compileHotLoop } from "./hot-loop.ts";
import { measureLoop } from "./measure-loop.ts";

function requireWorkload(name: LoopWorkloadName): LoopWorkload {
  const workload = loopWorkloads.find((candidate) => candidate.name === name);
  assert.ok(workload);
  return workload;
}

const add = (a: number, b: number): number => (a + b) | 0;

test("a loop calls the bound function and passes the check", () => {
  const workload = requireWorkload("add_i32");
  const loop = compileHotLoop("test", workload, { values: { call: add } });
  assert.equal(loop.run(10), 45);
  assert.equal(checkHotLoop(workload, loop, 1000), undefined);
});

test("a peer that returns wrong values is found out", () => {
  const workload = requireWorkload("add_i32");
  const loop = compileHotLoop("test", workload, { values: { call: (a: number, b: number) => a - b } });
  assert.match(checkHotLoop(workload, loop, 10) ?? "", /10 steps gave -45, not 45/);
});

test("a bigint accumulator counts as the same integer", () => {
  const workload = requireWorkload("strlen20");
  const loop = compileHotLoop("test", workload, {
    initial: "0n",
    step: "s += call(text);",
    values: { call: (text: string) => BigInt(text.length) },
  });
  assert.equal(loop.run(3), 60n);
  assert.equal(checkHotLoop(workload, loop, 3), undefined);
});

test("a sort that leaves the values unsorted is found out even when the sum is right", () => {
  const workload = requireWorkload("qsort1000");
  const swapEnds = (values: Int32Array): void => {
    values.sort();
    [values[0], values[999]] = [values[999] ?? 0, values[0] ?? 0];
  };
  const loop = compileHotLoop("test", workload, { values: { call: swapEnds } });
  assert.equal(checkHotLoop(workload, loop, 1), "the values are not sorted");
});

test("two peers' loops share no source text", () => {
  const workload = requireWorkload("nop");
  const binding = { values: { call: () => undefined } };
  const [first, second] = ["node:ffi", "ffi-rs"].map((name) => compileHotLoop(name, workload, binding));
  assert.notEqual(String(first?.run), String(second?.run));
});

test("the parts of a run begin at eight heights of the stack", () => {
  const heights = new Set<number>();
  const { iterations } = measureLoop(
    function run(this: unknown, count: number, ...padding: readonly unknown[]) {
      heights.add(padding.length);
      const end = performance.now() + count * 0.01;
      while (performance.now() < end);
    },
    1,
    { runs: 1, minimumMs: 1 },
  );
  assert.deepEqual([...heights], [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.equal(iterations % 8, 0);
});

test("a measurement takes the asked number of runs, each of at least the asked length", () => {
  const { samples, iterations } = measureLoop(
    (count) => {
      const end = performance.now() + count * 0.01;
      while (performance.now() < end);
    },
    1,
    { runs: 5, minimumMs: 5 },
  );
  assert.equal(samples.length, 5);
  for (const nanoseconds of samples) assert.ok(nanoseconds * iterations >= 5e6, `${nanoseconds} ns x ${iterations}`);
});
