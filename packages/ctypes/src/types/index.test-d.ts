/** What TypeScript infers from descriptors as users write them. */
import type { Equal, Expect, IsAssignable } from "../infer/expect.ts";
import type { ErrnoResult, InferResult, LastErrorResult } from "../infer/infer-function.ts";
import type { BytesLike } from "../infer/bytes-like.ts";
import type { Handle, OwnedPointer, Pointer } from "../infer/pointer.ts";
import type { StructPlace, StructPointer, StructView, UnionView } from "../infer/struct-view.ts";
import type { CType, FunctionType, IntegerType, OpaqueType, VoidType } from "../model.ts";
import * as c from "./index.ts";
import type { VariadicValue } from "../infer/variadic-value.ts";

/** Never called: only its types are checked. */
export function checkInference(): void {
  const Point = c.struct("Point", { x: c.double, y: c.double });
  const Color = c.enum("Color", { RED: 0, GREEN: 1 });
  const Mode = c.enum("Mode", { READ: 1 }, { open: true });
  const Sqlite = c.opaque("sqlite3");
  const Statement = c.opaque("sqlite3_stmt");
  const Node = c.struct("Node", {
    next: c.pointer(c.opaque("Node")),
    tag: c.bits(c.uint, 3),
    ":1": c.bits(c.uint, 0),
    color: Color,
    corners: c.array(Point, 4),
    size: c.usize.number,
    name: c.string,
    visit: c.callback([c.int], c.void),
  });
  type _Structs = [
    Expect<Equal<c.Infer<typeof Point>, { x: number; y: number }>>,
    Expect<
      Equal<
        c.Infer<typeof Node>,
        {
          next: Pointer<OpaqueType<"Node">> | null;
          tag: number;
          color: 0 | 1;
          corners: ReadonlyArray<{ x: number; y: number }>;
          size: number;
          name: string | null;
          visit: Pointer<FunctionType<readonly [IntegerType<"int", "exact">], VoidType>> | null;
        }
      >
    >,
  ];
  type _Enums = [
    Expect<Equal<c.Infer<typeof Color>, 0 | 1>>,
    Expect<Equal<(typeof Color)["members"]["GREEN"], 1>>,
    Expect<Equal<c.Infer<typeof Mode>, number>>,
  ];

  const open = c.fn([c.string, c.out(c.pointer(Sqlite))], c.int);
  const step = c.fn([c.pointer(Statement)], c.int);
  const print = c.fn([c.pointer(c.char), c.usize, c.string], c.int, { variadic: true });
  const move = c.fn([Point, c.pointer(Point)], Point);
  const frexp = c.fn([c.double, c.out(c.int)], c.double);
  const hash = c.fn([c.bytes, c.usize, c.inout(c.u64)], c.void);
  type _Functions = [
    Expect<
      Equal<c.InferFunction<typeof open>, (path: string | null) => [number, Pointer<OpaqueType<"sqlite3">> | null]>
    >,
    Expect<Equal<c.InferFunction<typeof step>, (statement: Pointer<OpaqueType<"sqlite3_stmt">> | null) => number>>,
    Expect<
      Equal<
        Parameters<c.InferFunction<typeof print>>,
        [BytesLike | Pointer<IntegerType<"char">> | null, bigint | number, string | null, ...VariadicValue[]]
      >
    >,
    Expect<Equal<ReturnType<c.InferFunction<typeof move>>, { x: number; y: number } & StructView<"Point">>>,
    Expect<IsAssignable<[{ x: number; y: number }, null], Parameters<c.InferFunction<typeof move>>>>,
    Expect<Equal<c.InferFunction<typeof frexp>, (value: number) => [number, number]>>,
    Expect<Equal<Parameters<c.InferFunction<typeof hash>>, [BytesLike, bigint | number, bigint | number]>>,
    Expect<Equal<ReturnType<c.InferFunction<typeof hash>>, bigint>>,
    Expect<Equal<InferResult<typeof c.void>, void>>,
  ];
  const unlink = c.fn([c.string], c.int, { errno: true });
  const split = c.fn([c.int, c.out(c.int)], c.int, { errno: true });
  const mmap = c.fn([c.usize], c.pointer(c.void), { errno: "throw" });
  const deleteFile = c.fn([c.string], c.int, { lastError: true });
  const getFile = c.fn([c.string], c.pointer(c.void), { lastError: "throw", isFailure: (file) => file === null });
  type _Errno = [
    Expect<Equal<c.InferFunction<typeof unlink>, (path: string | null) => ErrnoResult<number>>>,
    Expect<Equal<ReturnType<c.InferFunction<typeof split>>, ErrnoResult<[number, number]>>>,
    Expect<Equal<ReturnType<c.InferFunction<typeof deleteFile>>, LastErrorResult<number>>>,
    Expect<Equal<c.InferFunction<typeof getFile>, (path: string | null) => Pointer<VoidType> | null>>,
    Expect<Equal<ReturnType<c.InferFunction<typeof mmap>>, Pointer<VoidType> | null>>,
  ];
  type _Pointers = [
    Expect<Equal<IsAssignable<Pointer<typeof Sqlite>, Parameters<c.InferFunction<typeof step>>[0]>, false>>,
    Expect<IsAssignable<OwnedPointer<typeof Statement>, Parameters<c.InferFunction<typeof step>>[0]>>,
    Expect<Equal<IsAssignable<Pointer<OpaqueType<"Point">>, Parameters<c.InferFunction<typeof move>>[1]>, false>>,
  ];
  const Database = c.handle("sqlite3", { release: "sqlite3_close" });
  const Seconds = c.mapped(c.i64, {
    toNative: (date: Date) => BigInt(date.getTime()),
    fromNative: (seconds) => new Date(Number(seconds)),
  });
  const Value = c.union("Value", { whole: c.i64, real: c.double });
  const Flags = c.flags("Flags", { READ: 1, WRITE: 2 });
  const openDatabase = c.fn([c.string, c.out(Database)], c.int);
  const closeDatabase = c.fn([Database], c.int);
  const later = c.fn([Seconds, c.i64], Seconds);
  const weigh = c.fn([c.sizedBy("length", c.string), c.usize], c.int, { parameterNames: ["text", "length"] });
  type _CountedText = Expect<Equal<Parameters<c.InferFunction<typeof weigh>>, [string | null]>>;
  const sum = c.fn([c.sizedBy("count", c.pointer(c.int, { const: true })), c.usize], c.int, {
    parameterNames: ["values", "count"],
  });
  const run = c.fn([c.nullTerminated(c.string)], c.nullTerminated(c.string));
  const total = c.fn([c.pointer(Point, { const: true }), c.usize], Value);
  type _OwnedResources = [
    Expect<Equal<c.InferFunction<typeof openDatabase>, (path: string | null) => [number, Handle<"sqlite3"> | null]>>,
    Expect<Equal<c.InferFunction<typeof closeDatabase>, (database: Pointer<OpaqueType<"sqlite3">>) => number>>,
    Expect<IsAssignable<Handle<"sqlite3">, Pointer<typeof Sqlite>>>,
    Expect<Equal<IsAssignable<Handle<"sqlite3_stmt">, Pointer<typeof Sqlite>>, false>>,
  ];
  type _Translations = [
    Expect<Equal<c.InferFunction<typeof later>, (date: Date, seconds: bigint | number) => Date>>,
    Expect<Equal<c.Infer<typeof Seconds>, Date>>,
    Expect<Equal<c.Infer<typeof Flags>, number>>,
    Expect<IsAssignable<typeof Seconds | typeof Database | typeof Flags, CType>>,
  ];
  type _Arrays = [
    Expect<
      Equal<
        c.InferFunction<typeof sum>,
        (values: BytesLike | Pointer<IntegerType<"int">> | readonly number[] | null) => number
      >
    >,
    Expect<IsAssignable<[readonly string[]], Parameters<c.InferFunction<typeof run>>>>,
    Expect<Equal<ReturnType<c.InferFunction<typeof run>>, readonly string[] | null>>,
    Expect<
      Equal<
        Parameters<c.InferFunction<typeof total>>[0],
        | StructPointer<"Point">
        | StructPlace<"Point">
        | ReadonlyArray<{ readonly x: number; readonly y: number } | BytesLike>
        | null
      >
    >,
    Expect<IsAssignable<Pointer<typeof Point>, Parameters<c.InferFunction<typeof total>>[0]>>,
    Expect<Equal<ReturnType<c.InferFunction<typeof total>>, { whole: bigint; real: number } & UnionView<"Value">>>,
    Expect<Equal<ReturnType<ReturnType<c.InferFunction<typeof move>>["toObject"]>, { x: number; y: number }>>,
  ];
  type _EveryDescriptorIsACType = Expect<
    IsAssignable<typeof Point | typeof Color | typeof open | typeof c.u64 | typeof c.string, CType>
  >;
}

declare const printfType: FunctionType<[typeof c.string], typeof c.int, true>;

/** Never called: each line but the last ones is refused by the compiler. */
export function checkRefusals(printf: c.InferFunction<typeof printfType>): void {
  // @ts-expect-error a bit-field is a member, not a type
  c.pointer(c.bits(c.int, 3));
  // @ts-expect-error bit-fields are of integer, bool and enum types
  c.bits(c.double, 3);
  // @ts-expect-error a misspelled option
  c.pointer(c.int, { readonly: true });
  // @ts-expect-error a union has no offsets
  c.union("U", { x: c.int }, { offsets: { x: 0 } });
  // @ts-expect-error int types one value
  c.int();
  // @ts-expect-error the value must be of the type
  c.int("1");
  // @ts-expect-error the value must be of the type
  c.typed(c.pointer(c.double), 1);
  // @ts-expect-error what C receives is of the result's type
  c.callback([], c.int, { onThrow: "zero" });
  c.callback([], c.u64, { onThrow: 0n });
  c.callback([], c.pointer(c.void), { onThrow: null });
  printf("%d %f", c.int(1), c.double(2));
  printf("%d %s %p", 1, "x", null);
  // @ts-expect-error a plain object does not say which struct it is
  printf("", { x: 1 });
  // @ts-expect-error nor does a function
  printf("", () => 1);
  // @ts-expect-error a predicate gets what the call gives
  c.fn([], c.double, { errno: "throw", isFailure: (result: string) => result === "" });
  c.usize(1n);
  c.usize.number(1);
  c.string(null);
}
