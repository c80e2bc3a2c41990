/** How values that lie at an address tell it: struct instances and array views have a property of this name. */

/** Key of a getter that gives the value's pointer, whatever members the value has. */
export const pointerOf: unique symbol = Symbol("koine.pointerOf");

/** Gives the pointer of a value that has one; `undefined` for all others. */
export function findPointer(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return (value as { readonly [pointerOf]?: unknown })[pointerOf];
}
