/** Bit-fields. Where their bits lie is decided by `layout/record-layout.ts`. */
import { FfiError } from "@koine/diagnostics";
import { typeName } from "../../layout/type-name.ts";
import type { BitFieldType, BoolType, EnumType, IntegerName, IntegerType } from "../../model.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertCount, assertCType } from "../check/assert-input.ts";

/** Bit widths of the integer types; of those that differ between targets, the largest. */
const bitLengths: Readonly<Record<IntegerName, number>> = {
  char: 8,
  "signed char": 8,
  "unsigned char": 8,
  short: 16,
  "unsigned short": 16,
  int: 32,
  "unsigned int": 32,
  long: 64,
  "unsigned long": 64,
  "long long": 64,
  "unsigned long long": 64,
  int8_t: 8,
  int16_t: 16,
  int32_t: 32,
  int64_t: 64,
  uint8_t: 8,
  uint16_t: 16,
  uint32_t: 32,
  uint64_t: 64,
  ssize_t: 64,
  size_t: 64,
  intptr_t: 64,
  uintptr_t: 64,
  ptrdiff_t: 64,
  wchar_t: 32,
  char16_t: 16,
  char32_t: 32,
};

/**
 * Makes the type of a bit-field member.
 *
 * @param bitWidth From 1 to the width of `base`; 0 only for an unnamed separator (`":1": c.bits(c.uint, 0)`).
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if the width is out of range or `base` cannot be a bit-field;
 * `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.1p4, p5
 */
export function bits<TBase extends IntegerType | BoolType | EnumType>(
  base: TBase,
  bitWidth: number,
): BitFieldType<TBase> {
  assertCType(base, "bits(): base");
  const maximum = maximumWidth(base);
  assertCount(bitWidth, "bits(): width");
  if (bitWidth > maximum) {
    throw new FfiError(
      "FFI_DECLARATION_TYPE",
      `bits(): width ${bitWidth} exceeds the ${maximum} bits of ${typeName(base)}`,
      {
        hint: `use a width of at most ${maximum}, or a wider base type`,
        details: { base: typeName(base), bitWidth, maximum },
      },
    );
  }
  return Object.freeze({ kind: "bit-field", base, bitWidth });
}

function maximumWidth(base: IntegerType | BoolType | EnumType): number {
  switch (base.kind) {
    case "bool":
      return 1;
    case "integer":
      return bitLengths[base.name];
    case "enum":
      return bitLengths[base.base.name];
    default:
      base satisfies never;
      throw notAllowed(base, "bits(): base", "a bit-field is of an integer, bool or enum type");
  }
}
