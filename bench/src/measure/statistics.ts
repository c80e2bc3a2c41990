/** Medians and spreads of samples. Pure; the clock is in measure-loop.ts. */

/** What is reported of the samples of one measurement; all times in nanoseconds per operation. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Summarises samples by their median, which an interrupted run does not move, and their extremes.
 *
 * @throws {RangeError} when there are no samples.
 */
export function summarize(samples: readonly number[]): Summary {
  const sorted = [...samples].sort((left, right) => left - right);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError("no samples to summarise");
  return { median: medianOfSorted(sorted), min, max };
}

function medianOfSorted(sorted: readonly number[]): number {
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[sorted.length / 2 - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}
