/** The addon written by hand with V8's fast API calls: ../../native/v8-fast-addon.c. The speed to aim at. */
import { createRequire } from "node:module";
import type { Binding, LoadedPeer, Peer } from "./peer.ts";
import { inMemory, bindCallSites, builtFile, nodeMajor, bindTexts, oneTextOnly, withoutLibffi } from "./peer.ts";

const noObjects = { notOffered: "a fast call cannot read an object" };
const noJavaScript = { notOffered: "a fast call may not enter JavaScript before Node 26" };

export const v8FastAddonPeer: Peer = {
  name: "v8-fast",
  findObstacle: () =>
    [20, 22, 24, 26].includes(nodeMajor) ? undefined : "layouts are known for Node 20, 22, 24 and 26",
  load: loadV8FastAddon,
};

type Add = (a: number, b: number) => number;

/**
 * The wrapper that a program can make of a function without checks, in source of its own: closures of one literal, and equal
 * texts, would share what V8 learns of their calls.
 */
function checkInSource(add: Add, index: number): Add {
  const refuse = (): TypeError => new TypeError("expected two integers");
  const source = [
    `return function checked${index}(a, b) {`,
    "  if (arguments.length !== 2) throw refuse();",
    '  if (typeof a !== "number" || (a | 0) !== a) throw refuse();',
    '  if (typeof b !== "number" || (b | 0) !== b) throw refuse();',
    "  return add(a, b);",
    "};",
  ].join("\n");
  // oxlint-disable-next-line eslint/no-new-func, typescript/no-implied-eval -- unique source text is the point
  return (new Function("add", "refuse", source) as (add: Add, refuse: () => TypeError) => Add)(add, refuse);
}

/** The checks of Koine's wrapper, written by hand around a function that has none: the least that they can cost. */
function checkIntegers(add: Add): Add {
  return function checked(a, b) {
    if (arguments.length !== 2) throw new TypeError(`expected 2 arguments, got ${arguments.length}`);
    if (typeof a === "number" && a === (a | 0) && typeof b === "number" && b === (b | 0)) return add(a, b);
    throw new TypeError("expected integers");
  };
}

type AddBigints = (a: bigint, b: bigint) => bigint;

/** The same for 64-bit integers: that bigints are no larger. */
function checkBigints(add: AddBigints): AddBigints {
  return function checked(a, b) {
    if (arguments.length !== 2) throw new TypeError(`expected 2 arguments, got ${arguments.length}`);
    if (typeof a === "bigint" && BigInt.asIntN(64, a) === a && typeof b === "bigint" && BigInt.asIntN(64, b) === b)
      return add(a, b);
    throw new TypeError("expected 64-bit integers");
  };
}

/** Bigints through memory, for versions of V8 that pass none in registers. */
function addThroughMemory(call: () => void, slots: BigInt64Array): AddBigints {
  return (a, b) => {
    slots[1] = a;
    slots[2] = b;
    call();
    return slots[0] as bigint;
  };
}

async function loadV8FastAddon(): Promise<LoadedPeer> {
  const addon = createRequire(import.meta.url)(builtFile("v8-fast-addon.node")) as {
    readonly scratch: ArrayBuffer;
    readonly addressOf: (view: ArrayBufferView) => number;
    readonly bindPrototypes: (path: string, names: readonly string[]) => readonly Add[];
    readonly [name: string]: unknown;
  };
  const call =
    (name: string): Binding =>
    () => ({ values: { call: addon[name] } });
  // Addresses are taken once; the result goes into memory of the caller's.
  const addViews =
    (name: string, a: Float32Array | Float64Array, b: Float32Array | Float64Array): Binding =>
    () => {
      const result = a.slice();
      const [first, second, third] = [a, b, result].map((view) => addon.addressOf(view));
      return {
        step: "a[0] = i & 1023; call(first, second, third); s += result[0];",
        values: { call: addon[name], a, b, result, first, second, third },
      };
    };
  return {
    bindings: {
      nop: call("nop"),
      add_i32: call("add_i32"),
      add_i32_unchecked: { notOffered: "add_i32 has no checks" },
      add_i32_checked: () => ({ values: { call: checkIntegers(addon["add_i32"] as Add) } }),
      add_u8: call("add_u8"),
      add_f64: call("add_f64"),
      add_i64_number: call("add_i64_number"),
      add_i64_bigint: () =>
        nodeMajor >= 22
          ? { values: { call: addon["add_i64_bigint"] } }
          : {
              step: "slots[1] = s; slots[2] = 1n; call(); s = slots[0];",
              values: { call: addon["add_i64_scratch"], slots: new BigInt64Array(addon.scratch) },
            },
      add_i64_bigint_checked: () => {
        const throughMemory = addThroughMemory(
          addon["add_i64_scratch"] as () => void,
          new BigInt64Array(addon.scratch),
        );
        return {
          values: { call: checkBigints(nodeMajor >= 22 ? (addon["add_i64_bigint"] as AddBigints) : throughMemory) },
        };
      },
      mix8: call("mix8"),
      add12: call("add12"),
      strlen11: call("text_length"),
      strlen20: call("text_length"),
      return_string20: { notOffered: "a fast call cannot return a string" },
      ...bindTexts(oneTextOnly, oneTextOnly),
      buffer16: () => {
        const buffer = new Uint8Array(16).fill(1);
        return {
          step: "s = (s + call(addresses.get(buffer), 16)) | 0;",
          values: { call: addon["sum_bytes"], buffer, addresses: new WeakMap([[buffer, addon.addressOf(buffer)]]) },
        };
      },
      out_int: () => ({
        step: "call(); s = (s + slots[0]) | 0;",
        values: { call: addon["out_int"], slots: new Int32Array(addon.scratch) },
      }),
      out_int_array: { notOffered: "see out_int" },
      variadic: { notOffered: "not written" },
      errno: { notOffered: "not written" },
      vec2_object: noObjects,
      vec2_instance: addViews("vec2_add", Float64Array.of(1, 1), Float64Array.of(2, 2)),
      color_object: noObjects,
      color_instance: addViews("color_add", Float32Array.of(1, 1, 1, 1), Float32Array.of(2, 2, 2, 2)),
      triple_object: noObjects,
      triple_instance: addViews("triple_add", Float64Array.of(1, 1, 1), Float64Array.of(2, 2, 2)),
      struct_pointer: () => {
        const memory = Float64Array.of(1, 2);
        return { values: { call: addon["vec2_sum"], memory, a: addon.addressOf(memory) } };
      },
      struct_members: inMemory,
      struct_nested: inMemory,
      struct_array1000: inMemory,
      struct_index1000: inMemory,
      ...bindCallSites((path, names) => addon.bindPrototypes(path, names).map(checkInSource)),
      callback: noJavaScript,
      caller_callback: call("callWithCallback"),
      create_callback: noJavaScript,
      kept_callback: noJavaScript,
      ...withoutLibffi,
      qsort1000: noJavaScript,
    },
    bindPrototypes: { notOffered: "its functions are compiled in" },
  };
}
