/** What a function type says of `errno`. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { InferResult } from "../../infer/infer-function.ts";
import { representationOf } from "../../layout/representation-of.ts";
import { typeName } from "../../layout/type-name.ts";
import type { CType, ErrnoMode } from "../../model.ts";

/** What becomes of `errno`, of a function with a result of a type. */
export interface ErrnoOptions<
  TResult extends CType = CType,
  TErrno extends ErrnoMode | undefined = ErrnoMode | undefined,
> {
  /**
   * `true`: calls give `{ value, errno }`. `"throw"`: calls that fail throw `FFI_ERRNO`. Either way `errno` is 0 before the call,
   * and read in the same native call.
   */
  readonly errno?: TErrno;
  /** Tells whether a result says that the call failed, where it is not -1 or `NULL` that does. For `errno: "throw"`. */
  readonly isFailure?: (result: InferResult<TResult>) => boolean;
}

/**
 * Checks the options of a function type.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`; `FFI_DECLARATION_TYPE` where nothing says that a call failed.
 */
export function checkErrno(options: { readonly errno?: unknown; readonly isFailure?: unknown }, result: CType): void {
  const { errno, isFailure } = options;
  if (errno !== undefined && errno !== true && errno !== "throw") {
    throw new FfiError(
      "FFI_ARGUMENT_TYPE",
      `fn(): option "errno" must be true or "throw", got ${describeValue(errno)}`,
    );
  }
  if (isFailure !== undefined && (typeof isFailure !== "function" || errno !== "throw")) {
    throw new FfiError("FFI_ARGUMENT_TYPE", 'fn(): option "isFailure" must be a function beside errno: "throw"', {
      hint: 'write { errno: "throw", isFailure: (result) => … }',
    });
  }
  if (errno !== "throw") return;
  const resolved = representationOf(result);
  const isTold = resolved.kind !== "void" && (isFailure !== undefined || tellsFailure(resolved));
  if (!isTold) {
    throw new FfiError(
      "FFI_DECLARATION_TYPE",
      `fn(): a result of type ${typeName(result)} does not say that a call failed`,
      {
        hint:
          resolved.kind === "void"
            ? "use errno: true, and look at it yourself"
            : "add isFailure: (result) => … to the options",
      },
    );
  }
}

function tellsFailure({ kind }: CType): boolean {
  return ["integer", "enum", "pointer", "string"].includes(kind);
}
