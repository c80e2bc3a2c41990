/** ffi-rs: arguments travel in an array, functions are made by `define`. */
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

const LIBRARY = "workloads";
const noInstances = { notOffered: "structs are plain objects only" };
const noReturnValue = { notOffered: "a callback's return value does not reach C" };

export const ffiRsPeer: Peer = {
  name: "ffi-rs",
  packageName: "ffi-rs",
  findObstacle: () => undefined,
  load: loadFfiRs,
};

async function loadFfiRs(): Promise<LoadedPeer> {
  const { createPointer, DataType: T, define, FFITypeTag, open, restorePointer } = await import("ffi-rs");
  type Type = (typeof T)[keyof typeof T];
  const bind = (name: string, retType: Type, paramsType: Type[]): unknown => {
    open({ library: LIBRARY, path: workloadsLibrary });
    return define({ [name]: { library: LIBRARY, retType, paramsType } })[name];
  };
  const call =
    (step: string, ...[name, result, parameters]: [string, Type, Type[]]): Binding =>
    () => ({ step, values: { call: bind(name, result, parameters) } });
  const add = (name: string, members: Readonly<Record<string, Type>>, first: string): Binding =>
    call(
      `a.${first} = i & 1023; s += call([a, b]).${first};`,
      `${name}_add`,
      { ...members, ffiTypeTag: FFITypeTag.StackStruct } as unknown as Type,
      Array.from({ length: 2 }, () => ({ ...members, ffiTypeTag: FFITypeTag.StackStruct }) as unknown as Type),
    );
  const bindPrototypes: BindPrototypes = (path, names) => {
    open({ library: "prototypes", path });
    const parameters = [T.I32, T.I32];
    const functions = define(
      Object.fromEntries(
        names.map((name) => [name, { library: "prototypes", retType: T.I32, paramsType: parameters }]),
      ),
    );
    return names.map((name) => (a, b) => functions[name]?.([a, b]));
  };
  return {
    bindings: {
      nop: call("call([]); s++;", "nop", T.Void, []),
      add_i32: call("s = call([s, i]);", "add_i32", T.I32, [T.I32, T.I32]),
      add_i32_unchecked: { notOffered: "checks cannot be switched off" },
      add_i32_checked: { notOffered: "see add_i32" },
      add_u8: call("s = call([s, 1]);", "add_u8", T.U8, [T.U8, T.U8]),
      add_f64: call("s = call([s, 1.25]);", "add_f64", T.Double, [T.Double, T.Double]),
      add_i64_number: call("s = call([s, 1]);", "add_i64", T.I64, [T.I64, T.I64]),
      add_i64_bigint: call("s = call([s, 1n]);", "add_i64", T.BigInt, [T.BigInt, T.BigInt]),
      add_i64_bigint_checked: { notOffered: "see add_i64_bigint" },
      mix8: call(
        "s += call([1, 2.5, 3, 4.5, 5, 6.5, i, 8.5]);",
        "mix8",
        T.Double,
        Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? T.I32 : T.Double)),
      ),
      add12: call(
        "s = (s + call([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, i])) | 0;",
        "add12",
        T.I32,
        Array.from({ length: 12 }, () => T.I32),
      ),
      strlen11: call("s = (s + call([text])) | 0;", "text_length", T.U64, [T.String]),
      strlen20: call("s = (s + call([text])) | 0;", "text_length", T.U64, [T.String]),
      return_string20: call("s = (s + call([]).length) | 0;", "get_text", T.String, []),
      ...bindTexts(oneTextOnly, oneTextOnly),
      buffer16: () => ({
        step: "s = (s + call([buffer, 16])) | 0;",
        values: { call: bind("sum_bytes", T.I32, [T.U8Array, T.U64]), buffer: Buffer.alloc(16, 1) },
      }),
      out_int: () => {
        const out = createPointer({ paramsType: [T.I32], paramsValue: [0] });
        return {
          step: "call(out); s = (s + restorePointer(specification)[0]) | 0;",
          values: {
            call: bind("out_int", T.Void, [T.External]),
            out,
            restorePointer,
            specification: { retType: [T.I32], paramsValue: out },
          },
        };
      },
      out_int_array: { notOffered: "an Int32Array is copied in, not written" },
      variadic: { notOffered: "no variadic functions" },
      errno: () => {
        open({ library: LIBRARY, path: workloadsLibrary });
        const functions = define({
          add_i32: { library: LIBRARY, retType: T.I32, paramsType: [T.I32, T.I32], errno: true },
        });
        return { step: "s = call([s, i]).value;", values: { call: functions["add_i32"] } };
      },
      vec2_object: add("vec2", { x: T.Double, y: T.Double }, "x"),
      vec2_instance: noInstances,
      color_object: { notOffered: "no floats in structs" },
      color_instance: noInstances,
      triple_object: add("triple", { x: T.Double, y: T.Double, z: T.Double }, "x"),
      triple_instance: noInstances,
      struct_pointer: call("s += call([a]);", "vec2_sum", T.Double, [{ x: T.Double, y: T.Double } as unknown as Type]),
      struct_members: inMemory,
      struct_nested: inMemory,
      struct_array1000: inMemory,
      struct_index1000: inMemory,
      ...bindCallSites(bindPrototypes),
      callback: noReturnValue,
      caller_callback: seeCallback,
      create_callback: noReturnValue,
      kept_callback: noReturnValue,
      ...withoutLibffi,
      qsort1000: noReturnValue,
    },
    bindPrototypes,
  };
}
