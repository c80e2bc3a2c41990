/** What a function type says of `errno`, and of the last error of Windows. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { InferResult } from "../../infer/infer-function.ts";
import { representationOf } from "../../layout/representation-of.ts";
import { typeName } from "../../layout/type-name.ts";
import type { CType, ErrnoMode } from "../../model.ts";

/** What becomes of `errno`, of a function with a result of a type. */
export interface ErrnoOptions<
  TResult extends CType = CType,
  TErrno extends ErrnoMode | undefined = ErrnoMode | undefined,
  TLastError extends ErrnoMode | undefined = ErrnoMode | undefined,
> {
  /**
   * `true`: calls give `{ value, errno }`. `"throw"`: calls that fail throw `FFI_ERRNO`. Either way `errno` is 0 before the call,
   * and read in the same native call.
   */
  readonly errno?: TErrno;
  /**
   * What `errno` is for C's library, for functions of Windows: `true`: calls give `{ value, lastError }`. `"throw"`: calls that
   * fail throw `FFI_LAST_ERROR`. Either way it is 0 before the call, and read in the same native call, as `GetLastError` would.
   */
  readonly lastError?: TLastError;
  /**
   * Tells whether a result says that the call failed, where it is not -1 or `NULL` that does (for `lastError` 0, `NULL` or
   * `INVALID_HANDLE_VALUE`). For `"throw"`.
   */
  readonly isFailure?: (result: InferResult<TResult>) => boolean;
}

/**
 * Checks the options of a function type.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`; `FFI_DECLARATION_TYPE` where nothing says that a call failed.
 */
export function checkErrno(options: CheckedOptions, result: CType): void {
  const { errno, lastError, isFailure } = options;
  assertMode("errno", errno);
  assertMode("lastError", lastError);
  if (errno !== undefined && lastError !== undefined) {
    throw new FfiError("FFI_ARGUMENT_TYPE", 'fn(): options "errno" and "lastError" exclude each other', {
      hint: "functions of C's library set errno, those of Windows the last error",
    });
  }
  const isThrown = errno === "throw" || lastError === "throw";
  if (isFailure !== undefined && (typeof isFailure !== "function" || !isThrown)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", 'fn(): option "isFailure" must be a function beside errno: "throw"', {
      hint: 'write { errno: "throw", isFailure: (result) => … }',
    });
  }
  if (isThrown) assertFailure(errno === "throw" ? "errno" : "lastError", isFailure !== undefined, result);
}

interface CheckedOptions {
  readonly errno?: unknown;
  readonly lastError?: unknown;
  readonly isFailure?: unknown;
}

function assertMode(option: string, mode: unknown): void {
  if (mode === undefined || mode === true || mode === "throw") return;
  throw new FfiError(
    "FFI_ARGUMENT_TYPE",
    `fn(): option "${option}" must be true or "throw", got ${describeValue(mode)}`,
  );
}

function assertFailure(option: string, hasPredicate: boolean, result: CType): void {
  const resolved = representationOf(result);
  if (resolved.kind !== "void" && (hasPredicate || tellsFailure(resolved))) return;
  throw new FfiError(
    "FFI_DECLARATION_TYPE",
    `fn(): a result of type ${typeName(result)} does not say that a call failed`,
    {
      hint:
        resolved.kind === "void"
          ? `use ${option}: true, and look at it yourself`
          : "add isFailure: (result) => … to the options",
    },
  );
}

function tellsFailure({ kind }: CType): boolean {
  return ["integer", "enum", "pointer", "string"].includes(kind);
}
