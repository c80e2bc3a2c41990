/** The addon written by hand with Node-API: ../../native/napi-addon.c. */
import { createRequire } from "node:module";
import type { BindPrototypes, Binding, LoadedPeer, Peer } from "./peer.ts";
import { inMemory, bindCallSites, builtFile, bindTexts, oneTextOnly, withoutLibffi, seeCallback } from "./peer.ts";

export const napiAddonPeer: Peer = {
  name: "n-api",
  findObstacle: () => undefined,
  load: loadNapiAddon,
};

async function loadNapiAddon(): Promise<LoadedPeer> {
  const addon = createRequire(import.meta.url)(builtFile("napi-addon.node")) as Record<string, unknown>;
  const call =
    (name: string): Binding =>
    () => ({ values: { call: addon[name] } });
  // The struct values of hand-written addons are typed arrays; the result goes into the caller's.
  const addViews =
    (name: string, a: Float32Array | Float64Array, b: Float32Array | Float64Array): Binding =>
    () => ({
      step: "a[0] = i & 1023; call(a, b, result); s += result[0];",
      values: { call: addon[name], a, b, result: a.slice() },
    });
  return {
    bindings: {
      nop: call("nop"),
      add_i32: call("add_i32"),
      add_i32_unchecked: { notOffered: "not written" },
      add_i32_checked: { notOffered: "not written" },
      add_u8: call("add_u8"),
      add_f64: call("add_f64"),
      add_i64_number: call("add_i64_number"),
      add_i64_bigint: call("add_i64_bigint"),
      add_i64_bigint_checked: { notOffered: "not written" },
      mix8: call("mix8"),
      add12: call("add12"),
      strlen11: call("text_length"),
      strlen20: call("text_length"),
      return_string20: call("get_text"),
      ...bindTexts(oneTextOnly, oneTextOnly),
      buffer16: call("sum_bytes"),
      out_int: call("out_int"),
      out_int_array: call("out_int_array"),
      variadic: { notOffered: "not written" },
      errno: { notOffered: "not written" },
      vec2_object: call("vec2_add_objects"),
      vec2_instance: addViews("vec2_add_views", Float64Array.of(1, 1), Float64Array.of(2, 2)),
      color_object: call("color_add_objects"),
      color_instance: addViews("color_add_views", Float32Array.of(1, 1, 1, 1), Float32Array.of(2, 2, 2, 2)),
      triple_object: call("triple_add_objects"),
      triple_instance: addViews("triple_add_views", Float64Array.of(1, 1, 1), Float64Array.of(2, 2, 2)),
      struct_pointer: () => ({ values: { call: addon["vec2_sum"], a: Float64Array.of(1, 2) } }),
      ...bindCallSites(addon["bind_prototypes"] as BindPrototypes),
      struct_members: inMemory,
      struct_nested: inMemory,
      struct_array1000: inMemory,
      struct_index1000: inMemory,
      callback: call("run_callback"),
      caller_callback: seeCallback,
      create_callback: { notOffered: "its callbacks are compiled in" },
      kept_callback: { notOffered: "its callbacks are compiled in" },
      ...withoutLibffi,
      qsort1000: call("sort_ints"),
    },
    bindPrototypes: addon["bind_prototypes"] as BindPrototypes,
  };
}
