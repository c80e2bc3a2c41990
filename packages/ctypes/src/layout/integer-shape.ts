/** Width, sign and range of C's integer types on a target. */
import type { IntegerName } from "../model.ts";
import type { WideIntegerName } from "../infer/infer.ts";
import type { ScalarLayout, Target } from "../target/target.ts";

/** Size, sign and range of one integer type. */
export interface IntegerShape {
  readonly byteLength: 1 | 2 | 4 | 8;
  /** In bytes; less than the size only where the psABI says so (8-byte integers on i386). */
  readonly alignment: number;
  readonly isSigned: boolean;
  readonly minimum: bigint;
  readonly maximum: bigint;
}

/**
 * Gives size, sign and range of an integer type on a target.
 *
 * @see C17 6.2.5 (types), 7.20 (stdint.h), 7.19 (stddef.h), 7.28 (uchar.h)
 */
export function integerShape(name: IntegerName, target: Target): IntegerShape {
  switch (name) {
    case "char":
      return shapeOf(1, target.isCharSigned);
    case "signed char":
    case "int8_t":
      return shapeOf(1, true);
    case "unsigned char":
    case "uint8_t":
      return shapeOf(1, false);
    case "short":
    case "int16_t":
      return shapeOf(2, true);
    case "unsigned short":
    case "uint16_t":
    case "char16_t":
      return shapeOf(2, false);
    case "int":
    case "int32_t":
      return shapeOf(4, true);
    case "unsigned int":
    case "uint32_t":
    case "char32_t":
      return shapeOf(4, false);
    case "wchar_t":
      return shapeOf(target.wchar.byteLength, target.wchar.isSigned);
    default:
      return wideShape(name, target);
  }
}

/** Names whose values are bigints on every target, so that a program means the same everywhere. */
const wideIntegerNames: readonly WideIntegerName[] = [
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "int64_t",
  "uint64_t",
  "ssize_t",
  "size_t",
  "intptr_t",
  "uintptr_t",
  "ptrdiff_t",
];

/** Tells whether the values of an integer type are bigints in JavaScript, whatever its size on a target is. */
export function isWideInteger(name: IntegerName): name is WideIntegerName {
  return wideIntegerNames.some((wideName) => wideName === name);
}

function wideShape(name: WideIntegerName, target: Target): IntegerShape {
  switch (name) {
    case "long":
      return wide(target.long, true);
    case "unsigned long":
      return wide(target.long, false);
    case "long long":
    case "int64_t":
      return wide(target.longLong, true);
    case "unsigned long long":
    case "uint64_t":
      return wide(target.longLong, false);
    case "ssize_t":
    case "intptr_t":
    case "ptrdiff_t":
      return wide(target.pointer, true);
    case "size_t":
    case "uintptr_t":
      return wide(target.pointer, false);
    default:
      return name satisfies never;
  }
}

function wide(layout: ScalarLayout, isSigned: boolean): IntegerShape {
  return shapeOf(layout.byteLength === 8 ? 8 : 4, isSigned, layout.alignment);
}

function shapeOf(
  byteLength: IntegerShape["byteLength"],
  isSigned: boolean,
  alignment: number = byteLength,
): IntegerShape {
  const bitLength = BigInt(byteLength) * 8n;
  const minimum = isSigned ? -(1n << (bitLength - 1n)) : 0n;
  const maximum = (1n << (isSigned ? bitLength - 1n : bitLength)) - 1n;
  return { byteLength, alignment, isSigned, minimum, maximum };
}
