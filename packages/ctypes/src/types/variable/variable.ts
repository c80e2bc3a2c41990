/** Variables that a library exports. How they are read and written is `koine`'s. */
import { resolveAlias } from "../../layout/resolve-alias.ts";
import { assertStorable } from "../check/assert-allowed.ts";
import { assertBoolean, assertCType, assertOptions } from "../check/assert-input.ts";
import type { CType } from "../../model.ts";
import type { VariableType } from "../../symbol-model.ts";

/** What a variable has besides its type. */
export interface VariableOptions<TIsReadonly extends boolean = boolean> {
  /** Whether JavaScript may not write it; false when absent. C's `const` objects are usually on pages that cannot be written. */
  readonly readonly?: TIsReadonly;
}

/**
 * Declares an exported variable. An array without a length (`extern const char version[]`) is `c.flexibleArray(element)`. One of
 * an opaque type has an address and no value.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if there are no values of that type in memory; `FFI_ARGUMENT_TYPE`.
 */
export function variable<TTarget extends CType, TIsReadonly extends boolean = false>(
  target: TTarget,
  options: VariableOptions<TIsReadonly> = {},
): VariableType<TTarget, NoInfer<TIsReadonly>> {
  assertCType(target, "variable(): type");
  if (resolveAlias(target).kind !== "opaque") assertStorable(target, "variable(): type");
  assertOptions(options, ["readonly"], "variable()");
  assertBoolean(options.readonly, 'variable(): option "readonly"');
  // The default of TIsReadonly is the default of the option.
  return Object.freeze({
    kind: "variable",
    target,
    isReadonly: (options.readonly ?? false) as NoInfer<TIsReadonly>,
  });
}
