/**
 * What every constructor of a descriptor checks first: that it was given JavaScript values of the right type. What C
 * allows where is in `assert-allowed.ts`.
 */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { CType } from "../../model.ts";

const kinds: Readonly<Record<CType["kind"], true>> = {
  void: true,
  bool: true,
  integer: true,
  float: true,
  complex: true,
  enum: true,
  pointer: true,
  array: true,
  struct: true,
  union: true,
  opaque: true,
  alias: true,
  string: true,
  bytes: true,
  out: true,
  inout: true,
  handle: true,
  mapped: true,
  "sized-by": true,
  "null-terminated": true,
  function: true,
  callback: true,
};

/** Tells whether a value has the shape of a descriptor: an object, or a function where the type can be called. */
export function isCType(value: unknown): value is CType {
  if ((typeof value !== "object" && typeof value !== "function") || value === null || !("kind" in value)) return false;
  return typeof value.kind === "string" && Object.hasOwn(kinds, value.kind);
}

/**
 * Asserts that a value is a descriptor.
 *
 * @param place What the value is for, such as `array(): element`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 */
export function assertCType(value: unknown, place: string): asserts value is CType {
  if (isCType(value)) return;
  const isBitField = typeof value === "object" && value !== null && "kind" in value && value.kind === "bit-field";
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place} must be a C type, got ${describeValue(value)}`, {
    hint: isBitField
      ? "bit-fields are members of structs and unions only"
      : "pass a type such as c.int or c.pointer(c.void)",
    details: { place },
  });
}

/**
 * Asserts that a value is a C identifier.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` if it is not a string, `FFI_DECLARATION_TYPE` if C could not name something so.
 * @see C17 6.4.2 (identifiers); `$` is a GNU extension.
 */
export function assertName(value: unknown, place: string): asserts value is string {
  if (typeof value !== "string") {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place} must be a string, got ${describeValue(value)}`, {
      details: { place },
    });
  }
  if (/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(value)) return;
  throw new FfiError("FFI_DECLARATION_TYPE", `${place} ${JSON.stringify(value)} is not a C identifier`, {
    hint: "use letters, digits and underscores, and do not start with a digit",
    details: { place, name: value },
  });
}

/**
 * Asserts that an options object has known keys only, so that a misspelled option is not silently ignored.
 *
 * @param place Whose options they are, such as `pointer()`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 */
export function assertOptions(value: unknown, known: readonly string[], place: string): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: options must be an object, got ${describeValue(value)}`, {
      details: { place },
    });
  }
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: unknown option "${key}"`, {
      hint: `its options are ${known.join(", ")}`,
      details: { place, option: key },
    });
  }
}

/** Asserts that an option is a boolean or absent. */
export function assertBoolean(value: unknown, place: string): void {
  if (value === undefined || typeof value === "boolean") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place} must be a boolean, got ${describeValue(value)}`, {
    details: { place },
  });
}

/** Asserts that a value is an integer that is not negative. */
export function assertCount(value: unknown, place: string): asserts value is number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return;
  const code = typeof value === "number" ? "FFI_DECLARATION_TYPE" : "FFI_ARGUMENT_TYPE";
  throw new FfiError(code, `${place} must be an integer of at least 0, got ${describeValue(value)}`, {
    details: { place, value },
  });
}
