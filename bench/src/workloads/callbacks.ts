/** Workloads in which C calls JavaScript back during the call. */
import type { LoopWorkload } from "./workload.ts";
import { triangle } from "./workload.ts";

const CALLBACKS = 1000;
const VALUES = 1000;

/** The 1,000 integers from 0 to 2^31 - 1 that every peer sorts: a fixed linear congruential sequence. */
export function unsortedValues(): Int32Array {
  const values = new Int32Array(VALUES);
  let state = 12_345;
  for (let index = 0; index < VALUES; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    values[index] = state;
  }
  return values;
}

/** @see ../../native/workloads.c for the C functions. */
export const callbackWorkloads: readonly LoopWorkload[] = [
  {
    name: "callback",
    title: "int (*)(int) called by C, per callback",
    operations: CALLBACKS,
    initial: "0",
    step: `s += call(callback, ${CALLBACKS});`,
    inputs: () => ({ callback: (value: number): number => value + 1 }),
    expected: (iterations) => (triangle(CALLBACKS) + CALLBACKS) * iterations,
  },
  {
    name: "caller_callback",
    title: "the same in a function that stays on the caller's stack, per callback",
    operations: CALLBACKS,
    initial: "0",
    step: `s += call(callback, ${CALLBACKS});`,
    inputs: () => ({ callback: (value: number): number => value + 1 }),
    expected: (iterations) => (triangle(CALLBACKS) + CALLBACKS) * iterations,
  },
  {
    name: "create_callback",
    title: "make a function pointer of a JS function, and free it",
    operations: 1,
    initial: "0",
    step: "const made = create(callback); release(made); s++;",
    inputs: () => ({ callback: (value: number): number => value + 1 }),
    expected: (iterations) => iterations,
  },
  {
    name: "kept_callback",
    title: "the same through a function pointer that outlives the call, per callback",
    operations: CALLBACKS,
    initial: "0",
    // Released each time: while one exists, the calls of other rows may take another way.
    step: `const made = create(callback); s += call(made, ${CALLBACKS}); release(made);`,
    inputs: () => ({ callback: (value: number): number => value + 1 }),
    expected: (iterations) => (triangle(CALLBACKS) + CALLBACKS) * iterations,
  },
  {
    name: "qsort1000",
    title: "qsort of 1,000 ints, JS comparator, whole sort",
    operations: 1,
    initial: "0",
    step: `values.set(unsorted); call(values, ${VALUES}, compare); s += values[500];`,
    // `compare` gets the two ints; peers whose comparator gets pointers replace it.
    inputs: () => ({
      values: new Int32Array(VALUES),
      unsorted: unsortedValues(),
      compare: (left: number, right: number): number => left - right,
    }),
    expected: (iterations) => Number(unsortedValues().sort()[500]) * iterations,
    inspect: ({ values }) => {
      if (!(values instanceof Int32Array)) return undefined;
      const sorted = unsortedValues().sort();
      return values.every((value, index) => value === sorted[index]) ? undefined : "the values are not sorted";
    },
  },
];
