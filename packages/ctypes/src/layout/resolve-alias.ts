/** Seeing through aliases. */
import type { AliasType, CType } from "../model.ts";

/** Follows aliases to the type that they name, which is not an alias. */
export function resolveAlias(type: CType): Exclude<CType, AliasType> {
  let resolved = type;
  while (resolved.kind === "alias") resolved = resolved.target;
  return resolved;
}
