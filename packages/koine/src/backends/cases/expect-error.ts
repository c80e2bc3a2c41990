/** Checks that work throws an `FfiError` of a code whose message says certain words. */
import assert from "node:assert/strict";
import { FfiError } from "@koine/diagnostics";
import type { FfiErrorCode } from "@koine/diagnostics";

/** Runs `work`, which must throw, and gives the error. */
export function expectError(code: FfiErrorCode, words: RegExp, work: () => unknown): FfiError {
  let thrown: unknown;
  assert.throws(work, (error) => {
    thrown = error;
    return true;
  });
  assert.ok(thrown instanceof FfiError, `expected an FfiError, got ${String(thrown)}`);
  assert.equal(thrown.code, code, thrown.message);
  assert.match(thrown.message, words);
  return thrown;
}
