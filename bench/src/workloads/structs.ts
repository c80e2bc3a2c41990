/** Workloads that pass structs: by value in and out, as plain objects and as the peer's own instances, and by pointer. */
import type { LoopWorkload, LoopWorkloadName } from "./workload.ts";
import { triangle } from "./workload.ts";

/** What steps put into the first member, cut to what a float holds exactly. */
const STEPS = 1024;

/** Structs in the array; the first member of each is 1. */
const ELEMENTS = 1000;

function sumOfFirstMembers(iterations: number): number {
  const rounds = Math.floor(iterations / STEPS);
  return rounds * triangle(STEPS) + triangle(iterations % STEPS) + 2 * iterations;
}

/** `struct add(struct a, struct b)`, member by member. The first member of `a` changes in each step, that of `b` is 2. */
function addition(
  name: LoopWorkloadName,
  title: string,
  members: readonly [first: string, ...others: string[]],
): LoopWorkload {
  const [first] = members;
  const create = (value: number): Record<string, number> => Object.fromEntries(members.map((key) => [key, value]));
  return {
    name,
    title,
    operations: 1,
    initial: "0",
    step: `a.${first} = i & ${STEPS - 1}; s += call(a, b).${first};`,
    inputs: () => ({ a: create(1), b: create(2) }),
    expected: sumOfFirstMembers,
  };
}

const vec2 = ["x", "y"] as const;
const color = ["r", "g", "b", "a"] as const;
const triple = ["x", "y", "z"] as const;

/** @see ../../native/workloads.c for the C functions. */
export const structWorkloads: readonly LoopWorkload[] = [
  addition("vec2_object", "struct of 2 doubles in and out, plain objects", vec2),
  addition("vec2_instance", "the same, the peer's own struct values", vec2),
  addition("color_object", "struct of 4 floats in and out, plain objects", color),
  addition("color_instance", "the same, the peer's own struct values", color),
  addition("triple_object", "struct of 3 doubles in and out, plain objects", triple),
  addition("triple_instance", "the same, the peer's own struct values", triple),
  {
    name: "struct_pointer",
    title: "pointer to a struct of 2 doubles",
    operations: 1,
    initial: "0",
    step: "s += call(a);",
    inputs: () => ({ a: { x: 1, y: 2 } }),
    expected: (iterations) => 3 * iterations,
  },
  {
    name: "struct_members",
    title: "struct in memory: one member written, two read",
    operations: 1,
    initial: "0",
    step: `a.x = i & ${STEPS - 1}; s += a.x + a.y;`,
    inputs: () => ({ a: { x: 1, y: 2 } }),
    expected: sumOfFirstMembers,
  },
  {
    name: "struct_nested",
    title: "struct in memory: members of structs inside of it, one written, two read",
    operations: 1,
    initial: "0",
    step: `a.from.x = i & ${STEPS - 1}; s += a.from.x + a.to.y;`,
    inputs: () => ({}),
    expected: sumOfFirstMembers,
  },
  {
    name: "struct_array1000",
    title: "array of 1,000 structs in memory, one member summed, per struct",
    operations: ELEMENTS,
    initial: "0",
    step: "for (const point of points) s += point.x;",
    inputs: () => ({}),
    expected: (iterations) => ELEMENTS * iterations,
  },
  {
    name: "struct_index1000",
    title: "the same by index, per struct",
    operations: ELEMENTS,
    initial: "0",
    step: "for (let k = 0; k < points.length; k++) s += points.at(k).x;",
    inputs: () => ({}),
    expected: (iterations) => ELEMENTS * iterations,
  },
];
