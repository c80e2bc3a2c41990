/** Strings name their encoding. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { failureOf, untyped } from "../check/expect-failure.case.ts";
import * as c from "../index.ts";

test("strings are UTF-8 unless they name another encoding, in lower case", () => {
  assert.deepEqual({ ...c.string }, { kind: "string", encoding: "utf-8", isConst: true });
  assert.equal(c.stringOf("UTF-16LE").encoding, "utf-16le");
  assert.ok(Object.isFrozen(c.string) && Object.isFrozen(c.stringOf("latin1")));
});

test("what cannot name an encoding is refused", () => {
  assert.match(
    failureOf(() => c.stringOf("")),
    /^FFI_DECLARATION_TYPE: stringOf\(\): string "" cannot name an encoding/,
  );
  assert.match(
    failureOf(() => c.stringOf("utf 8")),
    /cannot name an encoding\n {2}hint: use a name such as "utf-8"/,
  );
  assert.match(
    failureOf(() => c.stringOf(untyped(undefined))),
    /^FFI_ARGUMENT_TYPE: stringOf\(\): encoding must be a string/,
  );
});

test("a string may say what happens to what does not fit, and who frees it", () => {
  const loose = c.stringOf("latin1", { onInvalid: "replace" });
  assert.deepEqual({ ...loose }, { kind: "string", encoding: "latin1", isConst: true, onInvalid: "replace" });
  const owned = loose.owned("free");
  assert.deepEqual(owned, { ...loose, ownership: { kind: "owned", release: "free" } });
  assert.ok(Object.isFrozen(owned) && Object.isFrozen(owned.ownership));
  assert.match(
    failureOf(() => c.string.owned(untyped(5))),
    /^FFI_ARGUMENT_TYPE: string\.owned\(\): expected what frees the memory, got 5/,
  );
  assert.match(
    failureOf(() => c.stringOf("latin1", untyped({ onInvalid: "ignore" }))),
    /^FFI_ARGUMENT_TYPE: stringOf\(\): unknown onInvalid string "ignore"/,
  );
});
