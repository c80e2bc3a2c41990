/**
 * The integer type behind an enum, chosen from its values. Used for enum descriptors and for enums in C headers.
 */
import type { Target } from "../target/target.ts";

/** An enum, as far as it decides about its integer type. */
export interface EnumDescription {
  readonly values: readonly bigint[];
  /** `__attribute__((packed))` or `-fshort-enums`: the smallest integer type that holds all values. */
  readonly isPacked?: boolean | undefined;
}

/** The integer type that stands behind an enum. Lengths are in bytes. */
export interface EnumLayout {
  readonly byteLength: 1 | 2 | 4 | 8;
  readonly alignment: number;
  readonly isSigned: boolean;
}

/**
 * Chooses the integer type of an enum that declares none.
 *
 * GNU compilers take an unsigned type unless a value is negative, and 8 bytes only when 4 do not suffice; MSVC always
 * takes `int`.
 *
 * @see C17 6.7.2.2p4 (the choice is implementation-defined)
 */
export function computeEnumLayout(description: EnumDescription, target: Target): EnumLayout {
  if (target.isEnumAlwaysInt) return { byteLength: 4, alignment: 4, isSigned: true };
  const isSigned = description.values.some((value) => value < 0n);
  const candidates = description.isPacked === true ? ([1, 2, 4] as const) : ([4] as const);
  const byteLength =
    candidates.find((length) => description.values.every((value) => doesFit(value, length * 8, isSigned))) ?? 8;
  return { byteLength, alignment: byteLength === 8 ? target.longLong.alignment : byteLength, isSigned };
}

function doesFit(value: bigint, bitLength: number, isSigned: boolean): boolean {
  return (isSigned ? BigInt.asIntN(bitLength, value) : BigInt.asUintN(bitLength, value)) === value;
}
