/** Terminated arrays are pointers to elements that have a zero. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { typeName } from "../../layout/type-name.ts";
import { failureOf } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("terminated arrays are spelled as pointers", () => {
  assert.equal(typeName(c.nullTerminated(c.string)), "const char **");
  assert.equal(typeName(c.nullTerminated(c.int)), "int *");
});

test("elements without a zero are refused", () => {
  const Point = c.struct("Point", { x: c.int });
  for (const element of [Point, c.double, c.array(c.char, 4)]) {
    assert.match(
      failureOf(() => c.nullTerminated(element)),
      /^FFI_DECLARATION_TYPE: nullTerminated\(\): element cannot be of type .*\n {2}hint: use strings, pointers/,
    );
  }
  assert.match(
    failureOf(() => c.nullTerminated(c.void)),
    /^FFI_DECLARATION_TYPE/,
  );
});
