/** Pointer types. What a pointer is in JavaScript is in `infer/pointer.ts`. */
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { CType, PointerType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertBoolean, assertCType, assertOptions } from "../check/assert-input.ts";

/** What a pointer type has besides its target. */
export interface PointerOptions<TIsConst extends boolean = boolean> {
  /** Whether C promises not to write through it (`const T *`). */
  readonly const?: TIsConst;
}

/**
 * Makes the type of pointers to `target`. Any type may be pointed to, complete or not.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, or `FFI_DECLARATION_TYPE` for `c.out`, `c.inout` and `c.bytes`, which are
 * pointers already.
 */
export function pointer<TTarget extends CType, TIsConst extends boolean = false>(
  target: TTarget,
  options: PointerOptions<TIsConst> = {},
): PointerType<TTarget, NoInfer<TIsConst>> {
  assertCType(target, "pointer(): target");
  assertOptions(options, ["const"], "pointer()");
  assertBoolean(options.const, 'pointer(): option "const"');
  const { kind } = resolveAlias(target);
  if (kind === "out" || kind === "inout" || kind === "bytes" || kind === "sized-by") {
    throw notAllowed(target, "pointer(): target", "it is a pointer already");
  }
  // The default of TIsConst is the default of the option. NoInfer, here and in the other constructors: without the option,
  // TypeScript would take the parameter from the type that is wanted where the call stands.
  const isConst = (options.const ?? false) as NoInfer<TIsConst>;
  return Object.freeze({ kind: "pointer", target, isConst });
}
