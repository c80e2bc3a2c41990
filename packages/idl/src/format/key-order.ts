/** The canonical order of keys: that of the shapes; keys that a shape does not have keep their order behind them. */
import type { Shape, ValueRule } from "../schema/shape.ts";

/** Sorts the entries of a map. */
export function sortByShape<T>(entries: readonly T[], keyOf: (entry: T) => string, shape: Shape | undefined): T[] {
  const known = Object.keys(shape?.keys ?? {});
  const rank = (entry: T): number => {
    const index = known.indexOf(keyOf(entry));
    return index === -1 ? known.length : index;
  };
  return entries.toSorted((left, right) => rank(left) - rank(right));
}

/** The shape of what a key of a shape holds: of the map, or of each map of the list. */
export function shapeOfKey(shape: Shape | undefined, key: string): Shape | undefined {
  const rule: ValueRule | undefined =
    shape !== undefined && Object.hasOwn(shape.keys, key) ? shape.keys[key]?.value : undefined;
  return rule?.kind === "map" || rule?.kind === "maps" ? rule.shape() : undefined;
}
