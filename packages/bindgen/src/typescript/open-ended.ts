/**
 * Structs that end in an array without a length, where C has something behind them: GNU C allows them in arrays and in front of other
 * members, and gives their array no elements there. Descriptors do not, so that such members are bytes. Arrays without a length in unions, and
 * in structs of nothing else (Linux's `__DECLARE_FLEX_ARRAY`), are arrays of no elements to descriptors, and members without members are, too.
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
  if (record?.kind === "union") return record.members.some((member) => isOpenRecord(member.type, index));
  const last = record?.kind === "struct" && record.byteLength > 0 ? record.members.at(-1) : undefined;
  return last !== undefined && isOpenEnded(last.type, index);
}

function isOpenRecord(type: SpecType, index: SpecIndex): boolean {
  return index.resolve(type).kind !== "array" && isOpenEnded(type, index);
}

/** Gives the members of a record as descriptors can have them. */
export function describableMembers(record: SpecRecord, index: SpecIndex): readonly SpecMember[] {
  const { members } = record;
  const last = record.kind === "struct" && record.byteLength > 0 ? members.length - 1 : -1;
  // There are few in all headers of a system.
  if (members.every(({ name, type }, place) => name === null || isClosed(type, index, place === last))) return members;
  return members.map((member, place) => {
    const type = member.name === null ? undefined : closedType(member.type, index, place === last);
    return type === undefined ? member : { ...member, type };
  });
}

/** What takes the place of the type of a member; `undefined` where it stays. */
function closedType(type: SpecType, index: SpecIndex, isLast: boolean): SpecType | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "array" && resolved.length === null) return isLast ? undefined : { ...resolved, length: 0 };
  const length = closedByteLength(resolved, index, isLast);
  if (length === undefined) return undefined;
  const element: SpecType = { kind: "integer", name: "unsigned char", qualifiers: [] };
  return { kind: "array", element, length, qualifiers: [] };
}

/** Whether {@link closedType} has nothing to say of a member. */
function isClosed(type: SpecType, index: SpecIndex, isLast: boolean): boolean {
  return type.kind === "integer" || type.kind === "pointer" || closedType(type, index, isLast) === undefined;
}

/** The size of a member that is bytes: of open-ended structs with something behind them, or of nothing; `undefined` for all others. */
function closedByteLength(type: SpecType, index: SpecIndex, isLast: boolean): number | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "array" && resolved.length !== null) {
    const element = closedByteLength(resolved.element, index, false);
    return element === undefined ? undefined : element * resolved.length;
  }
  if (resolved.kind !== "reference") return undefined;
  const record = index.find(resolved);
  if (isRecord(record) && record.members.length === 0) return record.byteLength;
  if (isLast || !isOpenEnded(resolved, index)) return undefined;
  return isRecord(record) ? record.byteLength : undefined;
}
