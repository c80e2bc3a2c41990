/** Scalars at the edges of their types. Random combinations are in `differential/`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("accept");
const hotCalls = 20_000;

/** Runs a check cold, and again when the functions in it are hot. */
function coldAndHot(title: string, check: () => void): void {
  test(title, () => {
    check();
    for (let round = 0; round < hotCalls; round++) check();
  });
}

const exact = openLibrary(path, { take_i64: c.fn([c.i64], c.i64), take_u64: c.fn([c.u64], c.u64) }).symbols;
coldAndHot("64-bit integers take bigints and safe integers, and come back as bigints", () => {
  assert.equal(exact.take_i64(-(2n ** 63n)), -(2n ** 63n));
  assert.equal(exact.take_i64(Number.MIN_SAFE_INTEGER), BigInt(Number.MIN_SAFE_INTEGER));
  assert.equal(exact.take_i64(-0), 0n);
  assert.equal(exact.take_u64(2n ** 64n - 1n), 2n ** 64n - 1n);
  assert.equal(exact.take_u64(2 ** 32), 2n ** 32n);
});

const numbers = openLibrary(path, {
  take_i64: c.fn([c.i64.number], c.i64.number),
  take_u64: c.fn([c.u64.number], c.u64.number),
}).symbols;
coldAndHot(".number gives numbers up to 2^53-1", () => {
  for (const value of [0, -1, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]) {
    assert.equal(numbers.take_i64(value), value);
  }
  for (const value of [0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER])
    assert.equal(numbers.take_u64(value), value);
});

test(".number refuses a result that would lose bits, cold and hot", () => {
  for (let round = 0; round < 3; round++) {
    const error = catchError("FFI_UNSAFE_INTEGER", () => numbers.take_u64(2n ** 64n - 1n));
    assert.match(error.message, /^take_u64\(\): 18446744073709551615 does not fit a number/);
    for (const value of [2n ** 53n, -(2n ** 53n), 2n ** 63n - 1n]) {
      catchError("FFI_UNSAFE_INTEGER", () => numbers.take_i64(value));
    }
    for (let call = 0; call < hotCalls; call++) {
      numbers.take_i64(call);
      numbers.take_u64(call);
    }
  }
});

const wrapping = openLibrary(path, {
  take_i64: c.fn([c.i64.wrap], c.i64),
  take_u64: c.fn([c.u64.wrap], c.u64),
}).symbols;
coldAndHot(".wrap takes any integer modulo 2^64", () => {
  assert.equal(wrapping.take_u64(-1), 2n ** 64n - 1n);
  assert.equal(wrapping.take_u64(-1n), 2n ** 64n - 1n);
  assert.equal(wrapping.take_u64(2n ** 64n + 5n), 5n);
  assert.equal(wrapping.take_i64(2n ** 63n), -(2n ** 63n));
});

const floats = openLibrary(path, {
  take_float: c.fn([c.float], c.float),
  take_double: c.fn([c.double], c.double),
}).symbols;
coldAndHot("floats keep their sign, their infinities and NaN", () => {
  for (const value of [0, -0, NaN, Infinity, -Infinity, 1.5, -1.5]) {
    assert.ok(Object.is(floats.take_float(value), value));
    assert.ok(Object.is(floats.take_double(value), value));
  }
  assert.equal(floats.take_float(0.1), Math.fround(0.1));
  assert.equal(floats.take_float(1e300), Infinity);
  assert.equal(floats.take_double(Number.MIN_VALUE), Number.MIN_VALUE);
});

const small = openLibrary(path, {
  take_bool: c.fn([c.bool], c.bool),
  take_i8: c.fn([c.schar], c.schar),
  take_u8: c.fn([c.uchar], c.uchar),
  take_i16: c.fn([c.short], c.short),
  take_u16: c.fn([c.char16], c.char16),
  take_u32: c.fn([c.char32], c.char32),
}).symbols;
coldAndHot("narrow integers and booleans come back as they went", () => {
  assert.equal(small.take_bool(true), true);
  assert.equal(small.take_bool(false), false);
  for (const value of [-128, -1, 0, 127]) assert.equal(small.take_i8(value), value);
  for (const value of [0, 128, 255]) assert.equal(small.take_u8(value), value);
  for (const value of [-32768, -1, 32767]) assert.equal(small.take_i16(value), value);
  for (const value of [0, 32768, 65535]) assert.equal(small.take_u16(value), value);
  for (const value of [0, 2 ** 31, 2 ** 32 - 1]) assert.equal(small.take_u32(value), value);
});

const memory = compileLibrary("memory");
const members = { RED: 0, GREEN: 5, BLUE: -3 } as const;
const closed = openLibrary(memory, {
  same_color: c.fn([c.enum("Color", members)], c.enum("Color", members)),
  color_number: c.fn([c.enum("Color", members)], c.int),
}).symbols;
const open = openLibrary(memory, {
  same_color: c.fn([c.enum("Color", members, { open: true })], c.enum("Color", members, { open: true })),
}).symbols;

coldAndHot("a closed enum takes its values only, an open one all of its base", () => {
  for (const value of Object.values(members)) {
    assert.equal(closed.same_color(value), value);
    assert.equal(closed.color_number(value), value);
  }
  assert.equal(open.same_color(1234), 1234);
});

test("an enum over 64 bits gives values of the type that it was declared with", () => {
  const Wide = c.enum("Wide", { NONE: 0n, LARGE: 2n ** 40n }, { base: c.u64 });
  const { symbols } = openLibrary(path, { take_u64: c.fn([Wide], Wide) });
  assert.equal(symbols.take_u64(2n ** 40n), 2n ** 40n);
  const Mixed = c.enum("Mixed", { NONE: 0, LARGE: 2 ** 40 }, { base: c.u64 });
  const mixed = openLibrary(path, { take_u64: c.fn([Mixed], Mixed) }).symbols;
  assert.equal(mixed.take_u64(2 ** 40), 2 ** 40);
});
