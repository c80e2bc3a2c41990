/** Arithmetic on sizes and alignments. It knows neither types nor targets. */

/** Rounds `value` up to a multiple of `alignment`; both in the same unit. */
export function roundUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}

/** Tells whether `value` can be an alignment: 1, 2, 4, 8, … */
export function isPowerOfTwo(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0 && Number.isInteger(Math.log2(value));
}
