/**
 * One C declaration of a type, given as a string, to what its descriptor is made of: the members of a struct, union or enum, what a
 * typedef names. The rules are those of a prototype, with the bodies that a prototype has not.
 */
import { types } from "@koine/ctypes";
import type { BitFieldType, BoolType, CType, EnumType, IntegerType, UnionOptions } from "@koine/ctypes";
import type { Token } from "../lex/token.ts";
import { parseAttributes } from "./attributes.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import { parseDeclarator } from "./declarators.ts";
import { LoweringFailure } from "./lowering-failure.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { expectEnd, parseAlone } from "./prototype.ts";
import type { PrototypeNames, PrototypeTypes } from "./prototype-names.ts";
import { lowerDeclared } from "./prototype-types.ts";
import { parseSpecifiers } from "./specifiers.ts";
import type { DeclaredType } from "./type-model.ts";

/** A parsed struct or union: members by name, and those without one by `:` and a number. */
export interface ParsedRecord {
  readonly name: string;
  readonly members: Readonly<Record<string, CType | BitFieldType>>;
  /** What attributes of the whole say of its layout. */
  readonly options: UnionOptions;
}

/** A parsed enum: values that a number does not hold exactly are bigints. */
export interface ParsedEnum {
  readonly name: string;
  /** The integer type behind it. */
  readonly base: IntegerType;
  readonly members: Readonly<Record<string, number | bigint>>;
}

/** A parsed typedef. */
export interface ParsedTypedef {
  readonly name: string;
  readonly target: CType;
}

/**
 * Parses a struct or union such as `"struct point { double x; double y; }"`. It may be packed or aligned as a whole; its members may not.
 *
 * @param kind Which of both it must be.
 * @param given The types that it names, as for prototypes.
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, as `parsePrototype` throws.
 * @see C17 6.7.2.1
 */
export function parseRecord(text: string, kind: "struct" | "union", given?: PrototypeTypes): ParsedRecord {
  return parseType(text, given, (parser, names) => {
    const parts = new DeclarationParts();
    const name = readTag(parser, kind, parts);
    parser.expect("{", "before the members");
    const members: Member[] = [];
    while (!parser.accept("}")) readMembers(parser, names, members);
    parseAttributes(parser, parts);
    refuseVector(parts);
    expectEnd(parser);
    let unnamed = 0;
    const entries = members.map(({ key, type }) => [key?.text ?? `:${unnamed++}`, type] as const);
    const { isPacked, alignment = 0 } = parts.attributes ?? {};
    const options = { ...(isPacked && { packed: true }), ...(alignment > 0 && { align: alignment }) };
    return { name, members: Object.fromEntries(entries), options };
  });
}

/**
 * Gives the tag of a struct, union or enum without reading what it consists of.
 *
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`.
 */
export function parseTag(text: string): string {
  const { text: keyword } = parseType(text, undefined, (parser) => parser.token);
  return parseType(text, undefined, (parser) => readTag(parser, keyword, new DeclarationParts()));
}

function readTag(parser: Parser, keyword: string, parts: DeclarationParts): string {
  parser.expect(keyword, "before the tag");
  parseAttributes(parser, parts);
  return expectName(parser, "a tag");
}

/**
 * Parses an enum such as `"enum color : unsigned int { RED, GREEN = 4 }"`; without a type it is an `int`.
 *
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, as `parsePrototype` throws.
 * @see C23 6.7.3.3
 */
export function parseEnum(text: string): ParsedEnum {
  return parseType(text, undefined, (parser, names) => {
    const parts = new DeclarationParts();
    const name = readTag(parser, "enum", parts);
    const base = parser.accept(":") ? readBase(parser, names) : types.int;
    parser.expect("{", "before the members");
    const entries: [string, number | bigint][] = [];
    let value = 0n;
    while (!parser.isAt("}")) {
      const place = parser.token;
      const member = expectName(parser, "a name");
      if (entries.some(([known]) => known === member))
        throw new ParseFailure(place, `two members are called ${member}`);
      if (parser.accept("=")) value = readValue(parser);
      entries.push([member, Number.isSafeInteger(Number(value)) ? Number(value) : value]);
      value++;
      if (!parser.accept(",")) break;
    }
    parser.expect("}", "after the members");
    parseAttributes(parser, parts);
    refuseLayout(parts, parser.previous ?? parser.token, "state the type behind it, such as `enum color : char { … }`");
    expectEnd(parser);
    return { name, base, members: Object.fromEntries(entries) };
  });
}

/**
 * Parses a typedef such as `"typedef int (*compare)(const void *, const void *)"`. A pointer to a function is a callback, as it is
 * where a parameter takes one.
 *
 * @param given The types that it names, as for prototypes.
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, as `parsePrototype` throws.
 * @see C17 6.7.8
 */
export function parseTypedef(text: string, given?: PrototypeTypes): ParsedTypedef {
  return parseType(text, given, (parser, names) => {
    const first = parser.token;
    const { type, parts } = parseSpecifiers(parser);
    if (parts.storage !== "typedef") throw new ParseFailure(first, 'expected "typedef"');
    const declarator = parseDeclarator(parser, type, { parts, name: "required" });
    const name = declarator.name ?? first;
    refuseLayout(parts, name, "align a struct that has it, by an attribute of the struct or c.struct's `align`");
    expectEnd(parser);
    return { name: name.text, target: lower(name, () => lowerDeclared(declarator.type, "parameter", names)) };
  });
}

/** Parses a text whose types are passed behind it. */
function parseType<TResult>(
  text: string,
  given: PrototypeTypes | undefined,
  read: (parser: Parser, names: PrototypeNames) => TResult,
): TResult {
  return parseAlone(text, given, read, (name) => `pass the type behind the text, such as c.opaque("${name}")`);
}

interface Member {
  /** `undefined` without a name. */
  readonly key: Token | undefined;
  readonly type: CType | BitFieldType;
}

/** Reads one declaration of members, which may declare several. */
function readMembers(parser: Parser, names: PrototypeNames, members: Member[]): void {
  const first = parser.token;
  const { type, parts } = parseSpecifiers(parser, "member");
  const lowerMember = (declared: DeclaredType, place: Token): CType =>
    lower(place, () => lowerDeclared(declared, "member", names));
  if (parts.storage !== "none") throw new ParseFailure(first, `a member cannot be ${parts.storage}`);
  if (parser.accept(";")) {
    refuseLayout(parts, first, memberHelp);
    members.push({ key: undefined, type: lowerMember(type, first) });
    return;
  }
  do {
    const own = parts.copy(false);
    const { name: key, type: declared } = parser.isAt(":")
      ? { name: undefined, type }
      : parseDeclarator(parser, type, { parts: own, name: "required" });
    if (key !== undefined && members.some((member) => member.key?.text === key.text)) {
      throw new ParseFailure(key, `two members are called ${key.text}`);
    }
    const lowered = lowerMember(declared, key ?? first);
    members.push({ key, type: parser.accept(":") ? readBitField(parser, lowered, key ?? first) : lowered });
    parseAttributes(parser, own);
    refuseLayout(own, key ?? first, memberHelp);
  } while (parser.accept(","));
  parser.expect(";", "after a member");
}

const memberHelp = "say where the members lie with c.struct and its `offsets` and `align`";

/** What would change where something lies is refused where no descriptor says it: to pass over it is to read other memory. */
function refuseLayout(parts: DeclarationParts, place: Token, help: string): void {
  refuseVector(parts);
  const { attributes = {} } = parts;
  const { isPacked, alignment, isMsStruct, isGccStruct } = attributes;
  if ((isPacked ?? isMsStruct ?? isGccStruct) !== true && alignment === undefined) return;
  throw new ParseFailure(place, "attributes of alignment are not read here", { code: "cparser/type", help });
}

/** Declarators make vectors; where there is none, the attribute says nothing that C has. */
function refuseVector({ vector }: DeclarationParts): void {
  if (vector === undefined) return;
  const help = "write the attribute at an integer or a floating number";
  throw new ParseFailure(vector.place, "no vector is made of this", { code: "cparser/type", help });
}

function readBitField(parser: Parser, type: CType, place: Token): BitFieldType {
  const base = type.kind === "alias" ? type.target : type;
  if (!isBitFieldBase(base)) throw new ParseFailure(place, "only integers can be bit-fields", { code: "cparser/type" });
  return types.bits(base, Number(readValue(parser)));
}

function isBitFieldBase(type: CType): type is IntegerType | BoolType | EnumType {
  return type.kind === "integer" || type.kind === "bool" || type.kind === "enum";
}

function readBase(parser: Parser, names: PrototypeNames): IntegerType {
  const first = parser.token;
  const { type } = parseSpecifiers(parser);
  const base = lower(first, () => lowerDeclared(type, "member", names));
  if (base.kind !== "integer") throw new ParseFailure(first, "expected an integer type", { code: "cparser/type" });
  return base;
}

function readValue(parser: Parser): bigint {
  const sign = parser.accept("-") ? -1n : 1n;
  return sign * (parser.grammar.parseIntegerConstant(parser) ?? 0n);
}

function expectName(parser: Parser, expected: string): string {
  if (parser.token.kind !== "identifier") throw parser.failure(`expected ${expected}`);
  return parser.advance().text;
}

/** What has no descriptor is refused at its name. */
function lower(place: Token, make: () => CType): CType {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof LoweringFailure)) throw error;
    throw new ParseFailure(error.place ?? place, error.message, { code: "cparser/type", help: error.help });
  }
}
