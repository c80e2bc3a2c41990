/** Vectors have as many lanes as a register of 8 to 64 bytes, of integers, float or double. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CType } from "../../model.ts";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("vectors keep element and number of lanes", () => {
  assert.deepEqual(c.vector(c.float, 4), { kind: "vector", element: c.float, length: 4 });
  assert.equal(c.vector(c.alias("real", c.double), 2).element, c.double);
  assert.ok(isDeepFrozen(c.vector(c.u8, 64)));
});

test("lengths that are no power of two, and sizes that no register has, are refused", () => {
  const lengths: readonly (readonly [() => unknown, string])[] = [
    [() => c.vector(c.float, 3), "FFI_DECLARATION_TYPE: vector(): length must be a power of two, got 3"],
    [() => c.vector(c.float, 0), "FFI_DECLARATION_TYPE: vector(): length must be a power of two, got 0"],
    [() => c.vector(c.float, -4), "FFI_DECLARATION_TYPE: vector(): length must be an integer of at least 0, got -4"],
    [() => c.vector(c.int, 1), "FFI_DECLARATION_TYPE: a vector of 1 elements of type int has 4 bytes"],
    [() => c.vector(c.double, 16), "FFI_DECLARATION_TYPE: a vector of 16 elements of type double has 128 bytes"],
    [() => c.vector(c.long, 32), "FFI_DECLARATION_TYPE: a vector of 32 elements of type long has 256 bytes"],
    [
      () => c.vector(c.float, untyped("4")),
      'FFI_ARGUMENT_TYPE: vector(): length must be an integer of at least 0, got string "4"',
    ],
  ];
  for (const [make, message] of lengths) assert.equal(failureOf(make).split("\n")[0], message);
});

test("elements that no typed array has are refused", () => {
  const struct = c.struct("S", { x: c.float });
  const elements: readonly CType[] = [c.bool, c.longdouble, c.pointer(c.void), c.wchar, c.i64.number, struct, c.void];
  for (const element of elements) {
    assert.match(
      failureOf(() => c.vector(untyped(element), 2)),
      /^FFI_DECLARATION_TYPE: vector\(\): element cannot be of type /,
    );
  }
  assert.match(
    failureOf(() => c.vector(untyped(4), 4)),
    /^FFI_ARGUMENT_TYPE: vector\(\): element must be a C type/,
  );
});
