/** Structs and unions as arguments and results: what C received, and what JavaScript got back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary, Pointer } from "koine";
import type { FfiError } from "koine";
import { compileLibrary } from "./native-library.ts";

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

const { symbols } = openLibrary(compileLibrary("structs"), {
  add: c.fn([Point, Point], Point, { parameterNames: ["a", "b"] }),
  scale: c.fn([Color, c.float], Color),
  total: c.fn([c.int, Mixed, c.double], c.double),
  make_mixed: c.fn([c.int, c.double, c.char], Mixed),
  times: c.fn([Five, c.int], Five),
  sum: c.fn([c.int, Forty, c.int], c.long),
  rotate: c.fn([Three], Three),
  swap_signs: c.fn([Pair], Pair),
  change: c.fn([Bits], Bits),
  reverse: c.fn([Line], Line),
  unnest: c.fn([Nested], Nested),
  negate: c.fn([Either], Either),
  bump: c.fn([Packed], Packed),
  grow: c.fn([Point, c.string, c.out(c.int), Point], Point),
  fold: c.fn([Point, c.callback([Point, Color], c.double), Color], c.double),
  many: c.fn(
    [Point, Point, Point, Point, Point, c.double, Mixed, c.long, c.long, c.long, c.long, c.long, Pair],
    c.double,
  ),
});

/** The members of a value that came back, as a plain object. */
function members(value: object): unknown {
  return (value as { toObject(): unknown }).toObject();
}

test("two doubles travel in two registers, as objects and as instances", () => {
  assert.deepEqual(members(symbols.add({ x: 1, y: 2 }, { x: 10, y: 20 })), { x: 11, y: 22 });
  const a = Point.create({ x: 0.5, y: -0.5 });
  assert.deepEqual(members(symbols.add(a, Point.create({ x: 1, y: 1 }))), { x: 1.5, y: 0.5 });
  assert.deepEqual(members(symbols.add(a, { x: 0, y: 0 })), { x: 0.5, y: -0.5 });
});

test("bytes are a value, all of them", () => {
  const bytes = new Uint8Array(new Float64Array([1.5, -2]).buffer);
  const a = Point.fromBytes(bytes);
  bytes.fill(0);
  assert.deepEqual(a.toObject(), { x: 1.5, y: -2 });
  assert.deepEqual(members(symbols.add(a, Point.fromBytes(new Float64Array([1, 1])))), { x: 2.5, y: -1 });
  assert.deepEqual(members(symbols.rotate(Three.fromBytes(Uint8Array.of(1, 2, 3).buffer))), { letters: [2, 3, 1] });
  assert.equal(Either.fromBytes(new BigInt64Array([7n])).integer, 7n);
  for (const length of [0, 15, 17]) {
    assert.throws(() => Point.fromBytes(new Uint8Array(length)), {
      code: "FFI_ARGUMENT_RANGE",
      message: new RegExp(`^struct Point: fromBytes\\(\\): expected 16 bytes, got ${length}\n`),
    });
  }
  assert.throws(() => Point.fromBytes({ x: 1, y: 2 } as never), { code: "FFI_ARGUMENT_TYPE" });
  const Flexible = c.struct("Flexible", { length: c.int, values: c.flexibleArray(c.int) });
  assert.throws(() => Flexible.fromBytes(new Uint8Array(8)), /how many elements .* is not known/);
});

test("bytes go where a struct goes: as arguments, members, elements, union values and results of callbacks", () => {
  const numbers = new Float64Array([1.5, -2]);
  const bytes = new Uint8Array(numbers.buffer);
  const shared = new Uint8Array(new SharedArrayBuffer(16));
  shared.set(bytes);
  for (let round = 0; round < 3000; round++) {
    for (const value of [numbers, bytes, numbers.buffer, new DataView(numbers.buffer), shared, shared.buffer]) {
      assert.deepEqual(members(symbols.add(value, { x: 1, y: 2 })), { x: 2.5, y: 0 });
      if (round > 3) break;
    }
  }
  const reversed = symbols.reverse({ from: bytes, to: { x: 3, y: 4 } });
  assert.deepEqual(reversed.toObject(), { from: { x: 3, y: 4 }, to: { x: 1.5, y: -2 } });
  reversed.from = bytes as never;
  assert.deepEqual(Point.create(numbers).toObject(), reversed.from.toObject());
  assert.equal(symbols.negate(new BigInt64Array([7n])).integer, -7n);
  const { mirror_point } = openLibrary(compileLibrary("struct-callbacks"), {
    mirror_point: c.fn([c.callback([Point], Point)], c.int),
  }).symbols;
  assert.equal(
    mirror_point(({ x, y }) => new Float64Array([y, x])),
    1,
  );
});

test("bytes of another length, or of a buffer that was transferred, are refused cold and hot", () => {
  const moved = new Uint8Array(16);
  structuredClone(moved.buffer, { transfer: [moved.buffer] });
  for (let round = 0; round < 20_000; round++) {
    symbols.add(new Uint8Array(16), { x: 1, y: 1 });
    if (round > 2 && round % 5000 !== 0) continue;
    for (const bytes of [new Uint8Array(15), new ArrayBuffer(17), new Float64Array(0), moved]) {
      assert.throws(() => symbols.add(bytes, { x: 1, y: 1 }), {
        code: "FFI_ARGUMENT_RANGE",
        message: new RegExp(`^add\\(\\): argument 1 "a": expected 16 bytes, got ${bytes.byteLength}\n`),
      });
    }
  }
  assert.throws(
    () => symbols.reverse({ from: new Uint8Array(15), to: { x: 1, y: 1 } }),
    /argument 1\.from: expected 16/,
  );
});

test("three floats, three chars, a short with a float and bit-fields share registers", () => {
  assert.deepEqual(members(symbols.scale({ r: 1, g: 2, b: 3 }, 2)), { r: 2, g: 4, b: 6 });
  assert.deepEqual(members(symbols.rotate({ letters: [1, 2, 3] })), { letters: [2, 3, 1] });
  assert.deepEqual(members(symbols.swap_signs({ a: 7, b: 1.5 })), { a: -7, b: -1.5 });
  assert.deepEqual(members(symbols.change({ a: 2, b: 30, c: 7 })), { a: -2, b: 31, c: 14 });
  assert.deepEqual(members(symbols.unnest({ pair: { a: 4, b: 2.5 }, last: 0 })), { pair: { a: 4, b: 2.5 }, last: 6 });
});

test("large, nested and packed structs travel in memory", () => {
  assert.equal(symbols.total(1, { whole: 2, part: 3.5, letter: 4 }, 0.25), 10.75);
  assert.deepEqual(members(symbols.make_mixed(-3, 4.5, 120)), { whole: -3, part: 4.5, letter: 120 });
  assert.deepEqual(members(symbols.times({ values: [1n, 2n, 3n, 4n, 5n] }, 10)), { values: [10n, 20n, 30n, 40n, 50n] });
  const forty = Array.from({ length: 40 }, (_, index) => BigInt(index));
  assert.equal(symbols.sum(1, { values: forty }, 2), 783n);
  const line = { from: { x: 1, y: 2 }, to: { x: 3, y: 4 } };
  assert.deepEqual(members(symbols.reverse(line)), { from: line.to, to: line.from });
  assert.deepEqual(members(symbols.bump({ tag: 5, value: 1000 })), { tag: 5, value: 1005 });
});

test("a union is passed by one of its members", () => {
  assert.equal(symbols.negate({ integer: 5n }).integer, -5n);
});

test("structs beyond the registers travel on the stack, in order", () => {
  const point = (x: number, y: number): { x: number; y: number } => ({ x, y });
  const expected = 1 + 2 * 4 + 3 * 5 + 4 * 8 + 5 * 9 + 6 * 0.5 + 7 * 1.5 + (1 + 2 + 3 + 4 + 5) + 8 * 0.25 + 3;
  assert.equal(
    symbols.many(
      point(1, 2),
      point(3, 4),
      point(5, 6),
      point(7, 8),
      point(9, 10),
      0.5,
      { whole: 0, part: 1.5, letter: 0 },
      1,
      2,
      3,
      4,
      5,
      { a: 3, b: 0.25 },
    ),
    expected,
  );
});

test("a returned struct is a view of memory of its own", () => {
  const first = symbols.add({ x: 1, y: 1 }, { x: 0, y: 0 });
  const second = symbols.add({ x: 2, y: 2 }, { x: 0, y: 0 });
  assert.equal(first.x, 1);
  assert.equal(second.x, 2);
  first.x = 7;
  assert.deepEqual(first.pointer.value, { x: 7, y: 1 });
  assert.ok(first.pointer instanceof Pointer);
  assert.throws(() => first.pointer.get(1), { code: "FFI_OUT_OF_BOUNDS" });
});

test("a nested struct is a view of its parent's bytes", () => {
  const line = Line.create({ from: { x: 1, y: 2 }, to: { x: 3, y: 4 } });
  (line.from as { x: number }).x = 9;
  assert.deepEqual(line.toObject(), { from: { x: 9, y: 2 }, to: { x: 3, y: 4 } });
});

test("results in optimised code are those of the first call", () => {
  for (let index = 0; index < 30_000; index++) {
    const { x, y } = symbols.add({ x: index, y: 1 }, { x: 0.5, y: index });
    if (x !== index + 0.5 || y !== index + 1) assert.fail(`${index}: ${x}, ${y}`);
  }
});

test("what is no object is refused, whatever members it has", () => {
  const Length = c.struct("Length", { length: c.double });
  // A struct of one double travels as that does.
  const { fabs } = openLibrary("m", { fabs: c.fn([Length], c.double) }).symbols;
  class Sized {
    length = -3;
  }
  const call = fabs as (value: unknown) => number;
  for (let round = 0; round < 20; round++) {
    assert.equal(call({ length: -2 }), 2);
    assert.equal(call(new Sized()), 3);
    assert.equal(call(Object.assign(Object.create(null), { length: -4 })), 4);
    assert.equal(call(Length.create({ length: -5 })), 5);
    for (const value of [undefined, null, "text", 5, 5n, true, Symbol("s"), () => 1, Sized]) {
      assert.throws(
        () => call(value),
        (error: FfiError) => error.code === "FFI_ARGUMENT_TYPE" && error.message.includes("struct Length"),
      );
    }
  }
});

test("wrong members are refused by name, before and after optimisation", () => {
  const add = symbols.add as (...values: unknown[]) => unknown;
  const point = { x: 1, y: 2 };
  const wrong = [
    { value: { x: 1 }, code: "FFI_ARGUMENT_TYPE", message: /^add\(\): argument 1 "a": the object has no y/ },
    { value: { x: 1, y: "2" }, code: "FFI_ARGUMENT_TYPE", message: /^add\(\): argument 1 "a"\.y: expected a number/ },
    { value: 5, code: "FFI_ARGUMENT_TYPE", message: /^add\(\): argument 1 "a": expected .* struct Point, got 5/ },
    { value: null, code: "FFI_ARGUMENT_TYPE", message: /struct Point, got null/ },
  ];
  for (let round = 0; round < 2; round++) {
    for (const { value, code, message } of wrong) assert.throws(() => add(value, point), { code, message });
    for (let index = 0; index < 30_000; index++) add(point, point);
  }
  assert.throws(() => symbols.make_mixed(1, 2, 300), { code: "FFI_ARGUMENT_RANGE" });
  assert.throws(() => Point.create({ x: 1 } as never), { code: "FFI_ARGUMENT_TYPE" });
});

test("instances and plain objects go together, in optimised code too", () => {
  class Own {
    x = 10;
    y = 20;
  }
  const a = Point.create({ x: 1, y: 2 });
  const b = Point.create({ x: 10, y: 20 });
  const view = Point.arrayView(allocate(Point, 3), 3);
  view.set(2, { x: 10, y: 20 });
  const nested = Line.create({ from: { x: 0, y: 0 }, to: { x: 10, y: 20 } });
  const others: Array<{ x: number; y: number }> = [b, { x: 10, y: 20 }, new Own(), view.at(2) ?? b, nested.to];
  others.push(Object.assign(Object.create(null) as object, { x: 10, y: 20 }));
  others.push(new Proxy({ x: 10, y: 20 }, {}), Object.create(b, { x: { value: 10 }, y: { value: 20 } }) as typeof b);
  for (let round = 0; round < 3000; round++) {
    for (const other of others) {
      assert.deepEqual(members(symbols.add(a, other)), { x: 11, y: 22 });
      assert.deepEqual(members(symbols.add(other, a)), { x: 11, y: 22 });
      if (round > 3 && round < 2997) break;
    }
  }
});

test("instances and plain objects go beside strings, results behind pointers and callbacks", () => {
  const point = Point.create({ x: 1, y: 2 });
  const color = Color.create({ r: 1, g: 2, b: 3 });
  for (let round = 0; round < 2000; round++) {
    const isInstance = round % 3 === 0;
    const [value, length] = symbols.grow(
      isInstance ? point : { x: 1, y: 2 },
      "é",
      round % 2 === 0 ? point : { x: 1, y: 2 },
    );
    assert.deepEqual([members(value), length], [{ x: 4, y: 4 }, 2]);
    // The callback uses the slots of the call for another one.
    const step = (a: { x: number; y: number }, b: { b: number }): number => symbols.add(point, { x: a.x, y: b.b }).y;
    assert.equal(
      symbols.fold(isInstance ? point : { x: 1, y: 2 }, step, isInstance ? color : { r: 1, g: 2, b: 3 }),
      15,
    );
  }
  assert.throws(() => symbols.grow(point, 5 as never, point), { code: "FFI_ARGUMENT_TYPE" });
});

test("what only looks like an instance is read as any object is", () => {
  const value = Point.create({ x: 1, y: 2 });
  const instances = value.constructor;
  const forged = { x: 3, y: 4, constructor: instances };
  const heir = Object.create(Object.getPrototypeOf(value) as object) as typeof value;
  for (let round = 0; round < 3000; round++) {
    if (round % 1000 === 0) {
      assert.deepEqual(members(symbols.add(forged, value)), { x: 4, y: 6 });
      assert.throws(() => symbols.add(value, heir), TypeError);
    }
    assert.deepEqual(members(symbols.add(value, value)), { x: 2, y: 4 });
  }
  const prototype = Number.prototype as { constructor: unknown };
  const before = prototype.constructor;
  try {
    prototype.constructor = instances;
    assert.throws(() => symbols.add(value, 5 as never), { code: "FFI_ARGUMENT_TYPE", message: /argument 2 "b"/ });
  } finally {
    prototype.constructor = before;
  }
});

test("getters that call, free and close on the way change nothing that was read before", () => {
  const a = Point.create({ x: 1, y: 2 });
  const calling = {
    get x() {
      return symbols.add({ x: 50, y: 60 }, a).x;
    },
    y: 7,
  };
  const freed = Point.create({ x: 100, y: 200 });
  const freeing = {
    x: 1,
    get y() {
      (freed as Disposable)[Symbol.dispose]();
      return 1;
    },
  };
  for (let round = 0; round < 3000; round++) {
    assert.deepEqual(members(symbols.add({ x: 1, y: 1 }, calling)), { x: 52, y: 8 });
    assert.deepEqual(members(symbols.add(a, calling)), { x: 52, y: 9 });
    if (round === 1000) assert.deepEqual(members(symbols.add(freed, freeing)), { x: 101, y: 201 });
    if (round >= 1000 && round % 500 === 0) {
      assert.throws(() => symbols.add(freed, a), { code: "FFI_USE_AFTER_FREE", message: /argument 1 "a"/ });
      assert.throws(() => symbols.add(a, freed), { code: "FFI_USE_AFTER_FREE", message: /argument 2 "b"/ });
    }
  }
});
