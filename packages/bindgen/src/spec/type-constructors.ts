/** Unqualified spec types in one word each, for the code that makes them. */
import { qualifierNames } from "./type-model.ts";
import type { SpecPointer, SpecQualifier, SpecReference, SpecType } from "./type-model.ts";

/** Makes a reference to a declared type. */
export function referenceTo(to: SpecReference["to"], name: string): SpecReference {
  return { kind: "reference", to, name, qualifiers: [] };
}

/** Makes a pointer. */
export function pointerTo(target: SpecType): SpecPointer {
  return { kind: "pointer", target, qualifiers: [] };
}

/** Adds qualifiers to those that a type has, in the order in which they are printed. */
export function qualify(type: SpecType, qualifiers: readonly SpecQualifier[]): SpecType {
  if (qualifiers.length === 0) return type;
  if (type.qualifiers.length === 0 && qualifiers.length === 1) return { ...type, qualifiers };
  const all = new Set([...type.qualifiers, ...qualifiers]);
  return { ...type, qualifiers: qualifierNames.filter((qualifier) => all.has(qualifier)) };
}
