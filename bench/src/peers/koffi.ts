/** koffi, in its fastest documented forms: prototype strings, numbers for 64-bit integers, registered callbacks. */
import type { BindPrototypes, Binding, LoadedPeer, Peer } from "./peer.ts";
import { bindTexts, bindCallSites, workloadsLibrary, withoutLibffi, seeCallback } from "./peer.ts";

export const koffiPeer: Peer = {
  name: "koffi",
  packageName: "koffi",
  findObstacle: () => undefined,
  load: loadKoffi,
};

const noInstances = { notOffered: "structs are plain objects only" };

async function loadKoffi(): Promise<LoadedPeer> {
  const { default: koffi } = await import("koffi");
  const open = (): ReturnType<typeof koffi.load> => koffi.load(workloadsLibrary);
  const call =
    (prototype: string): Binding =>
    () => ({ values: { call: open().func(prototype) } });
  const bindPrototypes: BindPrototypes = (path, names) => {
    const library = koffi.load(path);
    return names.map((name) => library.func(`int ${name}(int a, int b)`));
  };
  const add =
    (name: string, members: Readonly<Record<string, string>>): Binding =>
    () => {
      koffi.struct(name, members);
      return { values: { call: open().func(`${name} ${name}_add(${name} a, ${name} b)`) } };
    };
  return {
    bindings: {
      nop: call("void nop(void)"),
      add_i32: call("int add_i32(int a, int b)"),
      add_i32_unchecked: { notOffered: "checks cannot be switched off" },
      add_i32_checked: { notOffered: "see add_i32" },
      add_u8: call("uint8_t add_u8(uint8_t a, uint8_t b)"),
      add_f64: call("double add_f64(double a, double b)"),
      add_i64_number: call("int64_t add_i64(int64_t a, int64_t b)"),
      add_i64_bigint: call("int64_t add_i64(int64_t a, int64_t b)"),
      add_i64_bigint_checked: { notOffered: "see add_i64_bigint" },
      mix8: call("double mix8(int a, double b, int c, double d, int e, double f, int g, double h)"),
      add12: call(`int add12(${Array.from("abcdefghijkl", (letter) => `int ${letter}`).join(", ")})`),
      strlen11: call("size_t text_length(const char *text)"),
      strlen20: call("size_t text_length(const char *text)"),
      return_string20: call("const char *get_text(void)"),
      ...bindTexts(call("size_t text_length(const char *text)"), call("const char *text_of(int index)")),
      buffer16: call("int sum_bytes(const uint8_t *bytes, size_t count)"),
      out_int: () => ({
        values: { call: open().func("void out_int(_Out_ int *result)"), out: [0] },
        step: "call(out); s = (s + out[0]) | 0;",
      }),
      out_int_array: call("void out_int(int *result)"),
      variadic: () => ({
        values: { call: open().func("int add_many(int count, ...)") },
        step: 's = call(3, "int", s, "int", i, "int", 1);',
      }),
      errno: () => ({
        values: { call: open().func("int add_i32(int a, int b)"), readErrno: koffi.errno, last: [0] },
        step: "s = call(s, i); last[0] = readErrno();",
      }),
      vec2_object: add("vec2", { x: "double", y: "double" }),
      vec2_instance: noInstances,
      color_object: add("color", { r: "float", g: "float", b: "float", a: "float" }),
      color_instance: noInstances,
      triple_object: add("triple", { x: "double", y: "double", z: "double" }),
      triple_instance: noInstances,
      struct_pointer: () => {
        const type = koffi.struct("vec2", { x: "double", y: "double" });
        const a: unknown = koffi.alloc(type, 1);
        koffi.encode(a, type, { x: 1, y: 2 });
        return { values: { call: open().func("double vec2_sum(const vec2 *a)"), a } };
      },
      struct_members: () => {
        const type = koffi.struct({ x: "double", y: "double" });
        return {
          values: { a: koffi.alloc(type, 1), type, encode: koffi.encode, decode: koffi.decode },
          step: "encode(a, type, { x: i & 1023, y: 2 }); const v = decode(a, type); s += v.x + v.y;",
        };
      },
      struct_nested: () => {
        const point = koffi.struct({ x: "double", y: "double" });
        const type = koffi.struct({ from: point, to: point });
        return {
          values: { a: koffi.alloc(type, 1), type, encode: koffi.encode, decode: koffi.decode },
          step: "encode(a, type, { from: { x: i & 1023, y: 0 }, to: { x: 0, y: 2 } }); const v = decode(a, type); s += v.from.x + v.to.y;",
        };
      },
      struct_index1000: { notOffered: "an array is decoded as a whole" },
      struct_array1000: () => {
        const type = koffi.struct({ x: "double", y: "double" });
        const array = koffi.array(type, 1000);
        const a: unknown = koffi.alloc(type, 1000);
        koffi.encode(
          a,
          array,
          Array.from({ length: 1000 }, () => ({ x: 1, y: 2 })),
        );
        return {
          values: { a, array, decode: koffi.decode },
          step: "for (const point of decode(a, array)) s += point.x;",
        };
      },
      ...bindCallSites(bindPrototypes),
      callback: () => {
        const type = koffi.proto("int Callback(int value)");
        return {
          values: {
            call: open().func("long run_callback(Callback *callback, int count)"),
            callback: koffi.register((value: number) => value + 1, koffi.pointer(type)),
          },
        };
      },
      caller_callback: seeCallback,
      create_callback: () => {
        const type = koffi.pointer(koffi.proto("int Created(int value)"));
        const create = (callback: (value: number) => number): unknown => koffi.register(callback, type);
        return { values: { create, release: koffi.unregister } };
      },
      kept_callback: () => {
        const type = koffi.proto("int Kept(int value)");
        return {
          values: {
            call: open().func("long run_callback(Kept *callback, int count)"),
            create: (callback: (value: number) => number): unknown => koffi.register(callback, koffi.pointer(type)),
            release: koffi.unregister,
          },
        };
      },
      ...withoutLibffi,
      qsort1000: () => {
        const type = koffi.proto("int Compare(const void *left, const void *right)");
        const read = koffi.decode.int;
        return {
          values: {
            call: open().func("void sort_ints(int *values, size_t count, Compare *compare)"),
            compare: koffi.register((left: bigint, right: bigint) => read(left) - read(right), koffi.pointer(type)),
          },
        };
      },
    },
    bindPrototypes,
  };
}
