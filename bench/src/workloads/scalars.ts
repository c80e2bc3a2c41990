/** Workloads that pass and return numbers only. */
import type { LoopWorkload } from "./workload.ts";
import { triangle } from "./workload.ts";

const noInputs = (): Record<string, unknown> => ({});

const addI32: LoopWorkload = {
  name: "add_i32",
  title: "int add_i32(int, int)",
  operations: 1,
  initial: "0",
  step: "s = call(s, i);",
  inputs: noInputs,
  expected: (iterations) => triangle(iterations) | 0,
};

const addI64: LoopWorkload = {
  name: "add_i64_bigint",
  // Near 2^60, where a peer that prefers numbers for small values must use bigints too.
  title: "the same, bigints near 2^60",
  operations: 1,
  initial: "2n ** 60n",
  step: "s = call(s, 1n);",
  inputs: noInputs,
  expected: (iterations) => 2n ** 60n + BigInt(iterations),
};

const scalars: readonly LoopWorkload[] = [
  {
    name: "nop",
    title: "void nop(void)",
    operations: 1,
    initial: "0",
    step: "call(); s++;",
    inputs: noInputs,
    expected: (iterations) => iterations,
  },
  addI32,
  { ...addI32, name: "add_i32_unchecked", title: "the same, argument checks off" },
  { ...addI32, name: "add_i32_checked", title: "the same, checked in JavaScript by hand" },
  {
    name: "add_u8",
    title: "uint8_t add_u8(uint8_t, uint8_t)",
    operations: 1,
    initial: "0",
    step: "s = call(s, 1);",
    inputs: noInputs,
    expected: (iterations) => iterations & 255,
  },
  {
    name: "add_f64",
    title: "double add_f64(double, double)",
    operations: 1,
    initial: "0.5",
    step: "s = call(s, 1.25);",
    inputs: noInputs,
    expected: (iterations) => 0.5 + 1.25 * iterations,
  },
  {
    name: "add_i64_number",
    title: "int64_t add_i64(int64_t, int64_t), numbers",
    operations: 1,
    initial: "0",
    step: "s = call(s, 1);",
    inputs: noInputs,
    expected: (iterations) => iterations,
  },
  addI64,
  { ...addI64, name: "add_i64_bigint_checked", title: "the same, checked in JavaScript by hand" },
  {
    name: "mix8",
    title: "8 mixed arguments (int, double, ...)",
    operations: 1,
    initial: "0",
    step: "s += call(1, 2.5, 3, 4.5, 5, 6.5, i, 8.5);",
    inputs: noInputs,
    expected: (iterations) => 31 * iterations + triangle(iterations),
  },
  {
    name: "add12",
    title: "12 int arguments",
    operations: 1,
    initial: "0",
    step: "s = (s + call(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, i)) | 0;",
    inputs: noInputs,
    expected: (iterations) => 66 * iterations + triangle(iterations),
  },
];

/** @see ../../native/workloads.c for the C functions. */
export const scalarWorkloads: readonly LoopWorkload[] = scalars.map((workload) => ({ ...workload, isBrief: true }));
