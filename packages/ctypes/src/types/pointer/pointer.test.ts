/** Pointer types may point to everything that is not a pointer already. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("pointers are mutable unless they say const", () => {
  assert.deepEqual(c.pointer(c.char), { kind: "pointer", target: c.char, isConst: false });
  assert.deepEqual(c.pointer(c.void, { const: true }), { kind: "pointer", target: c.void, isConst: true });
  assert.ok(isDeepFrozen(c.pointer(c.pointer(c.opaque("sqlite3")))));
});

test("what is not a C type is refused by what it is", () => {
  const refused: ReadonlyArray<readonly [unknown, string]> = [
    [undefined, "undefined"],
    [null, "null"],
    ["int", 'string "int"'],
    [c.pointer, "a function"],
    [{ kind: "integr" }, "an object"],
    [[c.int], "an array"],
  ];
  for (const [value, description] of refused) {
    assert.equal(
      failureOf(() => c.pointer(untyped(value))),
      `FFI_ARGUMENT_TYPE: pointer(): target must be a C type, got ${description}\n` +
        "  hint: pass a type such as c.int or c.pointer(c.void)",
    );
  }
  assert.match(
    failureOf(() => c.pointer(untyped(c.bits(c.int, 3)))),
    /hint: bit-fields are members of structs/,
  );
});

test("ways to pass a parameter have no pointers to them", () => {
  for (const type of [c.out(c.int), c.inout(c.int), c.bytes]) {
    assert.match(
      failureOf(() => c.pointer(type)),
      /^FFI_DECLARATION_TYPE: pointer\(\): target cannot be of type c\./,
    );
  }
});

test("options that do not exist are named", () => {
  assert.equal(
    failureOf(() => c.pointer(c.int, untyped({ readonly: true }))),
    'FFI_ARGUMENT_TYPE: pointer(): unknown option "readonly"\n  hint: its options are const',
  );
  assert.match(
    failureOf(() => c.pointer(c.int, untyped({ const: 1 }))),
    /option "const" must be a boolean, got 1/,
  );
  assert.match(
    failureOf(() => c.pointer(c.int, untyped(true))),
    /pointer\(\): options must be an object, got true/,
  );
});
