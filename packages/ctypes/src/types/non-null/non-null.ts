/** Pointers and strings that are never null: what a declaration knows and C's types cannot say. */
import { FfiError } from "@koine/diagnostics";
import type { InferArgument } from "../../infer/infer-argument.ts";
import type { InferResult } from "../../infer/infer-function.ts";
import { representationOf } from "../../layout/representation-of.ts";
import { typeName } from "../../layout/type-name.ts";
import type { CType, MappedType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCType } from "../check/assert-input.ts";
import { mapped } from "../mapped/mapped.ts";

/** A type whose values are those of another one without `null`. */
export type NonNullType<TBase extends CType> = MappedType<
  TBase,
  NonNullable<InferResult<TBase>>,
  NonNullable<InferArgument<TBase>>
>;

/**
 * Makes the type of addresses that are never null: parameters refuse `null` with `FFI_ARGUMENT_TYPE`, and what C gives is
 * checked, `FFI_NULL_POINTER`, instead of being `null` for TypeScript.
 *
 * @param base A pointer, string, callback or handle.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if its values are no addresses; `FFI_ARGUMENT_TYPE`.
 * @example
 * ```ts
 * import { types as c } from "@koine/ctypes";
 *
 * const strlen = c.fn([c.nonNull(c.string)], c.usize);
 * ```
 */
export function nonNull<TBase extends CType>(base: TBase): NonNullType<TBase> {
  assertCType(base, "nonNull(): base");
  if (base.kind === "sized-by" || !addresses.has(representationOf(base).kind)) {
    throw notAllowed(base, "nonNull(): base", "only pointers, strings, callbacks and handles can be null");
  }
  const refuse = (code: "FFI_ARGUMENT_TYPE" | "FFI_NULL_POINTER", path: string, hint: string): FfiError =>
    new FfiError(code, `${path}: expected ${typeName(base)} that is not NULL, got null`, {
      hint,
      details: { path, expected: typeName(base), received: null },
    });
  // The base knows nothing of the paths that come with the values.
  const translator = {
    toNative: (value: unknown, path = "value"): unknown => {
      if (value === null) throw refuse("FFI_ARGUMENT_TYPE", path, "the declaration says that it is never null");
      return value;
    },
    fromNative: (native: unknown, path = "value"): unknown => {
      if (native === null) throw refuse("FFI_NULL_POINTER", path, "declare it without c.nonNull if C may give NULL");
      return native;
    },
  };
  return mapped(base, translator as never) as unknown as NonNullType<TBase>;
}

const addresses: ReadonlySet<CType["kind"]> = new Set(["pointer", "string", "callback"]);
