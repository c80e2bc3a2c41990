/** What counts count: elements, and bytes where C does not know how large an element is. */
import { layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, Target } from "@koine/ctypes";

/** Gives the size of what one of a pointer's count is, in bytes. */
export function countedByteLength(pointee: CType, target: Target): number {
  const element = resolveAlias(pointee);
  return element.kind === "void" || element.kind === "opaque" ? 1 : layoutOf(element, target).byteLength;
}
