/** Native functions without their static types, for tests that pass what TypeScript would refuse. */
import assert from "node:assert/strict";
import { FfiError, openLibrary } from "koine";
import type { CType, Declarations, FfiErrorCode } from "koine";

/** A function of any parameters. */
export type UntypedFunction = (...values: unknown[]) => unknown;

/** Opens a library whose functions take and give `unknown`. */
export function openUntyped(
  path: string,
  declarations: Declarations,
  types: Readonly<Record<string, CType>> = {},
): { readonly symbols: Readonly<Record<string, UntypedFunction>>; close(): void } {
  return openLibrary(path, declarations, { types }) as ReturnType<typeof openUntyped>;
}

/** Gives a function of a table that must have it. */
export function requireFunction(symbols: Readonly<Record<string, UntypedFunction>>, name: string): UntypedFunction {
  const found = symbols[name];
  assert.ok(found !== undefined, `there is no ${name}`);
  return found;
}

/** Runs something that must throw an `FfiError` with a code, and gives the error. */
export function catchError(code: FfiErrorCode, run: () => unknown): FfiError {
  let result: unknown;
  try {
    result = run();
  } catch (error) {
    assert.ok(error instanceof FfiError, `threw ${String(error)}`);
    assert.equal(error.code, code, error.message);
    return error;
  }
  return assert.fail(`expected ${code}, but it gave ${String(result)}`);
}
