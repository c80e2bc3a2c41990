/**
 * Which types C allows where: as a member, an element, a parameter, a result. That values are descriptors at all is
 * checked in `assert-input.ts`.
 */
import { FfiError } from "@koine/diagnostics";
import { hasFlexibleArray } from "../../layout/flexible-array.ts";
import { resolveAlias } from "../../layout/resolve-alias.ts";
import { typeName } from "../../layout/type-name.ts";
import type { CType } from "../../model.ts";
import { assertCType } from "./assert-input.ts";

/**
 * Asserts that values of a type can lie in memory: it has a size and is not only a way to pass arguments.
 *
 * @param place What the type is for, such as `struct Point: member "x"`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` if it is not a descriptor, `FFI_DECLARATION_TYPE` if C does not allow it.
 */
export function assertStorable(type: unknown, place: string): asserts type is CType {
  assertCType(type, place);
  const resolved = resolveAlias(type);
  if (resolved.kind === "mapped") {
    assertStorable(resolved.base, place);
    return;
  }
  const hint = storableHint(resolved);
  if (hint !== undefined) throw notAllowed(type, place, hint);
}

/**
 * Asserts that a type can be a parameter.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_DECLARATION_TYPE`.
 * @see C17 6.7.6.3 (function declarators)
 */
export function assertParameter(type: unknown, place: string): asserts type is CType {
  assertCType(type, place);
  const resolved = resolveAlias(type);
  if (isParameterOnly(resolved)) return;
  if (resolved.kind === "mapped") {
    assertParameter(resolved.base, place);
    return;
  }
  if (resolved.kind === "void") throw notAllowed(type, place, "a function without parameters has the empty list []");
  if (resolved.kind === "array") throw notAllowed(type, place, "C passes arrays as pointers: use c.pointer(element)");
  assertStorable(type, place);
  if (hasFlexibleArray(type)) throw notAllowed(type, place, "pass a pointer to it");
}

/**
 * Asserts that a type can be the result of a function.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_DECLARATION_TYPE`.
 * @see C17 6.7.6.3p1: not a function and not an array
 */
export function assertResult(type: unknown, place: string): asserts type is CType {
  assertCType(type, place);
  const resolved = resolveAlias(type);
  if (resolved.kind === "void") return;
  if (resolved.kind === "mapped") {
    assertResult(resolved.base, place);
    return;
  }
  if (resolved.kind === "sized-by") throw notAllowed(type, place, "a result has no parameter that sizes it");
  if (resolved.kind === "array") throw notAllowed(type, place, "C returns a pointer: use c.pointer(element)");
  if (resolved.kind === "callback") {
    throw notAllowed(type, place, "a returned function pointer is c.pointer(c.fn(parameters, result))");
  }
  assertStorable(type, place);
  if (hasFlexibleArray(type)) throw notAllowed(type, place, "return a pointer to it");
}

/** Makes the error for a type at a place where C does not allow it. */
export function notAllowed(type: CType, place: string, hint: string): FfiError {
  return new FfiError("FFI_DECLARATION_TYPE", `${place} cannot be of type ${describeType(type)}`, {
    hint,
    details: { place, type: typeName(type) },
  });
}

function isParameterOnly(type: CType): boolean {
  return type.kind === "bytes" || type.kind === "out" || type.kind === "inout" || type.kind === "sized-by";
}

function storableHint(type: CType): string | undefined {
  switch (type.kind) {
    case "void":
      return "use c.pointer(c.void) for void *";
    case "opaque":
      return `its size is not known: use c.pointer(${type.name})`;
    case "function":
      return "use c.pointer to it, or c.callback for a function that JavaScript supplies";
    case "bytes":
    case "out":
    case "inout":
      return "it exists only as a parameter";
    case "sized-by":
      return type.target.kind === "bytes" ? "it exists only as a parameter: use c.pointer(c.void)" : undefined;
    default:
      return undefined;
  }
}

function describeType(type: CType): string {
  const name = typeName(type);
  switch (type.kind) {
    case "opaque":
      return `${name} (opaque)`;
    case "bytes":
      return "c.bytes";
    case "out":
    case "inout":
      return `c.${type.kind}(${typeName(type.target)})`;
    case "function":
      return `${name} (a function)`;
    default:
      return name;
  }
}
