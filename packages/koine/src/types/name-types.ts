/** The names under which C's texts know the types that are passed with them. */
import type { CType } from "@koine/ctypes";

/** Gives the names of types: typedefs by name, the others by tag. Of an opaque type the keyword is not known. */
export function nameTypes(types: readonly unknown[]): ReadonlyMap<string, CType> {
  const names = new Map<string, CType>();
  for (const type of types as readonly CType[]) {
    if (type.kind === "alias") names.set(type.name, type);
    else if (type.kind === "opaque") for (const tag of tags) names.set(`${tag} ${type.name}`, type);
    else if ("name" in type) names.set(`${type.kind} ${type.name}`, type);
  }
  return names;
}

const tags = ["struct", "union", "enum"] as const;
