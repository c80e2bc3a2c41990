/**
 * What lies in one of x86's segments: `int __seg_gs *p` counts from the beginning of the segment, so that nothing can be read through `p` as
 * through other pointers.
 *
 * @see GCC manual, "x86 Named Address Spaces"
 */
import type { Target } from "@koine/ctypes";
import { spellType } from "./spell-type.ts";
import { layoutOfType } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

/** Gives the type of an object in a segment: as large as any other, and out of reach. */
export function placeInSegment(type: DeclaredType, segment: string, target: Target | undefined): DeclaredType {
  const layout = target === undefined ? undefined : layoutOfType(type, target);
  return {
    kind: "unsupported",
    text: `${spellType(type) ?? type.kind} ${segment}`,
    reason: "memory of another segment cannot be reached",
    byteLength: layout?.byteLength,
    alignment: layout?.alignment,
    qualifiers: type.qualifiers,
  };
}
