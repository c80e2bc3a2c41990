/** Workloads of libffi's layers: the same function of two ints, called through libffi in each of the ways that they offer. */
import type { LoopWorkload } from "./workload.ts";
import { triangle } from "./workload.ts";

const sumOfSteps = (iterations: number): number => triangle(iterations) | 0;

/** The arguments and the result of the lower layers lie in memory; the functions of the others take and give them. */
export const libffiWorkloads: readonly LoopWorkload[] = [
  {
    name: "libffi_raw",
    title: "ffi_call of int add_i32(int, int), arguments in memory",
    operations: 1,
    initial: "0",
    step: "call(cif, code, result, values); s++;",
    inputs: () => ({}),
    expected: (iterations) => iterations,
    inspect: inspectResult,
  },
  {
    name: "libffi_low",
    title: "the same, which also throws what a closure threw",
    operations: 1,
    initial: "0",
    step: "call(cif, code, result, values); s++;",
    inputs: () => ({}),
    expected: (iterations) => iterations,
    inspect: inspectResult,
  },
  {
    name: "libffi_middle",
    title: "the same through a Cif, checked values in an array",
    operations: 1,
    initial: "0",
    step: "s = cif.call(code, [s, i]);",
    inputs: () => ({}),
    expected: sumOfSteps,
  },
  {
    name: "libffi_bind",
    title: "the same as a function, bound once",
    operations: 1,
    initial: "0",
    step: "s = call(s, i);",
    inputs: () => ({}),
    expected: sumOfSteps,
  },
  {
    name: "libffi_call",
    title: "the same by address and type at each call",
    operations: 1,
    initial: "0",
    step: "s = call(code, type, s, i);",
    inputs: () => ({}),
    expected: sumOfSteps,
  },
];

/** The room of the result is `left` where the loop is JavaScript; a C loop has looked itself. */
function inspectResult(inputs: Readonly<Record<string, unknown>>): string | undefined {
  const { left } = inputs as { readonly left?: { readonly value: unknown } };
  return left === undefined || left.value === 3n ? undefined : `C left ${String(left.value)}, not 3`;
}
