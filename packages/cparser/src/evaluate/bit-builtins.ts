/**
 * GCC's functions that look at the bits of an integer, calculated for constants: `__builtin_bswap32`, `__builtin_clzll`.
 *
 * @see The manual of GCC, "Other Built-in Functions Provided by GCC"
 */
import type { Target } from "@koine/ctypes";
import { integerType, intType } from "../declaration/basic-types.ts";
import { layoutOfInteger } from "../declaration/type-layout.ts";
import type { DeclaredInteger } from "../declaration/type-model.ts";
import { convertOperand } from "./conversions.ts";
import { unknownOperand } from "./operand.ts";
import type { Operand } from "./operand.ts";

/** Matches the names of these functions: what one does, and the width or length that it is named after. */
export const bitBuiltins: RegExp = /^__builtin_(bswap(?=\d)|clrsb|clz|ctz|ffs|parity|popcount)(16|32|64|l|ll|)$/;

/** Calculates a function of {@link bitBuiltins}; nothing is known where C leaves the result open, as of `__builtin_clz(0)`. */
export function calculateBits(
  operation: string,
  suffix: string | undefined,
  { operand, target }: { readonly operand: Operand; readonly target: Target },
): Operand {
  const type = argumentType(suffix, target);
  const { value } = type === undefined ? unknownOperand : convertOperand(operand, type, target);
  if (type === undefined || typeof value !== "bigint") return unknownOperand;
  const width = layoutOfInteger(type.name, target).byteLength * 8;
  if (operation === "bswap") return { type, value: swapBytes(value, width) };
  const bits = value.toString(2).padStart(width, "0");
  const result = countBits(operation, bits);
  return result === undefined ? unknownOperand : { type: intType, value: BigInt(result) };
}

function argumentType(suffix: string | undefined, target: Target): DeclaredInteger | undefined {
  switch (suffix) {
    case "16":
      return integerType("unsigned short");
    case "":
    case "32":
      return integerType("unsigned int");
    case "l":
      return integerType("unsigned long");
    case "ll":
      return integerType("unsigned long long");
    case "64":
      return integerType(target.long.byteLength === 8 ? "unsigned long" : "unsigned long long");
    default:
      return undefined;
  }
}

function swapBytes(value: bigint, width: number): bigint {
  let result = 0n;
  for (let shift = 0; shift < width; shift += 8) result = (result << 8n) | ((value >> BigInt(shift)) & 255n);
  return result;
}

/** @param bits All digits of the number, the highest first. */
function countBits(operation: string, bits: string): number | undefined {
  const first = bits.indexOf("1");
  const last = bits.lastIndexOf("1");
  const ones = bits.replaceAll("0", "").length;
  switch (operation) {
    case "clz":
      return first === -1 ? undefined : first;
    case "ctz":
      return last === -1 ? undefined : bits.length - 1 - last;
    case "ffs":
      return last === -1 ? 0 : bits.length - last;
    case "popcount":
      return ones;
    case "parity":
      return ones % 2;
    case "clrsb":
      return Math.max(/^0*/.exec(bits)?.[0].length ?? 0, /^1*/.exec(bits)?.[0].length ?? 0) - 1;
    default:
      return undefined;
  }
}
