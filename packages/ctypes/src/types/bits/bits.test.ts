/** Bit-fields have a width that their type can hold. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("widths from 0 to that of the type are accepted", () => {
  assert.deepEqual(c.bits(c.uint, 32), { kind: "bit-field", base: c.uint, bitWidth: 32 });
  assert.equal(c.bits(c.u64, 64).bitWidth, 64);
  assert.equal(c.bits(c.bool, 1).bitWidth, 1);
  assert.equal(c.bits(c.enum("Color", { RED: 0 }), 2).bitWidth, 2);
  assert.equal(c.bits(c.uint, 0).bitWidth, 0);
});

test("wider ones are refused with the limit", () => {
  assert.equal(
    failureOf(() => c.bits(c.int, 33)),
    "FFI_DECLARATION_TYPE: bits(): width 33 exceeds the 32 bits of int\n" +
      "  hint: use a width of at most 32, or a wider base type",
  );
  assert.match(
    failureOf(() => c.bits(c.bool, 2)),
    /width 2 exceeds the 1 bits of bool/,
  );
  assert.match(
    failureOf(() => c.bits(c.uchar, 9)),
    /width 9 exceeds the 8 bits of unsigned char/,
  );
  assert.match(
    failureOf(() => c.bits(c.int, -1)),
    /^FFI_DECLARATION_TYPE: bits\(\): width must be an integer of at least 0/,
  );
});

test("only integer, bool and enum types have bit-fields", () => {
  for (const type of [c.double, c.pointer(c.int), c.void]) {
    assert.match(
      failureOf(() => c.bits(untyped(type), 3)),
      /^FFI_DECLARATION_TYPE: bits\(\): base cannot be of type /,
    );
  }
});
