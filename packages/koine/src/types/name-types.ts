/** The names under which C's texts know the types that are passed with them. */
import type { CType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";

/**
 * Gives the names of types: typedefs by name, the others by tag. Of an opaque type the keyword is not known.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for what is no type.
 */
export function nameTypes(types: readonly unknown[]): ReadonlyMap<string, CType> {
  const names = new Map<string, CType>();
  for (const type of types as readonly CType[]) {
    assertType(type);
    if (type.kind === "alias") names.set(type.name, type);
    else if (type.kind === "opaque") for (const tag of tags) names.set(`${tag} ${type.name}`, type);
    else if ("name" in type) names.set(`${type.kind} ${type.name}`, type);
  }
  return names;
}

const tags = ["struct", "union", "enum"] as const;

function assertType(type: unknown): void {
  const isObject = (typeof type === "object" && type !== null) || typeof type === "function";
  if (isObject && "kind" in type) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `expected a type that the text names, got ${describeValue(type)}`, {
    hint: "pass descriptors behind the text, such as c.opaque(…)",
    details: { received: type },
  });
}
