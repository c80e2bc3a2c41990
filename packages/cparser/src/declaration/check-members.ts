/**
 * What C asks of the members of a struct or union, one by one and together. Where they lie is in `member-layout.ts`.
 *
 * @see C17 6.7.2.1p3 to p5, p18
 */
import type { Token } from "../lex/token.ts";
import { assertMember } from "./complete-types.ts";
import type { RecordMemberDeclaration } from "./model.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { layoutOfType, resolveTypedefs } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

/** A member, and the token that names it, or that it starts with. */
export interface PlacedMember {
  readonly member: RecordMemberDeclaration;
  readonly place: Token;
}

/** Fails where one of the members of one declaration cannot be a member. */
export function assertMembers(parser: Parser, members: readonly PlacedMember[]): void {
  for (const { member, place } of members) {
    if (member.bitWidth !== undefined) assertBitField(parser, member, place);
    else if (member.name !== undefined) assertMember(parser, member.type, place);
  }
}

function assertBitField(parser: Parser, { type, name, bitWidth = 0 }: RecordMemberDeclaration, place: Token): void {
  const { target } = parser;
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "unsupported" || target === undefined) return;
  if (resolved.kind !== "integer" && resolved.kind !== "bool" && resolved.kind !== "enum")
    throw invalid(place, "only integers, _Bool and enums can be bit-fields");
  if (bitWidth === 0 && name !== undefined) throw invalid(place, `bit-field "${name}" needs at least one bit`);
  const bits = resolved.kind === "bool" ? 1 : (layoutOfType(type, target)?.byteLength ?? 0) * 8;
  if (bitWidth > bits) throw invalid(place, `a bit-field of this type has at most ${bits} bits`);
}

/** Fails where two members have one name, or something stands behind an array without a length. */
export function assertTogether(members: readonly PlacedMember[], isUnion: boolean): void {
  const names = new Set<string>();
  for (let index = 0; index < members.length; index++) {
    const placed = members[index];
    if (placed === undefined) continue;
    const { member, place } = placed;
    for (const name of namesOf(member)) {
      if (names.has(name)) throw invalid(place, `member "${name}" is declared twice`);
      names.add(name);
    }
    const { type } = member;
    if (!isUnion && index < members.length - 1 && isOpenArray(type))
      throw invalid(place, `member "${member.name}", an array without a length, must be the last`);
  }
}

/** Members of anonymous structs and unions count as members of what they are in (C17 6.7.2.1p13). */
function namesOf({ name, type }: RecordMemberDeclaration): readonly string[] {
  if (name !== undefined) return [name];
  const resolved = resolveTypedefs(type);
  return resolved.kind === "record" ? (resolved.record.members ?? []).flatMap(namesOf) : [];
}

function isOpenArray(type: DeclaredType): boolean {
  const resolved = resolveTypedefs(type);
  return resolved.kind === "array" && resolved.length === null && !resolved.isVariableLength;
}

function invalid(place: Token, message: string): ParseFailure {
  return new ParseFailure(place, message, { code: "cparser/invalid-type" });
}
