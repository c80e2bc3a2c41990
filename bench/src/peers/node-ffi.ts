/** node:ffi, Node's own FFI: since Node 26.1, on without a flag (it prints an ExperimentalWarning). */
import { isBuiltin } from "node:module";
import type { BindPrototypes, Binding, LoadedPeer, Peer } from "./peer.ts";
import {
  inMemory,
  bindCallSites,
  workloadsLibrary,
  bindTexts,
  oneTextOnly,
  withoutLibffi,
  seeCallback,
} from "./peer.ts";

export const nodeFfiPeer: Peer = {
  name: "node:ffi",
  findObstacle: () => (isBuiltin("node:ffi") ? undefined : `Node ${process.versions.node} has no node:ffi`),
  load: loadNodeFfi,
};

const noStructs = { notOffered: "no structs by value" };

async function loadNodeFfi(): Promise<LoadedPeer> {
  const ffi = await import("node:ffi");
  type Type = NonNullable<import("node:ffi").FunctionSignature["return"]>;
  type Parameter = Exclude<Type, "void">;
  const open = (): import("node:ffi").DynamicLibrary => new ffi.DynamicLibrary(workloadsLibrary);
  const bind = (name: string, result: Type, ...parameters: Parameter[]): unknown =>
    open().getFunction(name, { return: result, arguments: parameters });
  const call =
    (name: string, result: Type, ...parameters: Parameter[]): Binding =>
    () => ({ values: { call: bind(name, result, ...parameters) } });
  const writeInt: Binding = () => ({
    step: "call(out); s = (s + out[0]) | 0;",
    values: { call: bind("out_int", "void", "buffer"), out: new Int32Array(1) },
  });
  // size_t comes back as a bigint.
  const textLength: Binding = () => ({
    initial: "0n",
    step: "s += call(text);",
    values: { call: bind("text_length", "u64", "string") },
  });
  const bindPrototypes: BindPrototypes = (path, names) => {
    const signature = { return: "i32", arguments: ["i32", "i32"] } as const;
    const { functions } = ffi.dlopen(path, Object.fromEntries(names.map((name) => [name, signature])));
    return names.map((name) => functions[name] as (a: number, b: number) => number);
  };
  return {
    bindings: {
      nop: call("nop", "void"),
      add_i32: call("add_i32", "i32", "i32", "i32"),
      add_i32_unchecked: { notOffered: "checks cannot be switched off" },
      add_i32_checked: { notOffered: "see add_i32" },
      add_u8: call("add_u8", "u8", "u8", "u8"),
      add_f64: call("add_f64", "f64", "f64", "f64"),
      add_i64_number: { notOffered: "64-bit integers are bigints only" },
      add_i64_bigint: call("add_i64", "i64", "i64", "i64"),
      add_i64_bigint_checked: { notOffered: "see add_i64_bigint" },
      mix8: call("mix8", "f64", "i32", "f64", "i32", "f64", "i32", "f64", "i32", "f64"),
      add12: call("add12", "i32", ...Array.from({ length: 12 }, () => "i32" as const)),
      strlen11: textLength,
      strlen20: textLength,
      ...bindTexts(oneTextOnly, oneTextOnly),
      return_string20: () => ({
        step: "s = (s + toString(call()).length) | 0;",
        values: { call: bind("get_text", "pointer"), toString: ffi.toString },
      }),
      buffer16: () => ({
        step: "s = (s + call(buffer, 16n)) | 0;",
        values: { call: bind("sum_bytes", "i32", "buffer", "u64") },
      }),
      out_int: writeInt,
      out_int_array: writeInt,
      variadic: { notOffered: "no variadic functions" },
      errno: { notOffered: "no errno" },
      vec2_object: noStructs,
      vec2_instance: noStructs,
      color_object: noStructs,
      color_instance: noStructs,
      triple_object: noStructs,
      triple_instance: noStructs,
      struct_pointer: () => ({
        values: { call: bind("vec2_sum", "f64", "buffer"), a: Float64Array.of(1, 2) },
      }),
      struct_members: inMemory,
      struct_nested: inMemory,
      struct_array1000: inMemory,
      struct_index1000: inMemory,
      ...bindCallSites(bindPrototypes),
      callback: () => {
        const library = open();
        const signature = { return: "i32", arguments: ["i32"] } as const;
        return {
          initial: "0n",
          values: {
            call: library.getFunction("run_callback", { return: "i64", arguments: ["function", "i32"] }),
            callback: library.registerCallback(signature, (value) => value + 1),
          },
        };
      },
      caller_callback: seeCallback,
      create_callback: () => {
        const library = open();
        const signature = { return: "i32", arguments: ["i32"] } as const;
        return {
          values: {
            create: (callback: (value: number) => number) => library.registerCallback(signature, callback),
            release: (made: bigint) => library.unregisterCallback(made),
          },
        };
      },
      kept_callback: () => {
        const library = open();
        const signature = { return: "i32", arguments: ["i32"] } as const;
        return {
          initial: "0n",
          values: {
            call: library.getFunction("run_callback", { return: "i64", arguments: ["function", "i32"] }),
            create: (callback: (value: number) => number) => library.registerCallback(signature, callback),
            release: (made: bigint) => library.unregisterCallback(made),
          },
        };
      },
      ...withoutLibffi,
      qsort1000: () => {
        const library = open();
        const signature = { return: "i32", arguments: ["pointer", "pointer"] } as const;
        const read = ffi.getInt32;
        return {
          step: "values.set(unsorted); call(values, 1000n, compare); s += values[500];",
          values: {
            call: library.getFunction("sort_ints", { return: "void", arguments: ["buffer", "u64", "function"] }),
            // Pointers reach a callback as bigints; the declared type is that of pointer arguments.
            compare: library.registerCallback(signature, (left, right) => read(left as bigint) - read(right as bigint)),
          },
        };
      },
    },
    bindPrototypes,
  };
}
