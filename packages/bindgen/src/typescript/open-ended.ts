/**
 * Structs and unions that end in an array without a length, where C has something behind them: GNU C allows them in arrays and in front of
 * other members, and gives their array no elements there. Descriptors do not, so that such members are bytes, and arrays in anonymous ones,
 * whose members are those of what contains them, have no elements. Members that consist of nothing, as Linux's `__DECLARE_FLEX_ARRAY` has
 * them, are left out.
 */
import type { SpecMember, SpecRecord } from "../spec/model.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";

/** Whether a type is an array without a length, or a record that ends in one: in a union each member is the end. */
export function isOpenEnded(type: SpecType, index: SpecIndex): boolean {
  const resolved = index.resolve(type);
  if (resolved.kind === "array") return resolved.length === null;
  const record = resolved.kind === "reference" ? index.find(resolved) : undefined;
  if (!isRecord(record)) return false;
  const ends = record.kind === "union" ? record.members : record.members.slice(-1);
  return ends.some((member) => isOpenEnded(member.type, index)) && !isShut(record, index);
}

const shutRecords = new WeakMap<SpecIndex, ReadonlySet<SpecRecord>>();

/** Whether a record is an anonymous member with something behind it, or is in such a one. There are few in all headers of a system. */
function isShut(record: SpecRecord, index: SpecIndex): boolean {
  let shut = shutRecords.get(index);
  if (shut === undefined) shutRecords.set(index, (shut = findShut(index)));
  return shut.has(record);
}

function findShut(index: SpecIndex): ReadonlySet<SpecRecord> {
  const shut = new Set<SpecRecord>();
  const add = (record: SpecRecord, members: readonly SpecMember[]): void => {
    for (const { name, type, bitWidth } of members) {
      const resolved = name === null && bitWidth === undefined ? index.resolve(type) : undefined;
      const inner = resolved?.kind === "reference" ? index.find(resolved) : undefined;
      if (!isRecord(inner) || shut.has(inner)) continue;
      shut.add(inner);
      add(inner, inner.members);
    }
  };
  for (const record of index.records()) if (record.kind === "struct") add(record, record.members.slice(0, -1));
  return shut;
}

/** Gives the members of a record as descriptors can have them. */
export function describableMembers(record: SpecRecord, index: SpecIndex): readonly SpecMember[] {
  const { members } = record;
  const last = members.length - 1;
  const isEnd = (place: number): boolean => (record.kind === "union" || place === last) && !isShut(record, index);
  // There are few in all headers of a system.
  if (
    members.every((member, place) =>
      member.name === null ? !isAnonymousNothing(member, index) : isClosed(member.type, index, () => isEnd(place)),
    )
  ) {
    return members;
  }
  const changed = members.map((member, place) => {
    if (isAnonymousNothing(member, index)) return { ...member, name: "", type: nothing };
    const type = member.name === null ? undefined : closedType(member.type, index, () => isEnd(place));
    return type === undefined ? member : { ...member, type };
  });
  const filled = changed.filter(({ name, type }) => name === null || type !== nothing);
  return filled.length === 0 ? changed.filter(({ name }) => name !== "") : filled;
}

/** Whether a member has neither a name nor members of its own that could have one. */
function isAnonymousNothing({ name, type, bitWidth }: SpecMember, index: SpecIndex): boolean {
  if (name !== null || bitWidth !== undefined || type.kind !== "reference") return false;
  const record = index.find(type);
  return isRecord(record) && record.members.every((member) => isAnonymousNothing(member, index));
}

const bytes: SpecType = { kind: "integer", name: "unsigned char", qualifiers: [] };

/** What {@link closedType} gives for members that consist of nothing. */
const nothing: SpecType = { kind: "array", element: bytes, length: 0, qualifiers: [] };

/** What takes the place of the type of a member; `undefined` where it stays. */
function closedType(type: SpecType, index: SpecIndex, isEnd: () => boolean): SpecType | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "array" && resolved.length === null) return isEnd() ? undefined : { ...resolved, length: 0 };
  const length = closedByteLength(resolved, index, isEnd);
  if (length === undefined) return undefined;
  return length === 0 ? nothing : { kind: "array", element: bytes, length, qualifiers: [] };
}

/** Whether {@link closedType} has nothing to say of a member. */
function isClosed(type: SpecType, index: SpecIndex, isEnd: () => boolean): boolean {
  return type.kind === "integer" || type.kind === "pointer" || closedType(type, index, isEnd) === undefined;
}

/** The size of a member that is bytes: of open-ended structs with something behind them, or of nothing; `undefined` for all others. */
function closedByteLength(type: SpecType, index: SpecIndex, isEnd: () => boolean): number | undefined {
  const resolved = index.resolve(type);
  if (resolved.kind === "array" && resolved.length !== null) {
    const element = closedByteLength(resolved.element, index, () => false);
    return element === undefined ? undefined : element * resolved.length;
  }
  if (resolved.kind !== "reference") return undefined;
  const record = index.find(resolved);
  if (!isRecord(record)) return undefined;
  if (record.members.length === 0) return record.byteLength;
  return isOpenEnded(resolved, index) && !isEnd() ? record.byteLength : undefined;
}
