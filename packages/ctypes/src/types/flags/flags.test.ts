/** Flags are enums whose values are sets, with set algebra. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

const Mode = c.flags("Mode", { READ: 1, WRITE: 2, BOTH: 3, HIGH: 2 ** 31 });

test("flags are plain data: an enum that is marked", () => {
  assert.deepEqual(Object.keys(Mode), Object.keys(c.enum("Mode", { READ: 1 })));
  assert.equal(Mode.isFlags, true);
  assert.equal(c.enum("Mode", { READ: 1 }).isFlags, false);
  assert.equal(Mode.base.name, "unsigned int");
  assert.ok(isDeepFrozen(Mode));
});

test("members are united, looked for and named", () => {
  assert.equal(Mode.of(), 0);
  assert.equal(Mode.of("READ", "HIGH"), 2 ** 31 + 1);
  assert.equal(Mode.has(3, "WRITE"), true);
  assert.equal(Mode.has(1, "BOTH"), false);
  assert.deepEqual(Mode.names(3), ["READ", "WRITE", "BOTH"]);
  assert.deepEqual(Mode.names(-(2 ** 31)), ["HIGH"]);
  assert.deepEqual(Mode.names(4), []);
  const Wide = c.flags("Wide", { LOW: 1n, HIGH: 2n ** 63n });
  assert.equal(Wide.of("LOW", "HIGH"), 2n ** 63n + 1n);
  assert.deepEqual(Wide.names(2n ** 63n), ["HIGH"]);
});

test("wrong members are refused", () => {
  assert.match(
    failureOf(() => Mode.of(untyped("EXECUTE"))),
    /^FFI_ARGUMENT_TYPE: flags Mode has no member "EXECUTE"/,
  );
  assert.match(
    failureOf(() => c.flags("M", { A: 1, B: 2n })),
    /^FFI_DECLARATION_TYPE: flags M: some members are/,
  );
  assert.match(
    failureOf(() => c.flags("M", {})),
    /^FFI_DECLARATION_TYPE: enum M has no members/,
  );
});
