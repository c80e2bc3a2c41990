/** The decay of arrays and functions into pointers, and what of arrays is lost by it. */
import { bitsOfQualifiers, noQualifiers, qualifyType } from "./qualifiers.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

/** Turns arrays and functions into pointers, as C does with parameters (C17 6.7.6.3p7–8). */
export function decayType(type: DeclaredType): DeclaredType {
  if (type.kind !== "array" && type.kind !== "function" && type.kind !== "typedef") return type;
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "function") return { kind: "pointer", target: type, qualifiers: noQualifiers };
  if (resolved.kind !== "array") return type;
  // Qualifiers added to a typedef of an array belong to its elements.
  const target = qualifyType(resolved.element, bitsOfQualifiers(type.qualifiers));
  return { kind: "pointer", target, qualifiers: noQualifiers };
}

/** Gives the length of the array that a parameter is declared as, which its type no longer has. */
export function lengthBeforeDecay(type: DeclaredType): number | undefined {
  const resolved = resolveTypedefs(type);
  if (resolved.kind !== "array" || resolved.length === null || resolved.length === 0) return undefined;
  return resolved.length;
}
