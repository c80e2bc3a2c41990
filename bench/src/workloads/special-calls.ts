/** Workloads of calls that need more than a prototype with fixed types: `...`, and `errno`. */
import type { LoopWorkload } from "./workload.ts";
import { triangle } from "./workload.ts";

/** @see ../../native/workloads.c for the C functions. */
export const specialCallWorkloads: readonly LoopWorkload[] = [
  {
    name: "variadic",
    title: "int add_many(int count, ...) with 3 ints",
    operations: 1,
    initial: "0",
    step: "s = call(3, s, i, 1);",
    inputs: () => ({}),
    expected: (iterations) => (triangle(iterations) + iterations) | 0,
  },
  {
    name: "errno",
    title: "int add_i32(int, int), and errno after it",
    operations: 1,
    initial: "0",
    isBrief: true,
    step: "s = call(s, i).value;",
    inputs: () => ({}),
    expected: (iterations) => triangle(iterations) | 0,
  },
];
