/** Arrays are of elements that have a size, and of a length that is a count. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("arrays keep element and length", () => {
  assert.deepEqual(c.array(c.int, 4), { kind: "array", element: c.int, length: 4, form: "elements" });
  assert.deepEqual(c.flexibleArray(c.char), { kind: "array", element: c.char, length: null, form: "elements" });
  assert.equal(c.array(c.int, 0).length, 0);
  assert.ok(isDeepFrozen(c.array(c.struct("P", { x: c.int }), 2)));
});

test("lengths that are no counts are refused", () => {
  const tail = "must be an integer of at least 0, got";
  assert.equal(
    failureOf(() => c.array(c.int, -1)),
    `FFI_DECLARATION_TYPE: array(): length ${tail} -1`,
  );
  assert.equal(
    failureOf(() => c.array(c.int, 1.5)),
    `FFI_DECLARATION_TYPE: array(): length ${tail} 1.5`,
  );
  assert.equal(
    failureOf(() => c.array(c.int, Number.NaN)),
    `FFI_DECLARATION_TYPE: array(): length ${tail} NaN`,
  );
  assert.equal(
    failureOf(() => c.array(c.int, untyped("4"))),
    `FFI_ARGUMENT_TYPE: array(): length ${tail} string "4"`,
  );
});

test("elements without a fixed size are refused", () => {
  const flexible = c.struct("F", { n: c.int, data: c.flexibleArray(c.int) });
  for (const type of [
    c.void,
    c.opaque("S"),
    c.fn([], c.void),
    c.bytes,
    c.out(c.int),
    flexible,
    c.flexibleArray(c.int),
  ]) {
    assert.match(
      failureOf(() => c.array(type, 2)),
      /^FFI_DECLARATION_TYPE: array\(\): element cannot be of type /,
    );
  }
});
