/** Koine through its public interface: prototype strings, and descriptors where a prototype cannot say it. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { libffiBindings } from "./koine-libffi.ts";
import type { BindPrototypes, Binding, LoadedPeer, Peer, StructRow } from "./peer.ts";
import { bindTexts, bindCallSites, workloadsLibrary } from "./peer.ts";

export const koinePeer: Peer = {
  name: "koine",
  packageName: "koine",
  findObstacle: findKoineObstacle,
  load: loadKoine,
};

/**
 * The part of `koine` that the benchmark uses, without its inference: a benchmark's functions are called from generated
 * loops, which have no types.
 */
interface Koine {
  readonly openLibrary: (
    path: string,
    declarations: Readonly<Record<string, unknown>>,
  ) => { readonly symbols: Readonly<Record<string, (...values: unknown[]) => unknown>> };
  readonly allocate: (type: unknown, count: number) => unknown;
  readonly c: {
    readonly void: unknown;
    readonly float: unknown;
    readonly double: unknown;
    readonly int: unknown;
    readonly long: NumberForm;
    readonly usize: NumberForm;
    readonly i64: NumberForm;
    readonly string: unknown;
    readonly bytes: unknown;
    readonly pointer: (target: unknown) => unknown;
    readonly out: (type: unknown) => unknown;
    readonly struct: (name: string, members: Readonly<Record<string, unknown>>) => StructForm;
    readonly fn: (parameters: readonly unknown[], result: unknown) => unknown;
    readonly withErrno: (prototype: string, errno: true | "throw") => unknown;
    readonly callback: (
      parameters: readonly unknown[],
      result: unknown,
      options?: { readonly lifetime: "until" } | { readonly stack: "caller" },
    ) => { readonly create: (callback: (value: number) => number) => MadeCallback };
  };
}

interface MadeCallback {
  readonly pointer: unknown;
  readonly release: () => void;
}

interface StructForm {
  readonly create: (value: Readonly<Record<string, number>>) => { readonly pointer: unknown };
  readonly arrayView: (pointer: unknown, length: number) => StructArrayForm;
}

interface StructArrayForm {
  readonly length: number;
  readonly set: (index: number, value: Readonly<Record<string, unknown>>) => void;
  readonly at: (index: number) => unknown;
}

function vec2Members(c: Koine["c"]): Readonly<Record<string, unknown>> {
  return { x: c.double, y: c.double };
}

interface NumberForm {
  /** The same C type, as a JavaScript number. */
  readonly number: unknown;
}

function findKoineObstacle(): string | undefined {
  const entry = createRequire(import.meta.url).resolve("koine");
  return existsSync(entry) ? undefined : "koine is not built: run npm run build";
}

async function loadKoine(): Promise<LoadedPeer> {
  const { openLibrary, allocate, c } = (await import("koine")) as unknown as Partial<Koine>;
  if (openLibrary === undefined || allocate === undefined || c === undefined)
    throw new Error("this build of koine has no openLibrary");
  const bind = (name: string, declaration: unknown): unknown =>
    openLibrary(workloadsLibrary, { [name]: declaration }).symbols[name];
  const call =
    (name: string, declaration: unknown): Binding =>
    () => ({ values: { call: bind(name, declaration) } });
  const bindPrototypes: BindPrototypes = (path, names) => {
    // Not Object.fromEntries: V8 spends four milliseconds there on 1,000 hidden classes, which a literal does not have.
    const declarations: Record<string, string> = {};
    for (const name of names) declarations[name] = `int ${name}(int a, int b)`;
    const { symbols } = openLibrary(path, declarations);
    return names.map((name) => symbols[name] as (a: number, b: number) => unknown);
  };
  const structs = bindStructs(c, bind);
  const points = (): unknown => {
    const Vec2 = c.struct("vec2", vec2Members(c));
    const view = Vec2.arrayView(allocate(Vec2, 1000), 1000);
    for (let index = 0; index < view.length; index++) view.set(index, { x: 1, y: 2 });
    return view;
  };
  const textLength = (): Binding => call("text_length", c.fn([c.string], c.usize.number));
  return {
    bindings: {
      nop: call("nop", "void nop(void)"),
      add_i32: call("add_i32", "int add_i32(int a, int b)"),
      // The hook for the `wrapper checks` target: bind add_i32 without checks here once koine offers that.
      add_i32_unchecked: { notOffered: "checks cannot be switched off" },
      add_i32_checked: { notOffered: "see add_i32" },
      add_u8: call("add_u8", "uint8_t add_u8(uint8_t a, uint8_t b)"),
      add_f64: call("add_f64", "double add_f64(double a, double b)"),
      add_i64_number: call("add_i64", c.fn([c.i64.number, c.i64.number], c.i64.number)),
      add_i64_bigint: call("add_i64", "int64_t add_i64(int64_t a, int64_t b)"),
      add_i64_bigint_checked: { notOffered: "see add_i64_bigint" },
      mix8: call("mix8", "double mix8(int a, double b, int c, double d, int e, double f, int g, double h)"),
      add12: call("add12", `int add12(${Array.from("abcdefghijkl", (letter) => `int ${letter}`).join(", ")})`),
      strlen11: textLength(),
      strlen20: textLength(),
      return_string20: call("get_text", "const char *get_text(void)"),
      ...bindTexts(textLength(), call("text_of", "const char *text_of(int index)")),
      buffer16: call("sum_bytes", c.fn([c.bytes, c.usize], c.int)),
      out_int: call("out_int", c.fn([c.out(c.int)], c.void)),
      out_int_array: call("out_int", c.fn([c.bytes], c.void)),
      variadic: call("add_many", "int add_many(int count, ...)"),
      errno: call("add_i32", c.withErrno("int add_i32(int a, int b)", true)),
      ...structs,
      struct_pointer: () => {
        const Vec2 = c.struct("vec2", vec2Members(c));
        const a = Vec2.create({ x: 1, y: 2 }).pointer;
        return { values: { call: bind("vec2_sum", c.fn([c.pointer(Vec2)], c.double)), a } };
      },
      struct_members: () => ({ values: { a: c.struct("vec2", vec2Members(c)).create({ x: 1, y: 2 }) } }),
      struct_nested: () => {
        const Vec2 = c.struct("vec2", vec2Members(c));
        const Line = c.struct("line", { from: Vec2, to: Vec2 });
        const lines = Line.arrayView(allocate(Line, 1), 1);
        lines.set(0, { from: { x: 1, y: 0 }, to: { x: 0, y: 2 } });
        return { values: { a: lines.at(0) } };
      },
      struct_array1000: () => ({ values: { points: points() } }),
      struct_index1000: () => ({
        values: { points: points() },
        step: "for (let k = 0; k < points.length; k++) s += points.at(k).x;",
      }),
      ...bindCallSites(bindPrototypes),
      callback: () => ({
        initial: "0n",
        values: { call: bind("run_callback", "long run_callback(int (*callback)(int), int count)") },
      }),
      caller_callback: () => {
        const callback = c.callback([c.int], c.int, { stack: "caller" });
        return { initial: "0n", values: { call: bind("run_callback", c.fn([callback, c.int], c.long)) } };
      },
      create_callback: () => {
        const type = c.callback([c.int], c.int, { lifetime: "until" });
        // Until somebody asks for the pointer, there is none.
        const create = (callback: (value: number) => number): unknown => {
          const made = type.create(callback);
          return made.pointer === null ? undefined : made;
        };
        return { values: { create, release: (made: MadeCallback) => made.release() } };
      },
      kept_callback: () => {
        const type = c.callback([c.int], c.int, { lifetime: "until" });
        return {
          initial: "0n",
          values: {
            call: bind("run_callback", c.fn([type, c.int], c.long)),
            create: (callback: (value: number) => number) => type.create(callback),
            release: (made: MadeCallback) => made.release(),
          },
        };
      },
      ...libffiBindings,
      qsort1000: () => {
        const compareType = c.callback([c.pointer(c.int), c.pointer(c.int)], c.int);
        return {
          values: {
            call: bind("sort_ints", c.fn([c.bytes, c.usize, compareType], c.void)),
            compare: (left: { value: number }, right: { value: number }): number => left.value - right.value,
          },
        };
      },
    },
    bindPrototypes,
  };
}

/** Structs by value: plain objects are the workload's own, instances are made here. */
function bindStructs(
  c: Koine["c"],
  bind: (name: string, declaration: unknown) => unknown,
): Pick<LoadedPeer["bindings"], Exclude<StructRow, `struct_${string}`>> {
  const forms = (name: string, members: Readonly<Record<string, unknown>>): { object: Binding; instance: Binding } => {
    const prepare = (): { call: unknown; create: (value: number) => unknown } => {
      const type = c.struct(name, members);
      const create = (value: number): unknown =>
        type.create(Object.fromEntries(Object.keys(members).map((key) => [key, value])));
      return { call: bind(`${name}_add`, c.fn([type, type], type)), create };
    };
    return {
      object: () => ({ values: { call: prepare().call } }),
      instance: () => {
        const { call, create } = prepare();
        return { values: { call, a: create(1), b: create(2) } };
      },
    };
  };
  const vec2 = forms("vec2", { x: c.double, y: c.double });
  const color = forms("color", { r: c.float, g: c.float, b: c.float, a: c.float });
  const triple = forms("triple", { x: c.double, y: c.double, z: c.double });
  return {
    vec2_object: vec2.object,
    vec2_instance: vec2.instance,
    color_object: color.object,
    color_instance: color.instance,
    triple_object: triple.object,
    triple_instance: triple.instance,
  };
}
