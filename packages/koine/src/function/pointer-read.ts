/** Source that reads a pointer of which nothing is known but its type. Pointers with owners are read in `ownership.ts`. */
import { renderElement } from "./scalar-rule.ts";
import type { SourcePlace } from "./scalar-rule.ts";

/**
 * Renders an expression that reads a pointer: `null`, or a pointer to the type in variable `pointee`.
 *
 * @param accessor Expression of the accessor of that type, where it is known.
 * @param pointerClass Expression of the class that it gets.
 */
export function renderPointerRead(
  place: SourcePlace,
  pointee: string,
  accessor: string = "undefined",
  pointerClass: string = "$NativePointer",
): string {
  const low = renderElement(place, "i32", 4);
  const high = renderElement(place, "i32", 4, 1);
  const made = `new ${pointerClass}(${pointee}, ${low}, ${high}, $foreignRegion, 0, ${accessor})`;
  return `${low} === 0 && ${high} === 0 ? null : ${made}`;
}
