/** Arithmetic on whole numbers below 2^32, in doubles: `int`, `unsigned int` and the type of `sizeof`. */

/** A type: what has the higher one decides about the type of a result (C17 6.3.1.8). */
export type UsualRank = number;

export const rankOfUnsigned = 1;
/** May be 32 bits or 64; numbers are smaller. */
export const rankOfSize = 2;

/** Whether a number is one that its type has, and small enough not to be cut off by any. */
export function isUsual(value: number, rank: UsualRank): boolean {
  return rank === 0 ? value >= -0x8000_0000 && value <= 0x7fff_ffff : value >= 0 && value <= 0xffff_ffff;
}

/**
 * Applies a binary operator to numbers that their common type has; what it gives is to be asked whether it is usual.
 *
 * @returns `NaN` for operators that can be wrong, and for those that are not usual.
 */
export function calculateUsual(operator: string, a: number, b: number, rank: UsualRank): number {
  switch (operator) {
    case "|":
      return rank === 0 ? a | b : (a | b) >>> 0;
    case "&":
      return rank === 0 ? a & b : (a & b) >>> 0;
    case "^":
      return rank === 0 ? a ^ b : (a ^ b) >>> 0;
    case "<<":
      return b >= 0 && b < 32 ? a * 2 ** b : Number.NaN;
    case ">>":
      return b >= 0 && b < 32 ? Math.floor(a / 2 ** b) : Number.NaN;
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      // Integers have no negative zero.
      return a * b + 0;
    default:
      return Number.NaN;
  }
}
