import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("a variable has a type and may be read-only", () => {
  assert.deepEqual(c.variable(c.int), { kind: "variable", target: c.int, isReadonly: false });
  assert.deepEqual(c.variable(c.string, { readonly: true }), {
    kind: "variable",
    target: c.string,
    isReadonly: true,
  });
  assert.ok(isDeepFrozen(c.variable(c.flexibleArray(c.char))));
});

test("types without values in memory have no variables", () => {
  for (const type of [c.void, c.fn([], c.int), c.bytes, c.out(c.int)]) {
    assert.match(
      failureOf(() => c.variable(type)),
      /^FFI_DECLARATION_TYPE: variable\(\): type cannot be of type /,
    );
  }
  assert.match(
    failureOf(() => c.variable(untyped(5))),
    /^FFI_ARGUMENT_TYPE: variable\(\): type must be a C type, got 5/,
  );
  assert.match(
    failureOf(() => c.variable(c.int, untyped({ const: true }))),
    /unknown option "const"/,
  );
});

test("a variable of an opaque type has an address", () => {
  const File = c.opaque("FILE");
  assert.equal(c.variable(File).target, File);
  assert.equal(c.variable(c.alias("file_t", File)).kind, "variable");
});

test("what is optional is a declaration", () => {
  for (const symbol of ["int f(void)", c.fn([], c.int), c.variable(c.int)]) {
    assert.deepEqual(c.optional(symbol), { kind: "optional", symbol });
  }
  for (const wrong of [c.int, undefined, null, 5, c.optional("int f(void)")]) {
    assert.match(
      failureOf(() => c.optional(untyped(wrong))),
      /^FFI_ARGUMENT_TYPE: optional\(\): expected a declaration, got /,
    );
  }
});
