/** Floating types that hold what a double does not: which they are, and which of their literals a double cannot stand for. */
import type { Target } from "@koine/ctypes";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredFloatName, DeclaredType } from "../declaration/type-model.ts";

/** Tells whether a type has values that are greater or nearer to zero than those of `double`. */
export function isWiderThanDouble(name: DeclaredFloatName, target: Target): boolean {
  switch (name) {
    case "long double":
      return target.longDouble.byteLength > 8;
    case "_Float64x":
    case "__float128":
    case "_Float128":
    case "_Decimal64":
    case "_Decimal128":
      return true;
    default:
      return false;
  }
}

/** Tells whether a type is a floating type with such values. */
export function isWideFloat(type: DeclaredType, target: Target): boolean {
  const resolved = resolveTypedefs(type);
  return resolved.kind === "float" && isWiderThanDouble(resolved.name, target);
}

/** Tells whether a type calculates in decimal digits, which doubles only come near to. */
export function isDecimalFloat(type: DeclaredType): boolean {
  const resolved = resolveTypedefs(type);
  return resolved.kind === "float" && resolved.name in decimalDigits;
}

/** Significant digits (IEEE 754-2019, table 3.6). */
const decimalDigits: Partial<Record<DeclaredFloatName, number>> = { _Decimal32: 7, _Decimal64: 16, _Decimal128: 34 };

/** Tells whether a decimal type holds a literal, whose digits and value are given, as it is written; true for binary types. */
export function isExactInDecimals(digits: string, value: number, name: DeclaredFloatName): boolean {
  const count = decimalDigits[name];
  if (count === undefined) return true;
  const significant = mantissaOf(digits).replace(".", "").replace(/^0+/, "");
  // The range of the others is larger than that of `double`.
  const isInRange = name !== "_Decimal32" || value === 0 || (value < 1e97 && value >= 1e-95);
  return significant.length <= count && isInRange;
}

/** Tells whether the digits of a literal, without its suffix, say zero. */
export function isZeroLiteral(digits: string): boolean {
  return !/[1-9a-f]/i.test(mantissaOf(digits));
}

function mantissaOf(digits: string): string {
  return /^0x/i.test(digits) ? digits.slice(2).replace(/p.*/i, "") : digits.replace(/e.*/i, "");
}

/** Tells whether a double is what a literal of a binary type, without its suffix, says. */
export function isExactLiteral(digits: string, value: number): boolean {
  const isHexadecimal = /^0x/i.test(digits);
  const mantissa = mantissaOf(digits);
  const [, fraction = ""] = mantissa.split(".");
  const written = BigInt(`${isHexadecimal ? "0x" : ""}0${mantissa.replace(".", "")}`);
  const exponent = Number(/[ep]([+-]?\d+)$/i.exec(digits)?.[1] ?? 0);
  if (value === 0) return written === 0n;
  const { numerator, shift } = toFraction(value);
  // `numerator` / 2 ** `shift` === `written` * 2 ** `twos` * 5 ** `fives`
  const fives = isHexadecimal ? 0 : exponent - fraction.length;
  const twos = (isHexadecimal ? exponent - 4 * fraction.length : fives) + shift;
  const [left, right] = [
    numerator * power(5n, -fives) * power(2n, -twos),
    written * power(5n, fives) * power(2n, twos),
  ];
  return left === right;
}

/** Tells whether the result of an operation on doubles is no rounded one. */
export function isExactResult(operator: string, [a, b]: readonly [number, number], result: number): boolean {
  const [x, y, z] = [toFraction(a), toFraction(b), toFraction(result)];
  switch (operator) {
    case "+":
    case "-": {
      const sum =
        (operator === "+" ? y.numerator : -y.numerator) * power(2n, x.shift) + x.numerator * power(2n, y.shift);
      return sum * power(2n, z.shift) === z.numerator * power(2n, x.shift + y.shift);
    }
    case "*":
      return x.numerator * y.numerator * power(2n, z.shift) === z.numerator * power(2n, x.shift + y.shift);
    case "/":
      return z.numerator * y.numerator * power(2n, x.shift) === x.numerator * power(2n, z.shift + y.shift);
    default:
      return false;
  }
}

/** Gives a finite double as a whole number divided by a power of two. */
function toFraction(value: number): { readonly numerator: bigint; readonly shift: number } {
  let shift = 0;
  let whole = value;
  for (; !Number.isInteger(whole); shift++) whole *= 2;
  return { numerator: BigInt(whole), shift };
}

/** 1 for what is on the other side of a fraction. */
function power(base: bigint, exponent: number): bigint {
  return exponent > 0 ? base ** BigInt(exponent) : 1n;
}
