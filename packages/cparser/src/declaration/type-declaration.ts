/**
 * One C declaration of a type, given as a string, to what its descriptor is made of: the members of a struct, union or enum, what a
 * typedef names. The rules are those of a prototype, with the bodies that a prototype has not.
 */
import { types } from "@koine/ctypes";
import type { BitFieldType, BoolType, CType, EnumType, IntegerType } from "@koine/ctypes";
import type { Token } from "../lex/token.ts";
import { parseDeclarator } from "./declarators.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { expectEnd, parseAlone } from "./prototype.ts";
import type { PrototypeNames, PrototypeTypes } from "./prototype-names.ts";
import { lowerDeclared, LoweringFailure } from "./prototype-types.ts";
import { parseSpecifiers } from "./specifiers.ts";
import type { DeclaredType } from "./type-model.ts";

/** A parsed struct or union: members by name, and those without one by `:` and a number. */
export interface ParsedRecord {
  readonly name: string;
  readonly members: Readonly<Record<string, CType | BitFieldType>>;
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
 * Parses a struct or union such as `"struct point { double x; double y; }"`.
 *
 * @param given The types that it names, as for prototypes.
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, as `parsePrototype` throws.
 * @see C17 6.7.2.1
 */
export function parseRecord(text: string, given?: PrototypeTypes): ParsedRecord {
  return parseAlone(text, given, (parser, names) => {
    if (!parser.isAt("struct") && !parser.isAt("union")) throw parser.failure('expected "struct" or "union"');
    parser.advance();
    const name = expectName(parser, "a tag");
    parser.expect("{", "before the members");
    const members: Member[] = [];
    while (!parser.accept("}")) readMembers(parser, names, members);
    expectEnd(parser);
    let unnamed = 0;
    const entries = members.map(({ key, type }) => [key?.text ?? `:${unnamed++}`, type] as const);
    return { name, members: Object.fromEntries(entries) };
  });
}

/**
 * Parses an enum such as `"enum color : unsigned int { RED, GREEN = 4 }"`; without a type it is an `int`.
 *
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`, as `parsePrototype` throws.
 * @see C23 6.7.3.3
 */
export function parseEnum(text: string): ParsedEnum {
  return parseAlone(text, undefined, (parser, names) => {
    parser.expect("enum", "before the tag");
    const name = expectName(parser, "a tag");
    const base = parser.accept(":") ? readBase(parser, names) : types.int;
    parser.expect("{", "before the members");
    const entries: [string, number | bigint][] = [];
    let value = 0n;
    while (!parser.isAt("}")) {
      const member = expectName(parser, "a name");
      if (parser.accept("=")) value = readValue(parser);
      entries.push([member, Number.isSafeInteger(Number(value)) ? Number(value) : value]);
      value++;
      if (!parser.accept(",")) break;
    }
    parser.expect("}", "after the members");
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
  return parseAlone(text, given, (parser, names) => {
    const first = parser.token;
    const { type, parts } = parseSpecifiers(parser);
    if (parts.storage !== "typedef") throw new ParseFailure(first, 'expected "typedef"');
    const declarator = parseDeclarator(parser, type, { parts, name: "required" });
    expectEnd(parser);
    const name = declarator.name ?? first;
    return { name: name.text, target: lower(name, () => lowerDeclared(declarator.type, "parameter", names)) };
  });
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
    members.push({ key: undefined, type: lowerMember(type, first) });
    return;
  }
  do {
    const { name: key, type: declared } = parser.isAt(":")
      ? { name: undefined, type }
      : parseDeclarator(parser, type, { parts: parts.copy(), name: "required" });
    if (key !== undefined && members.some((member) => member.key?.text === key.text)) {
      throw new ParseFailure(key, `two members are called ${key.text}`);
    }
    const lowered = lowerMember(declared, key ?? first);
    members.push({ key, type: parser.accept(":") ? readBitField(parser, lowered, key ?? first) : lowered });
  } while (parser.accept(","));
  parser.expect(";", "after a member");
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
    throw new ParseFailure(place, error.message, { code: "cparser/type", help: error.help });
  }
}
