/**
 * Which member of a record holds the number of elements of another one. Members of anonymous structs and unions may be counted by
 * those of what contains them, and the other way round: what counts is found among the fields of the outermost.
 */
import { FfiError } from "@koine/diagnostics";
import type { CType, StructMembers, StructMemberType, StructType, UnionType } from "../model.ts";
import { anonymousRecord, isUnnamedMember } from "./anonymous-record.ts";
import { resolveAlias } from "./resolve-alias.ts";
import { typeName } from "./type-name.ts";

/** A member whose number of elements no member of its record holds. */
export interface OpenCount {
  readonly member: string;
  readonly count: string;
}

/** Gives the name of the member that counts a member; `undefined` for members without a count. */
export function memberCount(type: StructMemberType): string | undefined {
  if (type.kind === "bit-field") return undefined;
  const resolved = resolveAlias(type);
  return resolved.kind === "sized-by" || resolved.kind === "array" ? resolved.count : undefined;
}

/** Gives the fields of a record by name: its named members, and the fields of anonymous ones. */
export function fieldEntries(members: StructMembers): (readonly [string, StructMemberType])[] {
  return Object.entries(members).flatMap(([name, type]) => {
    const record = anonymousRecord(name, type);
    if (record !== undefined) return fieldEntries(record.members);
    return isUnnamedMember(name) ? [] : [[name, type] as const];
  });
}

/** Finds a member that nothing in the record counts: such a record can only be an anonymous member of another one. */
export function findOpenCount(members: StructMembers): OpenCount | undefined {
  const entries = fieldEntries(members);
  for (const [member, type] of entries) {
    const count = memberCount(type);
    if (count !== undefined && !entries.some(([name]) => name === count)) return { member, count };
  }
  return undefined;
}

/**
 * Refuses a record with a member that nothing counts.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`
 */
export function assertCounted(type: StructType | UnionType): void {
  const open = findOpenCount(type.members);
  if (open === undefined) return;
  const { member, count } = open;
  const names = fieldEntries(type.members).map(([name]) => name);
  const what = `${typeName(type)}: member "${member}" is sized by "${count}", which is no member`;
  throw new FfiError("FFI_DECLARATION_TYPE", what, {
    hint: `the names are ${names.join(", ")}; only as an anonymous member may it be counted from outside`,
    details: { count, names },
  });
}

/** Gives the struct or union that a type stores: itself, or the element of an array. */
export function storedRecord(type: CType): StructType | UnionType | undefined {
  const resolved = resolveAlias(type);
  if (resolved.kind === "array") return storedRecord(resolved.element);
  return resolved.kind === "struct" || resolved.kind === "union" ? resolved : undefined;
}
