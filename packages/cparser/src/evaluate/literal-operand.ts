/**
 * Literals with their C types.
 *
 * @see C17 6.4.4 (constants), 6.4.5 (string literals)
 */
import type { Target } from "@koine/ctypes";
import { basicType, integerType, intType } from "../declaration/basic-types.ts";
import { noQualifiers } from "../declaration/qualifiers.ts";
import { isSignedInteger, layoutOfInteger } from "../declaration/type-layout.ts";
import type { DeclaredFloatName, DeclaredInteger, DeclaredIntegerName } from "../declaration/type-model.ts";
import {
  isPlainText,
  parseHexadecimalFloat,
  parseIntegerLiteral,
  readLiteralCharacters,
  splitLiteral,
  valueOfCharacter,
} from "../lex/literals.ts";
import type { IntegerLiteral } from "../lex/literals.ts";
import { convertOperand, roundFloat } from "./conversions.ts";
import { typedOperand, unknownOperand } from "./operand.ts";
import { isExactInDecimals, isExactLiteral, isWiderThanDouble, isZeroLiteral } from "./wide-float.ts";
import type { Operand, StringConstant } from "./operand.ts";

/** What decides about the type of a number. */
export interface NumberRules {
  readonly target: Target;
  /** Whether decimal numbers may be `unsigned long`, as before C99. */
  readonly isC89: boolean;
}

/** A number token; `undefined` if it is no number of C. */
export function numberOperand(text: string, rules: NumberRules): Operand | undefined {
  const integer = parseIntegerLiteral(text);
  // What has more than 64 bits is of no type: GCC warns and cuts it off.
  if (integer !== undefined) return integer.value < 1n << 64n ? integerOperand(integer, rules) : undefined;
  return floatOperand(text, rules.target);
}

/** @see C17 6.4.4.1p5 (the first type of a list in which the value fits), C89 3.1.3.2 */
function integerOperand(literal: IntegerLiteral, { target, isC89 }: NumberRules): Operand {
  const { value, longs, isUnsigned, isDecimal } = literal;
  // Every `int` can hold these (C17 5.2.4.2.1).
  if (longs === 0 && !isUnsigned && value <= 0x7fffn) return { type: intType, value };
  const names: DeclaredIntegerName[] = [];
  const add = (name: "int" | "long" | "long long"): void => {
    if (!isUnsigned) names.push(name);
    if (isUnsigned || !isDecimal || (isC89 && name !== "int")) names.push(`unsigned ${name}`);
  };
  if (longs === 0) add("int");
  if (longs <= 1) add("long");
  add("long long");
  if (target.hasInt128 && isDecimal && !isUnsigned) names.push("__int128");
  const name = names.find((candidate) => doesFit(value, candidate, target)) ?? "unsigned long long";
  return { type: integerType(name), value };
}

function doesFit(value: bigint, name: DeclaredIntegerName, target: Target): boolean {
  const bits = BigInt(layoutOfInteger(name, target).byteLength * 8 - (isSignedInteger(name, target) ? 1 : 0));
  return value < 1n << bits;
}

const floatPattern =
  /^(0[xX][0-9a-fA-F]*\.?[0-9a-fA-F]*[pP][+-]?\d+|(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)([a-zA-Z]*\d*x?)$/;

const floatSuffixes: ReadonlyMap<string, DeclaredFloatName> = new Map<string, DeclaredFloatName>([
  ["", "double"],
  ["d", "double"],
  ["f", "float"],
  ["l", "long double"],
  ["q", "__float128"],
  ["w", "_Float64x"],
  ["f16", "_Float16"],
  ["f32", "_Float32"],
  ["f64", "_Float64"],
  ["f128", "_Float128"],
  ["f32x", "_Float32x"],
  ["f64x", "_Float64x"],
  ["df", "_Decimal32"],
  ["dd", "_Decimal64"],
  ["dl", "_Decimal128"],
]);

function floatOperand(text: string, target: Target): Operand | undefined {
  const match = floatPattern.exec(text.replaceAll("'", ""));
  const digits = match?.[1];
  const suffix = (match?.[2] ?? "").toLowerCase();
  const isImaginary = /^[ij]|[ij]$/.test(suffix);
  const name = floatSuffixes.get(isImaginary ? suffix.replace(/[ij]/, "") : suffix);
  if (digits === undefined || name === undefined) return undefined;
  if (isImaginary) return typedOperand({ kind: "complex", component: name, qualifiers: noQualifiers });
  const value = /^0[xX]/.test(digits) ? parseHexadecimalFloat(digits) : Number(digits);
  const type = basicType(name);
  if (!isExactInDecimals(digits, value, name)) return typedOperand(type);
  const isLost = !Number.isFinite(value) || (value === 0 && !isZeroLiteral(digits));
  if (!isWiderThanDouble(name, target)) return { type, value: roundFloat(value, name) };
  if (!isLost) return { type, value, inexact: isExactLiteral(digits, value) ? undefined : "rounded" };
  return { type, value: value === 0 ? Number.MIN_VALUE : value, inexact: "beyond-double" };
}

/** A character token. */
export function characterOperand(text: string, target: Target): Operand {
  const { prefix, body } = splitLiteral(text);
  if (isReplaced(body)) return unknownOperand;
  if (prefix === "") return { type: intType, value: valueOfCharacter(body, target.isCharSigned) };
  // Of several characters, GCC takes the last one.
  const value = BigInt(readLiteralCharacters(body).at(-1)?.value ?? 0);
  const type = characterType(prefix, target);
  return convertOperand({ type, value }, type, target);
}

/** One or more adjacent string tokens. */
export function stringOperand(texts: readonly string[], target: Target): Operand {
  const parts = texts.map(splitLiteral);
  const prefix = parts.find((part) => part.prefix !== "")?.prefix ?? "";
  const isNarrow = prefix === "" || prefix === "u8";
  const unitLength = isNarrow ? 1 : layoutOfInteger(characterType(prefix, target).name, target).byteLength;
  const units: number[] = [];
  for (const { body } of parts) {
    if (isPlainText(body)) {
      for (let index = 0; index < body.length; index++) units.push(body.charCodeAt(index));
      continue;
    }
    if (isReplaced(body)) return unknownOperand;
    for (const { value, isCodeUnit } of readLiteralCharacters(body)) {
      if (isCodeUnit) units.push(isNarrow ? value & 255 : value);
      else units.push(...encode(value, unitLength));
    }
  }
  const value: StringConstant = { prefix, units };
  const element = isNarrow ? basicType("char") : characterType(prefix, target);
  return {
    type: { kind: "array", element, length: units.length + 1, isVariableLength: false, qualifiers: noQualifiers },
    value,
  };
}

/** Whether a file that is no UTF-8 had other bytes there: what they were is not known any more. */
function isReplaced(body: string): boolean {
  return body.includes("\uFFFD");
}

function encode(codePoint: number, unitLength: number): readonly number[] {
  if (unitLength === 1)
    return codePoint < 128 ? [codePoint] : [...new TextEncoder().encode(String.fromCodePoint(codePoint))];
  if (unitLength === 4 || codePoint < 0x10000) return [codePoint];
  return [0xd800 + ((codePoint - 0x10000) >> 10), 0xdc00 + ((codePoint - 0x10000) & 0x3ff)];
}

/** The type of one character of a prefixed literal. */
export function characterType(prefix: "" | "u8" | "L" | "u" | "U", target: Target): DeclaredInteger {
  switch (prefix) {
    case "L":
      if (target.wchar.byteLength === 2) return integerType("unsigned short");
      if (target.architecture === "ia32" && target.platform === "linux") return integerType("long");
      return integerType(target.wchar.isSigned ? "int" : "unsigned int");
    case "u":
      return integerType("unsigned short");
    case "U":
      return integerType("unsigned int");
    case "u8":
      return integerType("unsigned char");
    default:
      return integerType("char");
  }
}
