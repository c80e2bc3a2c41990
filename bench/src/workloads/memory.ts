/** Workloads that pass strings, bytes and out-parameters. */
import type { LoopWorkload } from "./workload.ts";

function stringArgument(name: "strlen11" | "strlen20", text: string): LoopWorkload {
  return {
    name,
    title: `strlen of a JS string, ${text.length} ASCII characters`,
    operations: 1,
    initial: "0",
    step: "s = (s + call(text)) | 0;",
    inputs: () => ({ text }),
    expected: (iterations) => text.length * iterations,
  };
}

/** @see ../../native/workloads.c for the C functions. */
export const memoryWorkloads: readonly LoopWorkload[] = [
  stringArgument("strlen11", "hello world"),
  stringArgument("strlen20", "hello from JS land!!"),
  {
    name: "return_string20",
    title: "returned string, 20 ASCII characters",
    operations: 1,
    initial: "0",
    step: "s = (s + call().length) | 0;",
    inputs: () => ({}),
    expected: (iterations) => 20 * iterations,
  },
  {
    name: "buffer16",
    title: "16-byte Uint8Array and its length",
    operations: 1,
    initial: "0",
    step: "s = (s + call(buffer, 16)) | 0;",
    inputs: () => ({ buffer: new Uint8Array(16).fill(1) }),
    expected: (iterations) => 16 * iterations,
  },
  {
    name: "out_int",
    title: "int* out-parameter, the peer's own form",
    operations: 1,
    initial: "0",
    step: "s = (s + call()) | 0;",
    inputs: () => ({}),
    expected: (iterations) => 42 * iterations,
  },
  {
    name: "out_int_array",
    title: "int* out-parameter, caller's Int32Array",
    operations: 1,
    initial: "0",
    step: "call(out); s = (s + out[0]) | 0;",
    inputs: () => ({ out: new Int32Array(1) }),
    expected: (iterations) => 42 * iterations,
  },
];
