/** Handles are pointers with a name for their end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { representationOf } from "../../layout/representation-of.ts";
import { typeName } from "../../layout/type-name.ts";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("a handle is a pointer to an opaque type and the symbol that ends it", () => {
  const Database = c.handle("sqlite3", { release: "sqlite3_close" });
  assert.deepEqual(
    { ...Database },
    {
      kind: "handle",
      name: "sqlite3",
      target: { kind: "opaque", name: "sqlite3" },
      release: "sqlite3_close",
    },
  );
  assert.deepEqual(representationOf(c.alias("db", Database)), c.pointer(c.opaque("sqlite3")));
  assert.equal(typeName(Database), "sqlite3 *");
  assert.ok(isDeepFrozen(Database));
});

test("a handle needs names", () => {
  assert.match(
    failureOf(() => c.handle("a b", { release: "f" })),
    /^FFI_DECLARATION_TYPE: handle\(\): name "a b"/,
  );
  assert.match(
    failureOf(() => c.handle("a", untyped({}))),
    /^FFI_ARGUMENT_TYPE: handle a: option "release" must be/,
  );
  assert.match(
    failureOf(() => c.handle("a", untyped({ release: "f", free: 1 }))),
    /handle a: unknown option "free"/,
  );
});
