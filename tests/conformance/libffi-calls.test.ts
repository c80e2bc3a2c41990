/** Calls through libffi are what calls through Koine's own stubs are: the same values, the same checks, the same errors. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import type { FunctionType } from "koine";
import { bind, call } from "koine/libffi/high";
import { compileLibrary } from "./native-library.ts";
import type { UntypedFunction } from "./native-function.ts";

const Point = c.struct("Point", { x: c.double, y: c.double });
const Color = c.struct("Color", { r: c.float, g: c.float, b: c.float });
const Mixed = c.struct("Mixed", { whole: c.int, part: c.double, letter: c.char });
const Five = c.struct("Five", { values: c.array(c.long, 5) });
const Forty = c.struct("Forty", { values: c.array(c.long, 40) });
const Three = c.struct("Three", { letters: c.array(c.char, 3) });
const Pair = c.struct("Pair", { a: c.short, b: c.float });
const Bits = c.struct("Bits", { a: c.bits(c.int, 3), b: c.bits(c.uint, 5), c: c.short });
const Line = c.struct("Line", { from: Point, to: Point });
const Nested = c.struct("Nested", { pair: Pair, last: c.int });
const Either = c.union("Either", { integer: c.long, real: c.double });
const Packed = c.struct("Packed", { tag: c.char, value: c.int }, { packed: true });

const point = { x: 1.5, y: -2 };
const line = { from: point, to: { x: 3, y: 4 } };
const mixed = { whole: 2, part: 3.5, letter: 4 };
const forty = { values: Array.from({ length: 40 }, (_, index) => BigInt(index)) };

/** Functions of native/structs.c, with arguments. */
const samples: Readonly<Record<string, readonly [FunctionType, ...unknown[]]>> = {
  add: [c.fn([Point, Point], Point), point, Point.create({ x: 10, y: 20 })],
  scale: [c.fn([Color, c.float], Color), { r: 1, g: 2, b: 3 }, 2],
  total: [c.fn([c.int, Mixed, c.double], c.double), 1, mixed, 0.25],
  make_mixed: [c.fn([c.int, c.double, c.char], Mixed), -3, 4.5, 120],
  times: [c.fn([Five, c.int], Five), { values: [1n, 2n, 3n, 4n, 5n] }, 10],
  sum: [c.fn([c.int, Forty, c.int], c.long), 1, forty, 2],
  rotate: [c.fn([Three], Three), { letters: [1, 2, 3] }],
  swap_signs: [c.fn([Pair], Pair), { a: 7, b: 1.5 }],
  change: [c.fn([Bits], Bits), { a: 2, b: 30, c: 7 }],
  reverse: [c.fn([Line], Line), line],
  unnest: [c.fn([Nested], Nested), { pair: { a: 4, b: 2.5 }, last: 0 }],
  negate: [c.fn([Either], Either), { integer: 5n }],
  bump: [c.fn([Packed], Packed), { tag: 5, value: 1000 }],
  many: [
    c.fn([Point, Point, Point, Point, Point, c.double, Mixed, c.long, c.long, c.long, c.long, c.long, Pair], c.double),
    point,
    point,
    point,
    point,
    line.to,
    0.5,
    mixed,
    1,
    2,
    3,
    4,
    5,
    { a: 3, b: 0.25 },
  ],
};

function plain(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (value as { toObject(): unknown }).toObject() : value;
}

const types = Object.fromEntries(Object.entries(samples).map(([name, [type]]) => [name, type]));
const structs = openLibrary(compileLibrary("structs"), types);

for (const [name, [type, ...values]] of Object.entries(samples)) {
  test(`${name}() through libffi gives what it gives through a stub`, () => {
    const own = structs.symbols[name] as unknown as UntypedFunction & { readonly address: bigint };
    const libffi: UntypedFunction = bind(own.address, type, { name });
    const expected = plain(own(...values));
    for (let index = 0; index < 100; index++) assert.deepEqual(plain(libffi(...values)), expected);
    assert.deepEqual(plain((call as UntypedFunction)(own.address, type, ...values)), expected);
  });
}

test("strings, buffers, out-parameters and callbacks cross as in every call", () => {
  const { symbols } = openLibrary(null, {
    strlen: c.fn([c.string], c.usize),
    getenv: c.fn([c.string], c.string),
    frexp: c.fn([c.double, c.out(c.int)], c.double),
    memcpy: c.fn([c.bytes, c.pointer(c.void, { const: true }), c.usize], c.void),
    qsort: c.fn([c.bytes, c.usize, c.usize, c.callback([c.pointer(c.int), c.pointer(c.int)], c.int)], c.void),
  });
  process.env["KOINE_LIBFFI_SAMPLE"] = "value";
  assert.equal(call(symbols.strlen.pointer, c.fn([c.string], c.usize), "größer"), 8n);
  assert.equal(call(symbols.getenv.pointer, c.fn([c.string], c.string), "KOINE_NO_SUCH_VARIABLE"), null);
  assert.equal(call(symbols.getenv.pointer, c.fn([c.string], c.string), "PATH"), process.env["PATH"]);
  assert.deepEqual(call(symbols.frexp.pointer, c.fn([c.double, c.out(c.int)], c.double), 12), [0.75, 4]);
  const target = new Uint8Array(4);
  const copy = c.fn([c.bytes, c.pointer(c.void, { const: true }), c.usize], c.void);
  call(symbols.memcpy.pointer, copy, target, Uint8Array.of(1, 2, 3), 3);
  assert.deepEqual([...target], [1, 2, 3, 0]);
  const sort = c.fn([c.bytes, c.usize, c.usize, c.callback([c.pointer(c.int), c.pointer(c.int)], c.int)], c.void);
  const numbers = Int32Array.of(3, 1, 2);
  call(symbols.qsort.pointer, sort, numbers, 3, 4, (left, right) => (left?.value ?? 0) - (right?.value ?? 0));
  assert.deepEqual([...numbers], [1, 2, 3]);
  assert.throws(
    () =>
      call(symbols.qsort.pointer, sort, numbers, 3, 4, () => {
        throw new RangeError("cannot compare");
      }),
    RangeError,
  );
});

test("wrong arguments are refused with the function's name", () => {
  const { symbols } = openLibrary(null, { labs: "long labs(long x)", abs: "int abs(int)" });
  const abs = bind(symbols.abs.address, c.fn([c.int], c.int), { name: "abs" });
  const untyped = abs as UntypedFunction;
  assert.throws(() => untyped(), { code: "FFI_ARGUMENT_COUNT", message: /^abs\(\): expected 1 argument, got 0/ });
  assert.throws(() => untyped("1"), { code: "FFI_ARGUMENT_TYPE", message: /^abs\(\): argument 1/ });
  assert.throws(() => untyped(2 ** 31), { code: "FFI_ARGUMENT_RANGE" });
  assert.throws(() => bind(0n, c.fn([], c.void)), { code: "FFI_NULL_POINTER" });
  assert.throws(() => bind(-1n, c.fn([], c.void)), { code: "FFI_ARGUMENT_TYPE" });
  assert.throws(() => bind(5 as never, c.fn([], c.void)), { code: "FFI_ARGUMENT_TYPE" });
  const Empty = c.struct("Empty", {});
  assert.equal(call(symbols.abs.address, c.fn([Empty, c.int], c.int), {}, -3), 3);
});

test("a struct of one long double comes back with all of its bits", () => {
  const Exact = c.struct("Exact", { value: c.longdouble });
  const numbers = openLibrary(compileLibrary("wide-numbers"), {
    exact_third: c.fn([], Exact),
    exact_is_third: c.fn([Exact], c.int),
  }).symbols;
  const third = bind(numbers.exact_third.address, c.fn([], Exact))();
  assert.equal(numbers.exact_is_third(third as never), 1);
});

test("errno comes back through libffi with every kind of result", () => {
  const Large = c.struct("large", { values: c.array(c.longlong, 4) });
  const returned = { errno: true } as const;
  const { symbols } = openLibrary(compileLibrary("errno"), {
    set_int: c.fn([], c.void),
    set_nothing: c.fn([], c.void),
    set_double: c.fn([], c.void),
    set_text: c.fn([], c.void),
    set_point: c.fn([], c.void),
    set_large: c.fn([], c.void),
    seen: c.fn([], c.void),
    keep: c.fn([], c.void),
  });
  const setInt = bind(symbols.set_int.address, c.fn([c.int], c.int, returned));
  assert.deepEqual(setInt(7), { value: -1, errno: 7 });
  const setNothing = bind(symbols.set_nothing.address, c.fn([c.int], c.void, returned));
  assert.deepEqual(setNothing(8), { value: undefined, errno: 8 });
  const setDouble = bind(symbols.set_double.address, c.fn([c.int, c.double], c.double, returned));
  assert.deepEqual(setDouble(9, 0.1), { value: 0.1, errno: 9 });
  const setText = bind(symbols.set_text.address, c.fn([c.int], c.string, returned));
  assert.deepEqual(
    [setText(0), setText(10)],
    [
      { value: "text", errno: 0 },
      { value: null, errno: 10 },
    ],
  );
  const { value, errno } = bind(symbols.set_point.address, c.fn([c.int, c.double], Point, returned))(11, 2.5);
  assert.deepEqual([value.x, value.y, errno], [2.5, -2.5, 11]);
  const large = bind(symbols.set_large.address, c.fn([c.int], Large, returned))(12);
  assert.deepEqual([[...large.value.values], large.errno], [[1n, 2n, 3n, 4n], 12]);
  // What earlier calls left is not seen by C.
  setNothing(99);
  assert.deepEqual(bind(symbols.seen.address, c.fn([], c.int, returned))(), { value: 0, errno: 0 });
  const keep = bind(symbols.keep.address, c.fn([c.int], c.int, { errno: "throw" }), { name: "keep" });
  assert.throws(() => keep(-1), { code: "FFI_ERRNO", message: /^keep\(\): failed without setting errno/ });
});
