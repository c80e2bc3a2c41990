/** Integers that mean true or false: what C had before `_Bool`, and most libraries have still. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { AliasType, IntegerType, MappedType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCType } from "../check/assert-input.ts";
import { mapped } from "../mapped/mapped.ts";

/** What can stand for a truth value. */
export type BooleanBase = IntegerType | AliasType<string, BooleanBase>;

/**
 * Makes the type of integers that are `true` or `false` in JavaScript: `true` crosses as 1, and every integer but 0 is `true`.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if `base` is no integer type; `FFI_ARGUMENT_TYPE`.
 * @example
 * ```ts
 * import { types as c } from "@koine/ctypes";
 *
 * const isalpha = c.fn([c.int], c.boolean(c.int));
 * ```
 */
export function boolean<TBase extends BooleanBase>(base: TBase): MappedType<TBase, boolean> {
  assertCType(base, "boolean(): base");
  if (resolveAlias(base).kind !== "integer") {
    throw notAllowed(base, "boolean(): base", "use an integer type such as c.int");
  }
  const translator = {
    toNative: (value: unknown, path = "value"): number => {
      if (typeof value === "boolean") return value ? 1 : 0;
      throw new FfiError("FFI_ARGUMENT_TYPE", `${path}: expected true or false, got ${describeValue(value)}`, {
        hint: "C gets 1 for true and 0 for false",
        details: { path, expected: "true or false", received: value },
      });
    },
    // A wide integer comes as a bigint.
    fromNative: (native: unknown): boolean => Boolean(native),
  };
  return mapped(base, translator as never) as unknown as MappedType<TBase, boolean>;
}
