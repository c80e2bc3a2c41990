/**
 * Sets of type qualifiers, one shared object each, and how they are added to types.
 */
import type { DeclaredType, Qualifiers } from "./type-model.ts";

export const constBit = 1;
export const volatileBit = 2;
export const restrictBit = 4;
export const atomicBit = 8;
const allBits = constBit | volatileBit | restrictBit | atomicBit;

const allQualifiers: readonly Qualifiers[] = Array.from({ length: allBits + 1 }, (_, bits) =>
  Object.freeze({
    isConst: (bits & constBit) !== 0,
    isVolatile: (bits & volatileBit) !== 0,
    isRestrict: (bits & restrictBit) !== 0,
    isAtomic: (bits & atomicBit) !== 0,
  }),
);

/** Gives the shared object for a set of bits. */
export function qualifiersFromBits(bits: number): Qualifiers {
  return allQualifiers[bits & allBits] ?? noQualifiers;
}

/** No qualifier at all. */
export const noQualifiers: Qualifiers = qualifiersFromBits(0);

/** Gives the bits of a set; the inverse of {@link qualifiersFromBits}. */
export function bitsOfQualifiers(qualifiers: Qualifiers): number {
  if (qualifiers === noQualifiers) return 0;
  return (
    (qualifiers.isConst ? constBit : 0) |
    (qualifiers.isVolatile ? volatileBit : 0) |
    (qualifiers.isRestrict ? restrictBit : 0) |
    (qualifiers.isAtomic ? atomicBit : 0)
  );
}

/** Adds qualifiers to a type; an array passes them on to its elements (C17 6.7.3p9). */
export function qualifyType(type: DeclaredType, bits: number): DeclaredType {
  if (bits === 0) return type;
  if (type.kind === "array") return { ...type, element: qualifyType(type.element, bits) };
  return { ...type, qualifiers: qualifiersFromBits(bitsOfQualifiers(type.qualifiers) | bits) };
}

/** Removes all qualifiers of a type itself (not of what it points to). */
export function unqualifyType(type: DeclaredType): DeclaredType {
  return type.qualifiers === noQualifiers ? type : { ...type, qualifiers: noQualifiers };
}
