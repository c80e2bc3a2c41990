/** Only addresses can be declared as never null, and only integers as true or false. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { representationOf } from "../../layout/representation-of.ts";
import { failureOf, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("what is never null lies in memory as what may be", () => {
  for (const base of [c.string, c.pointer(c.int), c.handle("sqlite3", { release: "sqlite3_close" })]) {
    assert.deepEqual(representationOf(c.nonNull(base)), representationOf(base));
  }
});

test("what is no address cannot be null", () => {
  for (const base of [c.int, c.bytes, c.void, c.sizedBy("n", c.pointer(c.int)), c.struct("S", { x: c.int })]) {
    assert.match(
      failureOf(() => c.nonNull(base)),
      /^FFI_DECLARATION_TYPE: nonNull\(\): base /,
    );
  }
});

test("truth values are integers", () => {
  assert.equal(c.boolean(c.alias("gboolean", c.int)).base.target, c.int);
  for (const base of [c.float, c.bool, c.pointer(c.int)]) {
    assert.match(
      failureOf(() => c.boolean(untyped(base))),
      /^FFI_DECLARATION_TYPE: boolean\(\): base .*\n {2}hint: use an integer type/,
    );
  }
});
