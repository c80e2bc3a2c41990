/** Values of literals where they are rounded, cut off or refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHexadecimalFloat, parseIntegerLiteral } from "./literals.ts";

test("what lies in the middle of two doubles is rounded to the even one", () => {
  assert.equal(parseHexadecimalFloat("0x1.00000000000008p0"), 1);
  assert.equal(parseHexadecimalFloat("0x1.00000000000018p0"), 1 + 2 ** -51);
  assert.equal(parseHexadecimalFloat("0x1.000000000000081p0"), 1 + 2 ** -52);
});

test("no power of two overflows before the product does", () => {
  assert.equal(parseHexadecimalFloat("0x.0000000001p1063"), 2 ** 1023);
  assert.equal(parseHexadecimalFloat("0x100000000p-1106"), Number.MIN_VALUE);
});

test("digits and suffixes that C has not are none", () => {
  for (const text of ["09", "0b2", "1lul", "1lL", "1uu", "0x"])
    assert.equal(parseIntegerLiteral(text), undefined, text);
  assert.equal(parseIntegerLiteral("0'17")?.value, 15n);
});
