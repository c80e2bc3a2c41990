/** Unions hold what structs hold, but no offsets. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("unions keep their members and are frozen", () => {
  const type = c.union("Value", { i: c.i64, d: c.double }, { align: 16 });
  assert.deepEqual(type, { kind: "union", name: "Value", members: { i: c.i64, d: c.double }, options: { align: 16 } });
  assert.ok(isDeepFrozen(type));
});

test("members and options that a union cannot have are refused", () => {
  assert.match(
    failureOf(() => c.union("U", { x: c.void })),
    /^FFI_DECLARATION_TYPE: union U: member "x" cannot be of type void/,
  );
  assert.match(
    failureOf(() => c.union("U", { x: c.int }, untyped({ offsets: { x: 0 } }))),
    /^FFI_DECLARATION_TYPE: union U: a union has no offsets/,
  );
});
