/** The floor: the same loops written in C, ../../native/c-loop-addon.c. */
import { createRequire } from "node:module";
import { unsortedValues } from "../workloads/callbacks.ts";
import type { Binding, LoadedPeer, Peer } from "./peer.ts";
import { inMemory, builtFile, bindTexts, oneTextOnly, withoutLibffi, seeCallback } from "./peer.ts";

type Loop = (iterations: number) => number;

export const cLoopPeer: Peer = {
  name: "c",
  findObstacle: () => undefined,
  load: loadCLoop,
};

async function loadCLoop(): Promise<LoadedPeer> {
  const addon = createRequire(import.meta.url)(builtFile("c-loop-addon.node")) as Record<string, Loop> & {
    readonly setUnsorted: (values: Int32Array) => void;
  };
  // C's accumulators start at zero; `start` is what the workload's accumulator starts with.
  const loop =
    (name: string, start: number | bigint = 0): Binding =>
    () => ({
      loop: (iterations) => {
        const sum = addon[name]?.(iterations) ?? Number.NaN;
        return typeof start === "bigint" ? start + BigInt(sum) : start + sum;
      },
    });
  return {
    bindings: {
      nop: () => ({
        loop: (iterations) => {
          addon["nop"]?.(iterations);
          return iterations;
        },
      }),
      add_i32: loop("add_i32"),
      add_i32_unchecked: { notOffered: "see add_i32" },
      add_i32_checked: { notOffered: "see add_i32" },
      add_u8: loop("add_u8"),
      add_f64: loop("add_f64", 0.5),
      add_i64_number: loop("add_i64"),
      add_i64_bigint: loop("add_i64", 2n ** 60n),
      add_i64_bigint_checked: { notOffered: "see add_i64_bigint" },
      mix8: loop("mix8"),
      add12: loop("add12"),
      strlen11: loop("strlen11"),
      strlen20: loop("strlen20"),
      return_string20: loop("return_string"),
      ...bindTexts(oneTextOnly, oneTextOnly),
      buffer16: loop("sum_bytes"),
      out_int: loop("out_int"),
      out_int_array: { notOffered: "see out_int" },
      variadic: loop("add_many"),
      errno: { notOffered: "see add_i32" },
      vec2_object: { notOffered: "see vec2_instance" },
      vec2_instance: loop("vec2_add"),
      color_object: { notOffered: "see color_instance" },
      color_instance: loop("color_add"),
      triple_object: { notOffered: "see triple_instance" },
      triple_instance: loop("triple_add"),
      struct_pointer: loop("vec2_sum"),
      struct_members: inMemory,
      struct_nested: inMemory,
      struct_array1000: inMemory,
      struct_index1000: inMemory,
      fifty_functions: { notOffered: "see add_i32" },
      megamorphic: { notOffered: "see add_i32" },
      callback: loop("callback"),
      caller_callback: seeCallback,
      create_callback: { notOffered: "functions are compiled in" },
      kept_callback: { notOffered: "functions are compiled in" },
      ...withoutLibffi,
      libffi_raw: addon["libffi"] === undefined ? { notOffered: "no ffi.h" } : loop("libffi"),
      qsort1000: () => {
        addon.setUnsorted(unsortedValues());
        return { loop: addon["qsort"] ?? (() => Number.NaN) };
      },
    },
    bindPrototypes: { notOffered: "the linker binds" },
  };
}
