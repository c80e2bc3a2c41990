/**
 * C23's second definitions of a type in one scope: they are the same type if they say the same. Finds out whether they do; reading them
 * is `records.ts`' and `enums.ts`'.
 *
 * @see C23 6.2.7p1 (compatible types), 6.7.3.4p1 (tags)
 */
import { areCompatibleTypes } from "./compatible-types.ts";
import type { EnumDeclaration, RecordDeclaration, RecordMemberDeclaration } from "./model.ts";
import type { DeclaredEnum, DeclaredRecord, DeclaredType } from "./type-model.ts";

/** Tells whether two definitions have the same members, at the same places. */
export function haveSameMembers(first: RecordDeclaration, second: RecordDeclaration): boolean {
  const [left, right] = [first.members ?? [], second.members ?? []];
  return (
    first.recordKind === second.recordKind &&
    left.length === right.length &&
    first.layout?.byteLength === second.layout?.byteLength &&
    first.layout?.alignment === second.layout?.alignment &&
    left.every((member, place) => isSameMember(member, right[place] ?? member))
  );
}

/** Tells whether two definitions have the same enumerators, in any order, and the same type behind them. */
export function haveSameEnumerators(first: EnumDeclaration, second: EnumDeclaration): boolean {
  const [left, right] = [first.enumerators ?? [], second.enumerators ?? []];
  const values = new Map(left.map(({ name, value }) => [name, value]));
  return (
    left.length === right.length &&
    first.hasDeclaredBase === second.hasDeclaredBase &&
    first.baseType.kind === second.baseType.kind &&
    first.layout.byteLength === second.layout.byteLength &&
    right.every(({ name, value }) => values.get(name) === value)
  );
}

function isSameMember(left: RecordMemberDeclaration, right: RecordMemberDeclaration): boolean {
  const isSamePlace = left.bitOffset === right.bitOffset && left.bitWidth === right.bitWidth;
  return left.name === right.name && isSamePlace && isSameType(left.type, right.type);
}

/** What has no tag is defined again inside of what is. */
function isSameType(left: DeclaredType, right: DeclaredType): boolean {
  if (isUntagged(left) && isUntagged(right)) return haveSameMembers(left.record, right.record);
  if (isUntaggedEnum(left) && isUntaggedEnum(right)) return haveSameEnumerators(left.enumeration, right.enumeration);
  return areCompatibleTypes(left, right);
}

function isUntagged(type: DeclaredType): type is DeclaredRecord {
  return type.kind === "record" && type.record.tag === undefined;
}

function isUntaggedEnum(type: DeclaredType): type is DeclaredEnum {
  return type.kind === "enum" && type.enumeration.tag === undefined;
}
