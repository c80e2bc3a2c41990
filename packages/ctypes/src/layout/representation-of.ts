/** Seeing through everything that only changes what values are in JavaScript. */
import type { AliasType, CType, HandleType, MappedType, NullTerminatedType, SizedByType } from "../model.ts";

/** A type that says itself how it lies in memory. */
export type Representation = Exclude<CType, AliasType | MappedType | HandleType | SizedByType | NullTerminatedType>;

/**
 * Gives the type that C sees: what an alias names, what a mapped type is based on, and the pointer that a handle, a sized or
 * a terminated array is.
 */
export function representationOf(type: CType): Representation {
  switch (type.kind) {
    case "alias":
      return representationOf(type.target);
    case "mapped":
      return representationOf(type.base);
    case "handle":
      return { kind: "pointer", target: type.target, isConst: false };
    case "sized-by":
      return type.target;
    case "null-terminated":
      return { kind: "pointer", target: type.element, isConst: false };
    default:
      return type;
  }
}
