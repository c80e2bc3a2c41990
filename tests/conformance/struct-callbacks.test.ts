/** Callbacks whose arguments and results are structs, or more than registers hold: C checks what it gets back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const Point = c.struct("Point", { x: c.double, y: c.double });
const Color = c.struct("Color", { r: c.float, g: c.float, b: c.float });
const Three = c.struct("Three", { letters: c.array(c.char, 3) });
const Mixed = c.struct("Mixed", { whole: c.int, part: c.double, letter: c.char });
const Forty = c.struct("Forty", { values: c.array(c.long, 40) });
const Bits = c.struct("Bits", { a: c.bits(c.int, 3), b: c.bits(c.uint, 5), c: c.short });
const Packed = c.struct("Packed", { tag: c.char, value: c.int }, { packed: true });
const Either = c.union("Either", { integer: c.long, real: c.double });
const Line = c.struct("Line", { from: Point, to: Point });
const Pair = c.struct("Pair", { a: c.short, b: c.float });
const fourTypes = [c.schar, c.float, c.i64, c.double] as const;
const path = compileLibrary("struct-callbacks");

const { symbols } = openLibrary(path, {
  mirror_point: c.fn([c.callback([Point], Point)], c.int, { parameterNames: ["mirror"] }),
  brighten: c.fn([c.callback([Color, c.float], Color)], c.int),
  rotate: c.fn([c.callback([Three], Three)], c.int),
  change_bits: c.fn([c.callback([Bits], Bits)], c.int),
  bump_packed: c.fn([c.callback([Packed], Packed)], c.int),
  negate_either: c.fn([c.callback([Either], Either)], c.int),
  make_mixed: c.fn([c.callback([c.int, Mixed, c.double], Mixed)], c.int),
  reverse_forty: c.fn([c.callback([Forty], Forty)], c.int),
  pass_many: c.fn(
    [
      c.callback(
        [Point, Point, Point, Point, Point, Mixed, c.long, c.long, c.long, c.long, c.long, c.long, Pair, Line],
        c.double,
      ),
    ],
    c.int,
  ),
  pass_twice: c.fn([c.callback([Line], c.int)], c.int),
  pass_garbage: c.fn([c.callback([c.bool, c.i8, c.u8, c.i16, c.u16, c.i32, c.u32], c.int)], c.int),
  call_point: c.fn([c.callback([], Point, { onThrow: { x: -1, y: 0.5 } })], Point),
});

test("structs in registers come as instances, and go back as instances or objects", () => {
  assert.equal(
    symbols.mirror_point((point) => ({ x: point.y, y: point.x })),
    1,
  );
  assert.equal(
    symbols.mirror_point(({ x, y }) => Point.create({ x: y, y: x })),
    1,
  );
  assert.equal(
    symbols.brighten((color, factor) => {
      color.r *= factor;
      color.g *= factor;
      color.b *= factor;
      return color;
    }),
    1,
  );
  assert.equal(
    symbols.rotate(({ letters: [first, second, third] }) => ({ letters: [second!, third!, first!] })),
    1,
  );
});

test("bit-fields, packed members and unions keep their layout", () => {
  assert.equal(
    symbols.change_bits(({ a, b, c: last }) => ({ a: a + 5, b: b + 14, c: last - 1 })),
    1,
  );
  assert.equal(
    symbols.bump_packed(({ tag, value }) => ({ tag: -tag, value: value + 1 })),
    1,
  );
  assert.equal(
    symbols.negate_either((either) => {
      either.real = -either.real;
      return either;
    }),
    1,
  );
});

test("structs in memory go both ways, and results end where C says", () => {
  assert.equal(
    symbols.make_mixed((whole, mixed, part) => ({ whole, part, letter: mixed.letter })),
    1,
  );
  assert.equal(
    symbols.reverse_forty(({ values }) => ({ values: values.toReversed?.() ?? [...values].reverse() })),
    1,
  );
});

test("structs, integers and floats beyond the registers are found on the stack", () => {
  const sum = symbols.pass_many((...values) => {
    const numbersOf = (value: unknown): number[] => {
      if (typeof value !== "object" || value === null) return [Number(value)];
      const members = "toObject" in value ? (value as { toObject(): object }).toObject() : value;
      return Object.values(members).flatMap(numbersOf);
    };
    return values.flatMap(numbersOf).reduce((total, value) => total + value, 0);
  });
  assert.equal(sum, 1);
  const forty = Array.from({ length: 10 }, () => fourTypes).flat();
  const { pass_forty } = openLibrary(path, { pass_forty: c.fn([c.callback(forty, c.double)], c.int) }).symbols;
  const seen: unknown[] = [];
  const answer = pass_forty((...values: unknown[]) => {
    seen.push(...values);
    return 42;
  });
  assert.equal(answer, 1);
  const expected = Array.from({ length: 10 }, (_, n) => [-n - 1, n + 0.5, BigInt(n) * -10_000_000_000n, n / 4]);
  assert.deepEqual(seen, expected.flat());
});

test("an instance that was received is safe to keep", () => {
  const kept: { from: { x: number }; to: { y: number } }[] = [];
  assert.equal(
    symbols.pass_twice((line) => kept.push(line)),
    1,
  );
  assert.deepEqual(
    kept.map(({ from, to }) => [from.x, to.y]),
    [
      [1, 4],
      [-1, -4],
    ],
  );
});

test("garbage in the upper bits of narrow arguments is not seen", () => {
  let seen: unknown[] = [];
  symbols.pass_garbage((...values) => {
    seen = values;
    return 0;
  });
  assert.deepEqual(seen, [true, -1, 0x80, -2, 0x8000, -0x8000_0000, 0x8000_0000]);
});

test("a getter of a returned object may itself call back", () => {
  const result = symbols.call_point(() => ({
    x: 1,
    get y() {
      return symbols.call_point(() => ({ x: 7, y: 8 })).y;
    },
  }));
  assert.deepEqual([result.x, result.y], [1, 8]);
});

test("results that are no such struct are named", () => {
  const error = catchError("FFI_RESULT_TYPE", () => symbols.mirror_point((() => 5) as never));
  assert.match(
    error.message,
    /mirror_point\(\): argument 1 "mirror": expected the function to return an object or instance of struct Point, got 5/,
  );
  const missing = catchError("FFI_ARGUMENT_TYPE", () => symbols.mirror_point((() => ({ x: 1 })) as never));
  assert.match(missing.message, /mirror_point\(\): argument 1 "mirror": the result: the object has no y/);
});

test("callbacks that no stack has room for are refused, with what they need", () => {
  const Huge = c.struct("Huge", { bytes: c.array(c.u8, 2 ** 21) });
  const { pass_twice } = openLibrary(path, { pass_twice: c.fn([c.callback([Huge], c.int)], c.int) }).symbols;
  const attempts = [
    (): unknown => pass_twice(() => 0),
    (): unknown => c.callback([c.int], Huge, { lifetime: "until" }).create(() => ({ bytes: [] })),
  ];
  for (const attempt of attempts) {
    const { message, details } = catchError("FFI_UNSUPPORTED", attempt);
    assert.match(message, /the values need 2097152 bytes of stack, more than 1044480/u);
    assert.equal(details["byteLength"], 2 ** 21);
  }
});
