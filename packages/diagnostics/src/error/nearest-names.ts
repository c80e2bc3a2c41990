/**
 * The names that a misspelt one was probably meant to be.
 */

/** Finds at most three names that differ from `name` in few letters, the nearest first. */
export function findNearestNames(name: string, candidates: Iterable<string>): string[] {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const folded = fold(name);
  const found = new Map<string, number>();
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit + 2) continue;
    const distance = editDistance(folded, fold(candidate), limit);
    if (distance <= limit) found.set(candidate, distance);
  }
  return [...found]
    .sort(([, left], [, right]) => left - right)
    .slice(0, 3)
    .map(([candidate]) => candidate);
}

/** Case, underscores and the `_t` of typedef names are what people forget. */
function fold(name: string): string {
  return name.toLowerCase().replace(/_t$/, "").replaceAll("_", "");
}

/** Levenshtein's distance, one row at a time, until no end of a row can come to the limit. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return Infinity;
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (next.every((distance) => distance > limit)) return Infinity;
    row = next;
  }
  return row[right.length] ?? 0;
}
