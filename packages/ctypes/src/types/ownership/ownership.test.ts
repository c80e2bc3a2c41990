import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

const pointer = c.pointer(c.int);

test("ownership is added to a pointer type, which stays one", () => {
  const release = (): void => {};
  assert.deepEqual(c.owned(pointer, "free").ownership, { kind: "owned", release: "free", byteLength: undefined });
  assert.equal(c.owned(pointer, release).ownership.release, release);
  assert.equal(c.owned(pointer, "free", { byteLength: 8 }).ownership.byteLength, 8);
  assert.deepEqual(c.borrowed(pointer), { ...pointer, ownership: { kind: "borrowed" } });
  assert.deepEqual(c.borrowedFrom("item", pointer).ownership, { kind: "borrowed-from", parameter: "item" });
  assert.deepEqual(c.transferred(pointer).ownership, { kind: "transferred" });
  assert.ok(isDeepFrozen(c.owned(pointer, "free")));
  assert.ok(isDeepFrozen(c.borrowedFrom("item", pointer)));
});

test("only pointers have owners", () => {
  for (const type of [c.int, c.string, undefined, "int *"]) {
    for (const make of [
      () => c.owned(untyped(type), "free"),
      () => c.borrowed(untyped(type)),
      () => c.borrowedFrom("item", untyped(type)),
      () => c.transferred(untyped(type)),
    ]) {
      assert.match(failureOf(make), /^FFI_DECLARATION_TYPE: \w+\(\): expected a pointer type, got /);
    }
  }
  assert.match(
    failureOf(() => c.owned(untyped(c.alias("gzFile", pointer)), "free")),
    /hint: wrap the pointer inside of the alias/,
  );
});

test("what frees is a name or a function", () => {
  for (const wrong of [undefined, null, 5, {}]) {
    assert.match(
      failureOf(() => c.owned(pointer, untyped(wrong))),
      /^FFI_ARGUMENT_TYPE: owned\(\): expected what frees the memory, got /,
    );
  }
  assert.match(
    failureOf(() => c.owned(pointer, "not a name")),
    /^FFI_DECLARATION_TYPE/,
  );
  assert.match(
    failureOf(() => c.owned(pointer, "free", { byteLength: -1 })),
    /option "byteLength" must be an integer of at least 0/,
  );
  assert.match(
    failureOf(() => c.borrowedFrom(untyped(0), pointer)),
    /^FFI_ARGUMENT_TYPE: borrowedFrom\(\): parameter must be a string/,
  );
});
