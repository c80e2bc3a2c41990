/** Anonymous structs and unions: members without a name, whose own members are those of the record that contains them. */
import type { StructMemberType, StructType, UnionType } from "../model.ts";
import { resolveAlias } from "./resolve-alias.ts";

/** Tells whether a member key is no name: of an unnamed bit-field, an anonymous struct or an anonymous union. */
export function isUnnamedMember(name: string): boolean {
  return name.startsWith(":");
}

/**
 * Gives the struct or union that a member without a name is; `undefined` for all other members.
 *
 * @see C17 6.7.2.1p13
 */
export function anonymousRecord(key: string, type: StructMemberType): StructType | UnionType | undefined {
  if (!isUnnamedMember(key) || type.kind === "bit-field") return undefined;
  const resolved = resolveAlias(type);
  return resolved.kind === "struct" || resolved.kind === "union" ? resolved : undefined;
}
