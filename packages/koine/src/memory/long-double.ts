/**
 * C's `long double` in memory, where it is wider than a `double`: the x87 format of 80 bits, and IEEE 754 binary128. JavaScript
 * gets the nearest number, and gives numbers, which are exact in both.
 *
 * @see Intel SDM volume 1, 4.2.2; IEEE 754-2019, 3.4
 */

/** A format with 15 bits of exponent. */
export interface LongDoubleFormat {
  /** Bits of the significand after its leading one. */
  readonly fractionBits: 63 | 112;
  /** First byte of the 16 bits with sign and exponent. */
  readonly exponentOffset: 8 | 14;
}

/** The x87 format: it is the one that spells out the leading bit of its significand. */
export const extendedFormat: LongDoubleFormat = { fractionBits: 63, exponentOffset: 8 };
/** IEEE 754 binary128. */
export const quadrupleFormat: LongDoubleFormat = { fractionBits: 112, exponentOffset: 14 };

const bias = 16_383;
const topExponent = 0x7fff;

/** Reads the number nearest to the value, ties to even. */
export function readLongDouble(format: LongDoubleFormat, view: DataView, byteOffset: number): number {
  const { fractionBits, exponentOffset } = format;
  const top = view.getUint16(byteOffset + exponentOffset, true);
  const exponent = top & topExponent;
  const significand = readSignificand(format, view, byteOffset, exponent !== 0);
  const fraction = BigInt.asUintN(fractionBits, significand);
  const magnitude =
    exponent === topExponent
      ? fraction === 0n
        ? Infinity
        : NaN
      : nearestNumber(significand, Math.max(exponent, 1) - bias - fractionBits);
  return top > topExponent ? -magnitude : magnitude;
}

function readSignificand(format: LongDoubleFormat, view: DataView, byteOffset: number, isNormal: boolean): bigint {
  const low = view.getBigUint64(byteOffset, true);
  if (format.fractionBits === 63) return low;
  const high = BigInt.asUintN(48, view.getBigUint64(byteOffset + 8, true));
  return (isNormal ? 1n << 112n : 0n) | (high << 64n) | low;
}

const smallestExponent = -1074;
const numberBits = 53;

/** Gives the number nearest to `significand * 2 ** exponent`, ties to even. */
function nearestNumber(significand: bigint, exponent: number): number {
  if (significand === 0n) return 0;
  const bits = significand.toString(2).length;
  // Exponent of the last bit that a number of this size has.
  const lastExponent = Math.max(bits + exponent - numberBits, smallestExponent);
  if (lastExponent <= exponent) return Number(significand) * 2 ** exponent;
  const dropped = BigInt(lastExponent - exponent);
  const kept = significand >> dropped;
  const rest = BigInt.asUintN(Number(dropped), significand);
  const half = 1n << (dropped - 1n);
  const isUp = rest > half || (rest === half && (kept & 1n) === 1n);
  return Number(isUp ? kept + 1n : kept) * 2 ** lastExponent;
}

const numberWords = new DataView(new ArrayBuffer(8));
const numberFractionBits = 52;
const numberBias = 1023;

/** Writes a number, which both formats hold exactly. Bytes that are padding are left alone. */
export function writeLongDouble(format: LongDoubleFormat, view: DataView, byteOffset: number, value: number): void {
  numberWords.setFloat64(0, value);
  const words = numberWords.getBigUint64(0);
  const sign = words >> 63n === 0n ? 0 : 0x8000;
  const biased = Number((words >> 52n) & 0x7ffn);
  const fraction = BigInt.asUintN(numberFractionBits, words);
  const widening = format.fractionBits - numberFractionBits;
  if (biased === 0 && fraction === 0n) {
    store(format, view, byteOffset, { top: sign, significand: 0n });
  } else if (biased === 0x7ff) {
    const significand = ((1n << 52n) | fraction) << BigInt(widening);
    store(format, view, byteOffset, { top: sign | topExponent, significand });
  } else if (biased === 0) {
    // A subnormal number is normal in the wider format.
    const bits = fraction.toString(2).length;
    const significand = fraction << BigInt(format.fractionBits - bits + 1);
    store(format, view, byteOffset, { top: sign | (bits - 1 + smallestExponent + bias), significand });
  } else {
    const significand = ((1n << 52n) | fraction) << BigInt(widening);
    store(format, view, byteOffset, { top: sign | (biased - numberBias + bias), significand });
  }
}

function store(
  format: LongDoubleFormat,
  view: DataView,
  byteOffset: number,
  { top, significand }: { readonly top: number; readonly significand: bigint },
): void {
  view.setBigUint64(byteOffset, BigInt.asUintN(64, significand), true);
  // What binary128 does not spell out is the bit that the exponent overwrites.
  if (format.fractionBits === 112) view.setBigUint64(byteOffset + 8, BigInt.asUintN(48, significand >> 64n), true);
  view.setUint16(byteOffset + format.exponentOffset, top, true);
}
