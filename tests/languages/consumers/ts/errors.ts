/** Errors of the library. */
import assert from "node:assert/strict";
import { ApiError, bank, probe } from "errors";

const { BankError } = bank;
assert.equal(bank.withdraw("alice", 40n), 60n);
assert.throws(
  () => bank.withdraw("bob", 1n),
  (error) => {
    assert.ok(error instanceof BankError && error instanceof ApiError);
    assert.deepEqual(
      [error.name, error.kind, error.code, error.message],
      ["BankError", "NotFound", 1, "there is no such account"],
    );
    return true;
  },
);
assert.throws(() => bank.withdraw("alice", 101n), { kind: "Overdrawn", message: "alice has only 100" });
assert.throws(() => bank.withdraw("frozen", 1n), { kind: "Frozen", code: -7 });
assert.throws(() => bank.fail(-7, "ü"), { kind: "Frozen", message: "ü" });
assert.throws(
  () => bank.fail(99, ""),
  (error) =>
    error instanceof ApiError &&
    !(error instanceof BankError) &&
    error.code === 99 &&
    error.message.endsWith("code 99"),
);
bank.fail(0, "");
assert.equal(bank.failGeneric(""), "fine");
assert.throws(() => bank.failGeneric("generic"), { name: "ApiError", code: -1, message: "generic" });
assert.throws(() => bank.panic(), { code: -2, message: "the library panicked" });
assert.throws(() => bank.failSilently(), { kind: "NotFound", message: "there is no such account" });
assert.equal(bank.branch.close("main"), true);
assert.throws(() => bank.branch.close("other"), { name: "BankError", kind: "NotFound" });
assert.throws(() => bank.fail(1, "a\0"), { code: "FFI_STRING_CONTENT" });
for (let count = 0; count < 1000; count += 1) assert.throws(() => bank.fail(5, "again"), { code: 5 });
assert.equal(probe.live(), 0n);
