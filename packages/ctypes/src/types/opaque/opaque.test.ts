/** Names of opaque types and aliases are C identifiers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("opaque types and aliases keep their names and are frozen", () => {
  assert.deepEqual(c.opaque("sqlite3"), { kind: "opaque", name: "sqlite3" });
  assert.deepEqual(c.alias("uLong", c.ulong), { kind: "alias", name: "uLong", target: c.ulong });
  assert.ok(isDeepFrozen(c.alias("db", c.pointer(c.opaque("sqlite3")))));
  assert.equal(c.opaque("größe").name, "größe");
  assert.equal(c.opaque("sqlite3"), c.opaque("sqlite3"), "one name is one type");
});

test("other names are refused", () => {
  for (const name of ["", "1st", "a-b", "struct x", "x*"]) {
    assert.match(
      failureOf(() => c.opaque(name)),
      /^FFI_DECLARATION_TYPE: opaque\(\): name .* is not a C identifier/,
    );
    assert.match(
      failureOf(() => c.alias(name, c.int)),
      /^FFI_DECLARATION_TYPE: alias\(\): name .* is not a C identifier/,
    );
  }
  assert.match(
    failureOf(() => c.opaque(untyped(null))),
    /^FFI_ARGUMENT_TYPE: opaque\(\): name must be a string, got null/,
  );
});

test("ways to pass a parameter have no alias", () => {
  assert.match(
    failureOf(() => c.alias("result", c.out(c.int))),
    /^FFI_DECLARATION_TYPE: alias\(\): target cannot be of type c.out/,
  );
  assert.match(
    failureOf(() => c.alias("x", untyped("int"))),
    /^FFI_ARGUMENT_TYPE: alias\(\): target must be a C type/,
  );
});
