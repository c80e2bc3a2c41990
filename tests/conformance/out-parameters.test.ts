/** `c.out` and `c.inout`: values that C leaves behind an address. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import { scalarSamples } from "./scalar-samples.ts";

const path = compileLibrary("memory");
const names: Readonly<Record<string, string>> = {
  _Bool: "give_bool",
  int8_t: "give_i8",
  uint8_t: "give_u8",
  int16_t: "give_i16",
  uint16_t: "give_u16",
  int32_t: "give_int",
  uint32_t: "give_u32",
  int64_t: "give_i64",
  uint64_t: "give_u64",
  float: "give_float",
  double: "give_double",
  "void *": "give_pointer",
};

for (const { c: spelling, type, values, encode, byteLength } of scalarSamples) {
  test(`an out-parameter gives every ${spelling}`, () => {
    const name = names[spelling] ?? "";
    const native = requireFunction(openUntyped(path, { [name]: c.fn([type, c.out(type)], c.void) }).symbols, name);
    for (let round = 0; round < 3000; round++) {
      const value = values[round % values.length];
      const given = native(value);
      const [left, right] = [given, value].map((item) => {
        const view = new DataView(new ArrayBuffer(8));
        encode(view, 0, item);
        return view.getBigUint64(0, true);
      });
      assert.equal(left, right, `${spelling} ${String(value)} of ${byteLength} bytes`);
    }
  });
}

const Point = c.struct("Point", { x: c.int, y: c.int });
const { symbols } = openLibrary(path, {
  divide: c.fn([c.int, c.int, c.out(c.int), c.out(c.int)], c.int),
  give_point: c.fn([c.int, c.int, c.out(Point)], c.void),
  move_point: c.fn([c.inout(Point)], c.int),
  leave_alone: c.fn([c.out(c.int)], c.int),
  add_one_i8: c.fn([c.inout(c.i8)], c.void),
  add_one_u64: c.fn([c.inout(c.u64)], c.void),
  halve: c.fn([c.inout(c.double)], c.void),
});

test("several outs come after the result, cold and hot", () => {
  for (let round = 1; round < 20_000; round++) {
    assert.deepEqual(symbols.divide(round * 7 + 3, 7), [0, round, 3]);
  }
  assert.deepEqual(symbols.divide(1, 0), [-1, 0, 0]);
});

test("an out that C does not write is zero, whatever was there before", () => {
  for (let round = 0; round < 1000; round++) {
    symbols.divide(-1, 1);
    assert.deepEqual(symbols.leave_alone(), [7, 0]);
  }
});

test("structs come out as instances", () => {
  for (let round = 1; round < 2000; round++)
    assert.deepEqual(symbols.give_point(round, -round).toObject(), { x: round, y: -round });
  for (let round = 0; round < 2000; round++) {
    const [sum, point] = symbols.move_point({ x: round, y: 1 });
    assert.deepEqual([sum, point.toObject()], [round + 3, { x: round + 1, y: 2 }]);
  }
});

test("inout takes a value and gives it back changed", () => {
  for (let round = 0; round < 5000; round++) {
    assert.equal(symbols.add_one_i8(-1), 0);
    assert.equal(symbols.add_one_i8(127), -128);
    assert.equal(symbols.add_one_u64(2n ** 64n - 1n), 0n);
    assert.equal(symbols.add_one_u64(2 ** 32), 2n ** 32n + 1n);
    assert.equal(symbols.halve(-5), -2.5);
  }
});

test("the same function with pointers sees the memory of the caller", () => {
  const byPointer = openLibrary(path, {
    divide: c.fn([c.int, c.int, c.pointer(c.int), c.pointer(c.int)], c.int),
  }).symbols;
  using place = allocate(c.int, 2);
  assert.equal(byPointer.divide(17, 5, place, place.add(1)), 0);
  assert.deepEqual([place.get(0), place.get(1)], [3, 2]);
});

test("a first value of the wrong type names the function and the parameter", () => {
  const parameterNames = ["value", "whole"];
  for (const [type, value] of [
    [c.longdouble, "1"],
    [c.complexDouble, { real: 1 }],
    [c.array(c.int, 2), [1, "2"]],
    [Point, { x: 1 }],
    [c.int, "1"],
  ] as const) {
    const { modfl } = openUntyped("libm.so.6", {
      modfl: c.fn([c.longdouble, c.inout(type)], c.longdouble, { parameterNames }),
    }).symbols;
    const { message } = catchError("FFI_ARGUMENT_TYPE", () => modfl?.(1, value));
    assert.match(message, /^modfl\(\): argument 2 "whole"/);
  }
});
