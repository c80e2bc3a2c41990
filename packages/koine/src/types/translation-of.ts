/**
 * Translations: types whose values are made from the values of another type, in calls and in memory alike. What those are
 * called with was checked, or is checked after, by the type below.
 */
import type { CType, EnumType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";

/** How values of one type become those of the type below it, and back. */
export interface Translation {
  /** The type that C sees. */
  readonly base: CType;
  /** Gives what the base accepts. `path` names the place of the value in errors. */
  toNative(value: unknown, path: string): unknown;
  /** Gives the value for what the base gave. `path` names the place of the value in errors. */
  fromNative(native: unknown, path: string): unknown;
  /** Ends what `toNative` made for one call. */
  free?(native: unknown): void;
}

const translations = new WeakMap<CType, Translation>();

/** Gives the translation of a type that is not an alias; `undefined` for types with values of their own. */
export function translationOf(type: CType): Translation | undefined {
  if (type.kind === "mapped") return type;
  if (type.kind !== "enum") return undefined;
  const values = Object.values(type.members);
  if (values.every((value) => typeof value === "number") || values.every((value) => typeof value === "bigint")) {
    return undefined;
  }
  const known = translations.get(type) ?? mixedEnum(type);
  translations.set(type, known);
  return known;
}

/** Members of which some are numbers and some bigints: each value crosses as its member is declared. */
function mixedEnum(type: EnumType): Translation {
  const declared = new Map(Object.values(type.members).map((value) => [BigInt(value), value]));
  return {
    base: { kind: "integer", name: type.base.name, policy: "exact" },
    toNative(value, path) {
      const isInteger = typeof value === "bigint" || Number.isSafeInteger(value);
      if (isInteger && (type.isOpen || declared.get(BigInt(value as number | bigint)) === value)) return value;
      const expected = type.isOpen ? `an integer of enum ${type.name}` : `a value of enum ${type.name}`;
      const code = isInteger ? "FFI_ARGUMENT_RANGE" : "FFI_ARGUMENT_TYPE";
      throw new FfiError(code, `${path}: expected ${expected}, got ${describeValue(value)}`, {
        hint: `its members are ${Object.keys(type.members).join(", ")}`,
        details: { path, expected, received: value },
      });
    },
    fromNative(native) {
      const integer = BigInt(native as number | bigint);
      const value = declared.get(integer);
      if (value !== undefined) return value;
      return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
    },
  };
}
