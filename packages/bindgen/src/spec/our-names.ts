/** Names that C does not have: a record or enum without a name is called after what it is in, with a dot. */
import type { SpecType } from "./type-model.ts";
import { visitType } from "./visit-type.ts";

/** Tells whether a type names something that C has no name for, such as `struct { int z; } *`: C cannot spell it. */
export function hasOurName(type: SpecType): boolean {
  let isFound = false;
  visitType(type, (part) => {
    if (part.kind === "reference" && part.name.includes(".")) isFound = true;
  });
  return isFound;
}
