/**
 * Structs that end in an array without a length, where C has something behind them: GNU C allows them in arrays and in front of other
 * members, and gives their array no elements there. Descriptors do not, so that such members are bytes.
 */
import type { SpecMember, SpecRecord } from "../spec/model.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";

/** Whether a type is an array without a length, or a record that ends in one. */
export function isOpenEnded(type: SpecType, index: SpecIndex): boolean {
  const resolved = index.resolve(type);
  if (resolved.kind === "array") return resolved.length === null;
  const record = resolved.kind === "reference" ? index.find(resolved) : undefined;
  if (record?.kind === "union") return record.members.some((member) => isOpenEnded(member.type, index));
  const last = record?.kind === "struct" ? record.members.at(-1) : undefined;
  return last !== undefined && isOpenEnded(last.type, index);
}

/** Gives the members of a record as descriptors can have them. */
export function describableMembers(record: SpecRecord, index: SpecIndex): readonly SpecMember[] {
  const { members } = record;
  const last = record.kind === "struct" ? members.length - 1 : -1;
  // There are few in all headers of a system.
  if (members.every(({ name, type }, place) => name === null || isClosed(type, index, place === last))) return members;
  return members.map((member, place) => {
    const byteLength = member.name === null ? undefined : closedByteLength(member.type, index, place === last);
    if (byteLength === undefined) return member;
    const element: SpecType = { kind: "integer", name: "unsigned char", qualifiers: [] };
    return { ...member, type: { kind: "array", element, length: byteLength, qualifiers: [] } };
  });
}

/** Whether {@link closedByteLength} has nothing to say of a member. */
function isClosed(type: SpecType, index: SpecIndex, isLast: boolean): boolean {
  return type.kind === "integer" || type.kind === "pointer" || closedByteLength(type, index, isLast) === undefined;
}

/** The size of a member that contains open-ended structs with something behind them; `undefined` for all others. */
function closedByteLength(type: SpecType, index: SpecIndex, isLast: boolean): number | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "array" && resolved.length !== null) {
    const element = closedByteLength(resolved.element, index, false);
    return element === undefined ? undefined : element * resolved.length;
  }
  if (isLast || resolved.kind !== "reference" || !isOpenEnded(resolved, index)) return undefined;
  const record = index.find(resolved);
  return isRecord(record) ? record.byteLength : undefined;
}
