/** How the tests of constructors look at errors. */
import assert from "node:assert/strict";
import { FfiError } from "@koine/diagnostics";

/**
 * Runs an action that must throw, and gives code and message of its error; the hint, if any, is the message's second line.
 */
export function failureOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof FfiError, `not an FfiError: ${String(error)}`);
    return `${error.code}: ${error.message}`;
  }
  throw new Error("nothing was thrown");
}

/** Passes a value that TypeScript would refuse, as a JavaScript caller can. */
export function untyped(value: unknown): never {
  return value as never;
}

/** Tells whether a descriptor and all that it is made of are frozen. */
export function isDeepFrozen(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}
