/**
 * What every constructor of a descriptor checks first: that it was given JavaScript values of the right type. What C
 * allows where is in `assert-allowed.ts`.
 */
import { describeValue, FfiError } from "@koine/diagnostics";
import { typeName } from "../../layout/type-name.ts";
import type { CType, FunctionType } from "../../model.ts";
import { findFault, hasKind, isBitField } from "./find-fault.ts";

/** Tells whether a value has the shape of a descriptor: an object, or a function where the type can be called. */
export function isCType(value: unknown): value is CType {
  return findFault(value) === undefined;
}

/**
 * Asserts that a value is a descriptor.
 *
 * @param place What the value is for, such as `array(): element`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 */
export function assertCType(value: unknown, place: string): asserts value is CType {
  if (isCType(value)) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place} must be a C type, got ${describeValue(value)}`, {
    hint: hintFor(value),
    details: { place },
  });
}

/**
 * Asserts that a value is the descriptor of a function.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`.
 */
export function assertFunctionType(value: unknown, place: string): asserts value is FunctionType {
  assertCType(value, place);
  if (value.kind === "function") return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place} must be a function type, got ${typeName(value)}`, {
    hint: "make it with c.fn([parameters], result)",
    details: { place },
  });
}

function hintFor(value: unknown): string {
  if (isBitField(value)) return "bit-fields are members of structs and unions only";
  if (!hasKind(value)) return "pass a type such as c.int or c.pointer(c.void)";
  return `a type of kind "${value.kind}" needs a valid "${findFault(value) ?? ""}": make it with the functions of c`;
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
  // Most names are of the first form, and V8 takes milliseconds to compile the second.
  if (/^[A-Za-z_$][\w$]*$/.test(value)) return;
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
