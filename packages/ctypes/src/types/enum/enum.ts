/** Enums. How the integer type of an enum in a C header is chosen is in `layout/enum-layout.ts`. */
import { describeValue, FfiError } from "@koine/diagnostics";
import { computeEnumLayout } from "../../layout/enum-layout.ts";
import { integerShape } from "../../layout/integer-shape.ts";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import type { EnumMembers, EnumType, IntegerType } from "../../model.ts";
import { requireTarget } from "../../target/targets.ts";
import { notAllowed } from "../check/assert-allowed.ts";
import { assertBoolean, assertCType, assertName, assertOptions } from "../check/assert-input.ts";
import { int, longlong, uint, ulonglong } from "../integer/integer.ts";

/** What an enum type has besides its name and members. */
export interface EnumOptions<TIsOpen extends boolean = boolean, TBase extends IntegerType = IntegerType> {
  /** The integer type behind it; chosen from the values as GNU compilers do when absent. */
  readonly base?: TBase;
  /** Whether values that have no name are accepted and given; `false` when absent. */
  readonly open?: TIsOpen;
}

/** The widest of each integer type, for checks that do not know the target yet. */
const widestTarget = requireTarget("x86_64-unknown-linux-gnu");

/**
 * Makes an enum type. Several names may have the same value. Values are numbers or bigints, as the members are.
 *
 * @param members Values by name; beyond 2^53 they must be `bigint`.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for a bad name, no members, or a value that is no integer or that the base does
 * not hold; `FFI_ARGUMENT_TYPE`.
 * @see C17 6.7.2.2
 */
export function enumOf<
  const TName extends string,
  const TMembers extends EnumMembers,
  TIsOpen extends boolean = false,
  TBase extends IntegerType = IntegerType,
>(
  name: TName,
  members: TMembers,
  options: EnumOptions<TIsOpen, TBase> = {},
): EnumType<TName, TMembers, NoInfer<TIsOpen>, NoInfer<TBase>, false> {
  return makeEnum(name, members, options, false);
}

/**
 * Makes an enum or flags type.
 *
 * @throws {FfiError} Like {@link enumOf}.
 */
export function makeEnum<
  TName extends string,
  TMembers extends EnumMembers,
  TIsOpen extends boolean,
  TBase extends IntegerType,
  TIsFlags extends boolean,
>(
  name: TName,
  members: TMembers,
  options: EnumOptions<TIsOpen, TBase>,
  isFlags: TIsFlags,
): EnumType<TName, TMembers, NoInfer<TIsOpen>, NoInfer<TBase>, TIsFlags> {
  assertName(name, isFlags ? "flags(): name" : "enum(): name");
  const place = `enum ${name}`;
  assertOptions(options, ["base", "open"], place);
  assertBoolean(options.open, `${place}: option "open"`);
  const values = checkMembers(members, place);
  const base = options.base ?? inferBase(values);
  checkBase(base, members, place);
  return Object.freeze({
    kind: "enum",
    name,
    // A copy of the same entries has the same type.
    members: Object.freeze(Object.fromEntries(Object.entries(members))) as TMembers,
    // The defaults of the type parameters are the defaults of the options.
    base: base as NoInfer<TBase>,
    isOpen: (options.open ?? false) as NoInfer<TIsOpen>,
    isFlags,
  });
}

function checkMembers(members: EnumMembers, place: string): bigint[] {
  if (typeof members !== "object" || members === null || Array.isArray(members)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: members must be an object, got ${describeValue(members)}`, {
      hint: "pass values by name, such as { RED: 0, GREEN: 1 }",
    });
  }
  const entries = Object.entries(members);
  if (entries.length === 0) {
    throw new FfiError("FFI_DECLARATION_TYPE", `${place} has no members`, { hint: "C requires at least one" });
  }
  return entries.map(([name, value]) => {
    assertName(name, `${place}: member name`);
    if (typeof value !== "number" && typeof value !== "bigint") {
      throw new FfiError(
        "FFI_ARGUMENT_TYPE",
        `${place}: ${name} must be a number or bigint, got ${describeValue(value)}`,
      );
    }
    if (typeof value === "number" && !Number.isSafeInteger(value)) {
      throw new FfiError("FFI_DECLARATION_TYPE", `${place}: ${name} = ${value} is not an exact integer`, {
        hint: "write values beyond 2^53 as bigint",
        details: { member: name, value },
      });
    }
    return BigInt(value);
  });
}

function inferBase(values: readonly bigint[]): IntegerType {
  const layout = computeEnumLayout({ values }, widestTarget);
  if (layout.byteLength === 8) return layout.isSigned ? longlong : ulonglong;
  return layout.isSigned ? int : uint;
}

function checkBase(base: IntegerType, members: EnumMembers, place: string): void {
  assertCType(base, `${place}: base`);
  const { kind } = resolveAlias(base);
  if (kind !== "integer") throw notAllowed(base, `${place}: base`, "use an integer type such as c.int");
  const { minimum, maximum } = integerShape(base.name, widestTarget);
  for (const [name, value] of Object.entries(members)) {
    if (BigInt(value) >= minimum && BigInt(value) <= maximum) continue;
    throw new FfiError("FFI_DECLARATION_TYPE", `${place}: ${name} = ${value} does not fit ${base.name}`, {
      hint: `${base.name} holds ${minimum} to ${maximum}`,
      details: { member: name, value, base: base.name },
    });
  }
}
