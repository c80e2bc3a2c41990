/**
 * Structs and unions. Their layout is computed by `@koine/ctypes`; this file only describes members to it
 * (`member-layout.ts`).
 *
 * @see C17 6.7.2.1
 */
import type { Token } from "../lex/token.ts";
import { spanOfToken } from "../lex/token.ts";
import { haveSameMembers } from "./same-content.ts";
import { cleanDocComment } from "../lex/doc-comment.ts";
import { distanceBehindAttributes, noAttributes, parseAttributes } from "./attributes.ts";
import { assertMembers, assertTogether } from "./check-members.ts";
import type { PlacedMember } from "./check-members.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import { parseDeclarator } from "./declarators.ts";
import { layOutRecord } from "./member-layout.ts";
import type { RecordMemberDeclaration } from "./model.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import type { TagPlace } from "./prototype-scope.ts";
import { noQualifiers } from "./qualifiers.ts";
import type { Mutable, MutableRecord } from "./scope.ts";
import { parseSpecifiers } from "./specifiers.ts";
import { parseStaticAssert } from "./static-assert.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredRecord } from "./type-model.ts";
import { documentationOf } from "./unit-builder.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** Parses from `struct` or `union`. */
export function parseRecordSpecifier(parser: Parser, unit: UnitBuilder): DeclaredRecord {
  const keyword = parser.advance();
  const parts = new DeclarationParts();
  parseAttributes(parser, parts);
  const tag = acceptTag(parser);
  parseAttributesOfBody(parser, parts);
  if (tag === undefined && !parser.isAt("{")) throw parser.failure(`expected a tag or "{" after "${keyword.text}"`);
  const record = findOrDeclare({ parser, unit }, keyword, tag);
  if (parser.isAt("{")) {
    parser.enter();
    try {
      parseBody(parser, unit, { record, parts, keyword, tag });
    } finally {
      parser.leave();
    }
  }
  return { kind: "record", record, qualifiers: noQualifiers };
}

/**
 * Reads attributes behind a tag, where the members or enumerators follow them. All others are the declaration's:
 * `struct point __attribute__((aligned(16))) origin;`.
 */
export function parseAttributesOfBody(parser: Parser, parts: DeclarationParts): void {
  if (parser.peek(distanceBehindAttributes(parser, 0)).text === "{") parseAttributes(parser, parts);
}

/** Reads the name behind `struct`, `union` or `enum`, if there is one. */
export function acceptTag(parser: Parser): Token | undefined {
  const { token } = parser;
  if (token.kind !== "identifier") return undefined;
  if (parser.keyword() !== undefined && !parser.isContextualKeyword(token.text)) throw parser.failure("expected a tag");
  return parser.advance();
}

function findOrDeclare({ parser, unit }: TagPlace, keyword: Token, tag: Token | undefined): MutableRecord {
  const recordKind = keyword.text === "union" ? "union" : "struct";
  const known = unit.prototypes.findTag(tag, recordKind, { parser, unit });
  if (known !== undefined) {
    if (known.kind === "record" && known.recordKind === recordKind) return known;
    throw new ParseFailure(tag ?? keyword, `"${known.tag}" is declared as another kind of tag`, {
      code: "cparser/redeclared-tag",
      related: [{ message: "first declared here", span: known.span }],
    });
  }
  const record: MutableRecord = {
    kind: "record",
    recordKind,
    tag: tag?.text,
    name: tag?.text,
    members: null,
    layout: null,
    pack: 0,
    span: spanOfToken(tag ?? keyword),
    doc: undefined,
    attributes: noAttributes,
  };
  if (tag !== undefined) unit.scope.tags.set(tag.text, record);
  unit.prototypes.noteType(record, parser);
  unit.declarations.push(record);
  return record;
}

interface RecordBody {
  readonly record: MutableRecord;
  readonly parts: DeclarationParts;
  readonly keyword: Token;
  readonly tag: Token | undefined;
}

function parseBody(parser: Parser, unit: UnitBuilder, body: RecordBody): void {
  const { record, parts, keyword, tag } = body;
  if (record.members !== null) return parseAgain(parser, unit, body);
  record.span = spanOfToken(tag ?? keyword);
  if (parser.parameterLists > 0) record.isInParameterList = true;
  if (keyword.doc !== undefined && parser.isDocumented) record.doc = cleanDocComment(keyword.doc);
  parser.expect("{", "before the members");
  const members = parseMembers(parser, unit, record);
  record.pack = unit.packAt(parser.position);
  parser.advance();
  parseAttributes(parser, parts);
  if (parts.attributes !== undefined) record.attributes = parts.attributes;
  record.members = members;
  layOutRecord(record, members, { parser, target: unit.target, keyword: tag ?? keyword });
}

/** C23 takes a definition that says the same again. */
function parseAgain(parser: Parser, unit: UnitBuilder, body: RecordBody): void {
  const { record, keyword, tag } = body;
  const failure = new ParseFailure(tag ?? keyword, `${record.recordKind} ${record.tag} is defined twice`, {
    code: "cparser/redefined-tag",
    related: [{ message: "first defined here", span: record.span }],
  });
  if (!parser.isC23) throw failure;
  const declared = unit.declarations.length;
  const again: MutableRecord = { ...record, members: null, layout: null, pack: 0, attributes: noAttributes };
  unit.redefine(() => parseBody(parser, unit, { ...body, record: again }));
  // What is defined inside was declared by the first definition.
  unit.declarations.length = declared;
  if (!haveSameMembers(record, again)) throw failure;
}

/** What may start something that is no member. */
const oddStarts: ReadonlySet<string> = new Set("; __extension__ _Static_assert static_assert".split(" "));

function parseMembers(parser: Parser, unit: UnitBuilder, record: MutableRecord): MutableMember[] {
  const members: PlacedMutableMember[] = [];
  try {
    while (!parser.isAt("}")) {
      if (parser.isAtEnd()) throw parser.failure('expected a member or "}"');
      if (!oddStarts.has(parser.token.text) || (!parser.accept(";") && !parseStaticAssert(parser)))
        parseMember(parser, members);
    }
    assertTogether(members, record.recordKind === "union");
  } catch (error) {
    unit.failedTypes.add(record);
    throw error;
  }
  return members.map(({ member }) => member);
}

type MutableMember = Mutable<RecordMemberDeclaration>;

interface PlacedMutableMember extends PlacedMember {
  readonly member: MutableMember;
}

/** Parses one declaration of members, which may declare several. */
function parseMember(parser: Parser, members: PlacedMutableMember[]): void {
  const first = parser.token;
  const { type, parts } = parseSpecifiers(parser, "member");
  if (parts.storage !== "none") throw new ParseFailure(first, `a member cannot be ${parts.storage}`);
  if (parser.isAt(";") || parser.isAt("}")) {
    expectMemberEnd(parser);
    const resolved = resolveTypedefs(type);
    if (resolved.kind !== "record" || resolved.record.members === null) return;
    // Only unnamed structs and unions are members without a declarator (C17 6.7.2.1p13), but to Microsoft all of them are.
    const isStandard = resolved.record.tag === undefined && type.kind !== "typedef";
    if (!isStandard && parser.target?.platform !== "win32") return;
    const member = makeMember(first, { type, parts, doc: documentationOf(first.doc, parser) });
    members.push({ member, place: first });
    return;
  }
  const declared: PlacedMutableMember[] = [];
  const { isPlain } = parts;
  do {
    const memberParts = isPlain && declared.length === 0 ? parts : parts.copy(isPlain);
    const isUnnamed = parser.isAt(":");
    const declarator = isUnnamed
      ? { name: undefined, type }
      : parseDeclarator(parser, type, { parts: memberParts, name: "required" });
    const place = declarator.name ?? first;
    const member = makeMember(place, {
      type: declarator.type,
      parts: memberParts,
      doc: undefined,
      name: declarator.name?.text,
    });
    if (parser.accept(":")) {
      member.bitWidth = parseBitWidth(parser);
      parseAttributes(parser, memberParts);
      member.attributes = memberParts.attributes ?? noAttributes;
    }
    declared.push({ member, place });
    if (parser.isAt(",")) member.doc = documentationOf(parser.token.trailingDoc, parser);
  } while (parser.accept(","));
  expectMemberEnd(parser);
  assertMembers(parser, declared);
  for (const item of declared) {
    item.member.doc ??= documentationOf(first.doc, parser);
    members.push(item);
  }
}

/** Compilers do without the `;` of the last member, with a warning. */
function expectMemberEnd(parser: Parser): void {
  if (!parser.isAt("}")) parser.expect(";", "after a member");
  else parser.warn(parser.previous ?? parser.token, "cparser/syntax", 'the ";" behind the last member is missing');
}

function parseBitWidth(parser: Parser): number {
  const start = parser.token;
  const width = parser.grammar.parseIntegerConstant(parser);
  if (width === undefined || width < 0n || width > 128n) {
    throw new ParseFailure(start, "the width of a bit-field must be a constant of at least 0");
  }
  return Number(width);
}

interface MemberOptions {
  readonly type: RecordMemberDeclaration["type"];
  readonly parts: DeclarationParts;
  readonly doc: string | undefined;
  readonly name?: string | undefined;
}

function makeMember(place: Token, options: MemberOptions): Mutable<RecordMemberDeclaration> {
  return {
    name: options.name,
    type: options.type,
    bitOffset: 0,
    bitWidth: undefined,
    span: spanOfToken(place),
    doc: options.doc,
    attributes: options.parts.attributes ?? noAttributes,
  };
}
