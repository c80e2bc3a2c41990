/** Several orders of mostly the same things as one. */

/**
 * Merges lists: the order of the first stands, and what only later lists have comes where they have it.
 *
 * @param identify Gives what is equal for the same thing; of equal things the first is kept.
 */
export function mergeOrders<TItem>(
  lists: readonly (readonly TItem[])[],
  identify: (item: TItem) => string,
): readonly TItem[] {
  const [first = [], ...others] = lists;
  if (others.length === 0) return first;
  const merged = [...first];
  const known = new Set(first.map(identify));
  for (const list of others) {
    let after: string | undefined;
    const added = new Map<string | undefined, TItem[]>();
    for (const item of list) {
      const key = identify(item);
      if (known.has(key)) {
        after = key;
        continue;
      }
      known.add(key);
      added.set(after, [...(added.get(after) ?? []), item]);
    }
    insertAfter(merged, added, identify);
  }
  return merged;
}

function insertAfter<TItem>(
  merged: TItem[],
  added: ReadonlyMap<string | undefined, readonly TItem[]>,
  identify: (item: TItem) => string,
): void {
  if (added.size === 0) return;
  const before = merged.splice(0);
  merged.push(...(added.get(undefined) ?? []));
  for (const item of before) merged.push(item, ...(added.get(identify(item)) ?? []));
}
