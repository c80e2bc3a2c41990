/** Flags: enums whose members are bits and whose values are sets of them. */
import { FfiError } from "@koine/diagnostics";
import type { EnumMembers, EnumType, IntegerType } from "../../model.ts";
import { makeEnum } from "../enum/enum.ts";
import type { EnumOptions } from "../enum/enum.ts";

/** The values of flags: numbers or bigints, as the members are. */
export type FlagsValue<TMembers extends EnumMembers> = [TMembers[keyof TMembers]] extends [number]
  ? number
  : [TMembers[keyof TMembers]] extends [bigint]
    ? bigint
    : bigint | number;

/** What a flags type can do with its values, which are sets of bits. */
export interface FlagsFacts<TMembers extends EnumMembers> {
  /** Unites members: `Mode.of("READ", "WRITE")`, as `READ | WRITE` in C. */
  of(...names: readonly (keyof TMembers & string)[]): FlagsValue<TMembers>;
  /** Tells whether a value has all bits of a member. */
  has(value: FlagsValue<TMembers>, name: keyof TMembers & string): boolean;
  /** Names the members whose bits are all in a value, in the order in which they were declared. */
  names(value: FlagsValue<TMembers>): (keyof TMembers & string)[];
}

/** A flags type with what it can do. */
export type FlagsType<
  TName extends string = string,
  TMembers extends EnumMembers = EnumMembers,
  TIsOpen extends boolean = boolean,
  TBase extends IntegerType = IntegerType,
> = EnumType<TName, TMembers, TIsOpen, TBase, true> & FlagsFacts<TMembers>;

/**
 * Makes a flags type. Values are numbers (bigints, if the members are) and are combined with `|`, as in C; a parameter takes
 * every combination of the members' bits, with `{ open: true }` every value of the base type.
 *
 * @throws {FfiError} Like `c.enum`; `FFI_DECLARATION_TYPE` for members of which some are numbers and some bigints.
 * @example
 * ```ts
 * import { types as c } from "@koine/ctypes";
 *
 * const Mode = c.flags("Mode", { READ: 1, WRITE: 2 });
 * Mode.of("READ", "WRITE"); // → 3
 * Mode.names(3); // → ["READ", "WRITE"]
 * ```
 */
export function flags<
  const TName extends string,
  const TMembers extends EnumMembers,
  TIsOpen extends boolean = false,
  TBase extends IntegerType = IntegerType,
>(
  name: TName,
  members: TMembers,
  options: EnumOptions<TIsOpen, TBase> = {},
): FlagsType<TName, TMembers, NoInfer<TIsOpen>, NoInfer<TBase>> {
  const type = { ...makeEnum(name, members, options, true) };
  const isBigint = Object.values(type.members).some((value) => typeof value === "bigint");
  if (isBigint && Object.values(type.members).some((value) => typeof value === "number")) {
    throw new FfiError("FFI_DECLARATION_TYPE", `flags ${name}: some members are numbers, some bigints`, {
      hint: "numbers and bigints cannot be combined with |: write all of them as bigint",
      details: { members },
    });
  }
  const bitsOf = (member: string): bigint => {
    const value = type.members[member];
    if (value !== undefined) return BigInt(value);
    throw new FfiError("FFI_ARGUMENT_TYPE", `flags ${name} has no member "${member}"`, {
      hint: `its members are ${Object.keys(type.members).join(", ")}`,
      details: { member },
    });
  };
  const fromBits = (bits: bigint): number | bigint => (isBigint ? bits : Number(bits));
  const hasBits = (value: number | bigint, bits: bigint): boolean => (BigInt(value) & bits) === bits && bits !== 0n;
  // Not enumerable: what a type is remains plain data.
  Object.defineProperties(type, {
    of: { value: (...names: string[]) => fromBits(names.reduce((bits, member) => bits | bitsOf(member), 0n)) },
    has: { value: (value: number | bigint, member: string) => hasBits(value, bitsOf(member)) },
    names: {
      value: (value: number | bigint) => Object.keys(type.members).filter((key) => hasBits(value, bitsOf(key))),
    },
  });
  // The properties were just defined.
  return Object.freeze(type) as unknown as FlagsType<TName, TMembers, NoInfer<TIsOpen>, NoInfer<TBase>>;
}
