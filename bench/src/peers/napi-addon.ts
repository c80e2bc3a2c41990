/** The addon written by hand with Node-API: ../../native/napi-addon.c. */
import { createRequire } from "node:module";
import type { BindPrototypes, Binding, LoadedPeer, Peer } from "./peer.ts";
import { builtFile } from "./peer.ts";

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
  return {
    bindings: {
      nop: call("nop"),
      add_i32: call("add_i32"),
      add_i32_unchecked: { notOffered: "not written" },
      add_u8: call("add_u8"),
      add_f64: call("add_f64"),
      add_i64_number: call("add_i64_number"),
      add_i64_bigint: call("add_i64_bigint"),
      mix8: call("mix8"),
      add12: call("add12"),
      strlen11: call("text_length"),
      strlen20: call("text_length"),
      return_string20: call("get_text"),
      buffer16: call("sum_bytes"),
      out_int: call("out_int"),
      out_int_array: call("out_int_array"),
      callback: call("run_callback"),
      qsort1000: call("sort_ints"),
    },
    bindPrototypes: addon["bind_prototypes"] as BindPrototypes,
  };
}
