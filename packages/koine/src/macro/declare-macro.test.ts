import assert from "node:assert/strict";
import { test } from "node:test";
import type { CType } from "@koine/ctypes";
import * as c from "../c.ts";
import { declareMacro } from "./declare-macro.ts";

const SHIFT = declareMacro("SHIFT", { value: c.uint, by: c.int }, (value: number, by: number) => (value << by) >>> 0);
const ALIGN = declareMacro("ALIGN", { length: c.usize }, (length: bigint) => (length + 7n) & ~7n);
const DIVIDE = declareMacro("DIVIDE", { a: c.i64, b: c.i64 }, (a: bigint, b: bigint) => a / b);
const NAME = declareMacro(
  "NAME",
  { stem: c.string, type: "type" },
  (stem: string, type: CType) => stem + c.sizeOf(type),
);

test("arguments are converted as C converts them", () => {
  assert.equal(SHIFT(1, 31), 2 ** 31);
  assert.equal(SHIFT(-1, 0), 2 ** 32 - 1);
  assert.equal(SHIFT(2 ** 32 - 1, 0), 2 ** 32 - 1);
  assert.equal(ALIGN(9), 16n);
  assert.equal(ALIGN(9n), 16n);
  assert.equal(NAME("x", c.u16), "x2");
  const byte = declareMacro("BYTE", { value: c.schar }, (value: number) => value);
  assert.equal(byte(300), 44);
  assert.equal(byte(200), -56);
});

test("functions have the name of their macro", () => assert.equal(SHIFT.name, "SHIFT"));

for (const [run, code, message] of [
  [
    () => SHIFT(...([1] as unknown as [number, number])),
    "FFI_ARGUMENT_COUNT",
    /^SHIFT\(\): expected 2 arguments, got 1/,
  ],
  [
    () => SHIFT("1" as never, 1),
    "FFI_ARGUMENT_TYPE",
    /^SHIFT\(\): argument 1 "value": expected an integer, got string "1"/,
  ],
  [() => SHIFT(1n as never, 1), "FFI_ARGUMENT_TYPE", /expected an integer, got /],
  [() => SHIFT(1, 0.5), "FFI_ARGUMENT_RANGE", /argument 2 "by": expected an integer of 32 bits, signed or not, got /],
  [() => SHIFT(2 ** 32, 1), "FFI_ARGUMENT_RANGE", /4294967296/],
  [() => SHIFT(Number.NaN, 1), "FFI_ARGUMENT_RANGE", /NaN/],
  [() => ALIGN(2n ** 64n), "FFI_ARGUMENT_RANGE", /64 bits/],
  [() => ALIGN(2 ** 60), "FFI_ARGUMENT_RANGE", /64 bits/],
  [() => ALIGN(true as never), "FFI_ARGUMENT_TYPE", /a bigint or integer, got /],
  [
    () => DIVIDE(1, 0),
    "FFI_ARGUMENT_RANGE",
    // What is wrong with a division by zero, each engine says in words of its own.
    /^DIVIDE\(\): the macro has no value for these arguments: ./,
  ],
  [() => NAME(1 as never, c.int), "FFI_ARGUMENT_TYPE", /argument 1 "stem": expected a string/],
  [() => NAME("", {} as never), "FFI_ARGUMENT_TYPE", /argument 2 "type": expected a type such as c.int/],
] as const) {
  test(`wrong arguments are ${code}: ${message.source}`, () => assert.throws(run, { code, message }));
}
