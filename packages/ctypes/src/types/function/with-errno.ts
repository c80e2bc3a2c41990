/** Prototypes in strings whose `errno` is wanted, which C's syntax does not say. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { ErrnoMode, FunctionType } from "../../model.ts";
import type { ErrnoSymbol } from "../../symbol-model.ts";
import { checkErrno } from "./errno.ts";

/**
 * Declares a function by its C prototype and says what becomes of `errno`; what the option of `c.fn` is for function types.
 *
 * @param prototype Such as `"int unlink(const char *path)"`.
 * @param errno `"throw"`: calls that give -1 or `NULL` throw `FFI_ERRNO`. `true`: calls give `{ value, errno }`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 * @example
 * ```ts
 * import { c, openLibrary } from "koine";
 *
 * const { unlink } = openLibrary(null, { unlink: c.withErrno("int unlink(const char *path)", "throw") }).symbols;
 * unlink("/nowhere/at/all"); // → throws FFI_ERRNO
 * ```
 */
export function withErrno<const TPrototype extends string, const TErrno extends ErrnoMode>(
  prototype: TPrototype,
  errno: TErrno,
): ErrnoSymbol<TPrototype, TErrno> {
  if (typeof prototype !== "string") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `withErrno(): expected a C prototype, got ${describeValue(prototype)}`, {
      hint: "of a function type, errno is an option: c.fn([parameters], result, { errno: true })",
    });
  }
  if (errno !== true && errno !== "throw") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `withErrno(): expected true or "throw", got ${describeValue(errno)}`);
  }
  return Object.freeze({ kind: "with-errno", prototype, errno });
}

/**
 * Gives a function type with what becomes of `errno`.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` where nothing says that a call failed.
 */
export function addErrno(type: FunctionType, errno: ErrnoMode): FunctionType {
  checkErrno({ errno }, type.result);
  return Object.freeze({ ...type, errno });
}
