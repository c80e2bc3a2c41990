/**
 * Conversions between arithmetic types, of types and of values.
 *
 * @see C17 6.3.1 (arithmetic operands)
 */
import type { Target } from "@koine/ctypes";
import { basicType, integerType, intType } from "../declaration/basic-types.ts";
import { isSignedInteger, layoutOfInteger, layoutOfType, resolveTypedefs } from "../declaration/type-layout.ts";
import type {
  DeclaredFloatName,
  DeclaredInteger,
  DeclaredIntegerName,
  DeclaredType,
} from "../declaration/type-model.ts";
import { isStringConstant, typedOperand } from "./operand.ts";
import type { Operand, OperandValue } from "./operand.ts";
import { convertExpression } from "./symbolic.ts";
import { isWideFloat } from "./wide-float.ts";

/** C17 6.3.1.1p1. */
const integerRanks: Readonly<Record<DeclaredIntegerName, number>> = {
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  short: 2,
  "unsigned short": 2,
  int: 3,
  "unsigned int": 3,
  long: 4,
  "unsigned long": 4,
  "long long": 5,
  "unsigned long long": 5,
  __int128: 6,
  "unsigned __int128": 6,
};

/** TS 18661-3 6.3.1.1, as far as sizes decide. */
const floatRanks: Readonly<Record<DeclaredFloatName, number>> = {
  __bf16: 0,
  _Float16: 0,
  float: 1,
  _Float32: 2,
  double: 3,
  _Float32x: 4,
  _Float64: 5,
  "long double": 6,
  _Float64x: 7,
  __float128: 8,
  _Float128: 9,
  _Decimal32: 10,
  _Decimal64: 11,
  _Decimal128: 12,
};

type ResolvedType = ReturnType<typeof resolveTypedefs>;

/** Whether a type is an integer (an enum or `bool` too) or a real floating type. */
export function isArithmetic(type: DeclaredType | undefined): boolean {
  return type !== undefined && (isInteger(type) || resolveTypedefs(type).kind === "float");
}

export function isInteger(type: DeclaredType): boolean {
  const { kind } = resolveTypedefs(type);
  return kind === "integer" || kind === "bool" || kind === "enum";
}

/** The integer promotions (C17 6.3.1.1p2); other types lose only their qualifiers and typedef names. */
export function promoteType(type: DeclaredType, target: Target): DeclaredType {
  const resolved = resolveTypedefs(type);
  switch (resolved.kind) {
    case "bool":
      return intType;
    case "enum": {
      const base = resolved.enumeration.baseType;
      return base.kind === "bool" ? intType : promoteInteger(base, target);
    }
    case "integer":
      return promoteInteger(resolved, target);
    case "float":
      return basicType(resolved.name);
    default:
      return resolved;
  }
}

function promoteInteger(type: DeclaredInteger, target: Target): DeclaredType {
  if (integerRanks[type.name] >= integerRanks.int) return basicType(type.name);
  const isNarrower = layoutOfInteger(type.name, target).byteLength < 4;
  return isNarrower || isSignedInteger(type.name, target) ? intType : integerType("unsigned int");
}

/** The usual arithmetic conversions (C17 6.3.1.8); `undefined` if an operand is not arithmetic. */
export function commonType(left: DeclaredType, right: DeclaredType, target: Target): DeclaredType | undefined {
  const a: ResolvedType = resolveTypedefs(promoteType(left, target));
  const b: ResolvedType = resolveTypedefs(promoteType(right, target));
  if (a.kind === "complex" || b.kind === "complex") return a.kind === "complex" ? a : b;
  if (a.kind === "float" && b.kind === "float") return floatRanks[a.name] >= floatRanks[b.name] ? a : b;
  if (a.kind === "float") return b.kind === "integer" ? a : undefined;
  if (b.kind === "float") return a.kind === "integer" ? b : undefined;
  if (a.kind !== "integer" || b.kind !== "integer") return undefined;
  return commonInteger(a, b, target);
}

function commonInteger(a: DeclaredInteger, b: DeclaredInteger, target: Target): DeclaredInteger {
  const isASigned = isSignedInteger(a.name, target);
  if (isASigned === isSignedInteger(b.name, target)) return integerRanks[a.name] >= integerRanks[b.name] ? a : b;
  const [signed, unsigned] = isASigned ? [a, b] : [b, a];
  if (integerRanks[unsigned.name] >= integerRanks[signed.name]) return unsigned;
  const isWider = layoutOfInteger(signed.name, target).byteLength > layoutOfInteger(unsigned.name, target).byteLength;
  // A signed type whose rank is at least int has an unsigned counterpart of this name.
  return isWider ? signed : integerType(`unsigned ${signed.name}` as DeclaredIntegerName);
}

/** Converts an operand as a cast does; the value is lost where C does not define it. */
export function convertOperand(operand: Operand, type: DeclaredType, target: Target): Operand {
  const { value } = operand;
  if (operand.inexact !== undefined) return convertInexact(operand, type, target);
  if (value === undefined) return { type, value, expression: convertExpression(operand.expression, type) };
  return { type, value: convertValue(value, type, target) };
}

/** Narrower types have infinity or zero for what is greater or smaller than all doubles. */
function convertInexact({ value, inexact }: Operand, type: DeclaredType, target: Target): Operand {
  if (isWideFloat(type, target)) return { type, value, inexact };
  if (value === undefined) return typedOperand(type);
  const isFloat = resolveTypedefs(type).kind === "float";
  if (inexact === "rounded") {
    // What is nearest to a whole number may be less.
    return isFloat || !Number.isInteger(value)
      ? { type, value: convertValue(value, type, target) }
      : typedOperand(type);
  }
  const isTiny = typeof value === "number" && Number.isFinite(value);
  return { type, value: convertValue(isTiny && isFloat ? value / 2 : value, type, target) };
}

function convertValue(value: OperandValue, type: DeclaredType, target: Target): OperandValue | undefined {
  const resolved = resolveTypedefs(type);
  if (isStringConstant(value)) {
    return resolved.kind === "pointer" || resolved.kind === "array" ? value : undefined;
  }
  switch (resolved.kind) {
    case "float":
      return roundFloat(Number(value), resolved.name);
    case "bool":
      return Number(value) === 0 ? 0n : 1n;
    case "integer":
    case "enum":
    case "pointer": {
      if (typeof value === "bigint") return wrapInteger(value, type, target);
      // A value outside the range has no defined result (C17 6.3.1.4p1).
      const truncated = truncate(value);
      return wrapInteger(truncated, type, target) === truncated ? truncated : undefined;
    }
    default:
      return undefined;
  }
}

/** Rounds to the precision of a type. Types wider than double stay doubles. */
export function roundFloat(value: number, name: DeclaredFloatName): number {
  switch (name) {
    case "float":
    case "_Float32":
      return Math.fround(value);
    case "_Float16":
      return roundToFormat(value, { precision: 11, greatestExponent: 15 });
    case "__bf16":
      return roundToFormat(value, { precision: 8, greatestExponent: 127 });
    default:
      return value;
  }
}

/**
 * Rounds to a binary format, to even where two values are as near.
 *
 * @param format Bits of the significand, the first one included, and the exponent of the greatest value.
 * @see IEEE 754-2019, 3.3 and 4.3.1
 */
function roundToFormat(
  value: number,
  { precision, greatestExponent }: { readonly precision: number; readonly greatestExponent: number },
): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  // Next to a power of two the logarithm may be that of the power, to which the value is rounded then.
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), 1 - greatestExponent);
  const unit = 2 ** (exponent - precision + 1);
  const below = Math.floor(value / unit);
  const rest = value / unit - below;
  const isUp = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  const rounded = (isUp ? below + 1 : below) * unit;
  return Math.abs(rounded) < 2 ** (greatestExponent + 1) ? rounded : Math.sign(value) * Number.POSITIVE_INFINITY;
}

function truncate(value: number): bigint | undefined {
  return Number.isFinite(value) ? BigInt(Math.trunc(value)) : undefined;
}

/** Reduces an integer modulo the width of a type; addresses are unsigned. */
export function wrapInteger(value: bigint | undefined, type: DeclaredType, target: Target): bigint | undefined {
  if (value === undefined) return undefined;
  const bits = (layoutOfType(type, target)?.byteLength ?? 0) * 8;
  if (bits === 0) return undefined;
  return isSignedType(type, target) ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** Whether an integer type is signed; false for every other type. */
export function isSignedType(type: DeclaredType, target: Target): boolean {
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "integer") return isSignedInteger(resolved.name, target);
  if (resolved.kind !== "enum") return false;
  const base = resolved.enumeration.baseType;
  return base.kind === "integer" && isSignedInteger(base.name, target);
}
