/** Which types end in a flexible array. Where C allows such types is in `types/check/assert-allowed.ts`. */
import type { CType } from "../model.ts";
import { resolveAlias } from "./resolve-alias.ts";

/** What was found out of records: those inside of each other would be asked again for each way that leads to them. */
const known = new WeakMap<CType, boolean>();

/** Tells whether a type ends in a flexible array, so that nothing may follow it and it has no fixed size. */
export function hasFlexibleArray(type: CType): boolean {
  const resolved = resolveAlias(type);
  if (resolved.kind === "array") return resolved.length === null;
  if (resolved.kind === "mapped") return hasFlexibleArray(resolved.base);
  if (resolved.kind !== "struct" && resolved.kind !== "union") return false;
  let isFlexible = known.get(resolved);
  if (isFlexible === undefined) {
    const members = Object.values(resolved.members);
    isFlexible = members.some((member) => member.kind !== "bit-field" && hasFlexibleArray(member));
    known.set(resolved, isFlexible);
  }
  return isFlexible;
}
