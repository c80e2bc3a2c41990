/** Aliases: C's typedefs. */
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { AliasType, CType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCType, assertName } from "../check/assert-input.ts";

/**
 * Gives a type another name, for messages; layout and values stay those of `target`.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if the name is not a C identifier, or for `c.out` and `c.inout`, which are ways
 * to pass a parameter; `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.8
 */
export function alias<const TName extends string, TTarget extends CType>(
  name: TName,
  target: TTarget,
): AliasType<TName, TTarget> {
  assertName(name, "alias(): name");
  assertCType(target, "alias(): target");
  const { kind } = resolveAlias(target);
  if (kind === "out" || kind === "inout" || kind === "sized-by") {
    throw notAllowed(target, "alias(): target", "declare the alias for the type inside it");
  }
  return Object.freeze({ kind: "alias", name, target });
}
