/** What a declaration says of `errno`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, isDeepFrozen, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";
import { addErrno } from "./with-errno.ts";

test("a function type says what becomes of errno only if somebody asked", () => {
  assert.equal("errno" in c.fn([], c.int), false);
  assert.equal(c.fn([], c.int, { errno: true }).errno, true);
  const isFailure = (value: number): boolean => value < 0;
  const { errno, isFailure: kept } = c.fn([], c.double, { errno: "throw", isFailure });
  assert.deepEqual([errno, kept], ["throw", isFailure]);
});

test("a prototype gets it beside", () => {
  const declared = c.withErrno("int close(int descriptor)", "throw");
  assert.deepEqual(declared, { kind: "with-errno", prototype: "int close(int descriptor)", errno: "throw" });
  assert.ok(isDeepFrozen(declared));
  assert.equal(addErrno(c.fn([c.int], c.int), "throw").errno, "throw");
  assert.equal(c.optional(declared).symbol, declared);
});

test("what says nothing of a failure, or is no prototype, is refused", () => {
  assert.match(
    failureOf(() => c.fn([], c.void, { errno: "throw" })),
    /^FFI_DECLARATION_TYPE: fn\(\): a result of type void does not say .*\n {2}hint: use errno: true/,
  );
  assert.match(
    failureOf(() => addErrno(c.fn([], c.float), "throw")),
    /^FFI_DECLARATION_TYPE: .*type float .*\n {2}hint: add isFailure/,
  );
  assert.match(
    failureOf(() => c.withErrno(untyped(c.fn([], c.int)), true)),
    /^FFI_ARGUMENT_TYPE: withErrno\(\): expected a C prototype, got an object\n {2}hint: of a function type, errno is an option/,
  );
  assert.match(
    failureOf(() => c.withErrno("int f(void)", untyped(false))),
    /^FFI_ARGUMENT_TYPE: withErrno\(\): expected true or "throw", got false/,
  );
});
