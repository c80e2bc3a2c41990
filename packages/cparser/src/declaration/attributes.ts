/**
 * Attributes in all their spellings: GNU, `__declspec`, C23, `_Alignas`, asm labels. Reads them into the parts of the
 * declaration that they stand in; what they do to a type is in `type-attributes.ts`.
 */
import type { Token } from "../lex/token.ts";
import type { Attributes, FormatAttribute } from "./model.ts";
import { copyAttributes } from "./copied-attributes.ts";
import type { DeclarationParts } from "./declaration-parts.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { isForeignConvention } from "./calling-conventions.ts";
import type { DeclaredConvention } from "./calling-conventions.ts";
import { layoutOfType } from "./type-layout.ts";

/** {@link Attributes} while they are read. */
export type MutableAttributes = {
  -readonly [TKey in keyof Attributes]: TKey extends "others" ? string[] : Attributes[TKey];
};

/** The attributes of a declaration that states none. */
export const noAttributes: Attributes = Object.freeze({});

/** What `aligned` without a number means: the largest alignment that the ABI uses for any type. */
function defaultAlignment({ target }: Parser): number {
  return target?.architecture === "arm" ? 8 : 16;
}

/** Flags by attribute name. */
const flags: ReadonlyMap<string, keyof Attributes> = new Map<string, keyof Attributes>([
  ["noreturn", "isNoreturn"],
  ["_Noreturn", "isNoreturn"],
  ["returns_nonnull", "doesReturnNonnull"],
  ["warn_unused_result", "mustUseResult"],
  ["nodiscard", "mustUseResult"],
  ["malloc", "isMalloc"],
  ["pure", "isPure"],
  ["const", "isConst"],
  ["weak", "isWeak"],
  ["always_inline", "isAlwaysInline"],
  ["gnu_inline", "isGnuInline"],
  ["flag_enum", "isFlagEnum"],
  ["transparent_union", "isTransparentUnion"],
  ["may_alias", "isMayAlias"],
  ["dllimport", "isDllImport"],
  ["dllexport", "isDllExport"],
  ["packed", "isPacked"],
  ["ms_struct", "isMsStruct"],
  ["gcc_struct", "isGccStruct"],
]);

const conventions: ReadonlyMap<string, DeclaredConvention> = new Map<string, DeclaredConvention>([
  ["cdecl", "c"],
  ["stdcall", "stdcall"],
  ["fastcall", "fastcall"],
  ["thiscall", "thiscall"],
  ["vectorcall", "vectorcall"],
  ["ms_abi", "ms_abi"],
  ["sysv_abi", "sysv_abi"],
]);

/** Reads any number of attributes at the current token. */
export function parseAttributes(parser: Parser, parts: DeclarationParts): void {
  for (;;) {
    const token = parser.token;
    if (token.kind === "punctuator") {
      if (token.text !== "[" || !isBracket(parser.peek(1))) return;
      parseBracketAttributes(parser, parts);
      continue;
    }
    if (parser.keyword()?.role !== "attribute") return;
    switch (token.text) {
      case "__extension__":
        parser.advance();
        break;
      case "__attribute__":
      case "__attribute":
        parseGnuAttribute(parser, parts);
        break;
      case "__declspec":
      case "_declspec":
        parser.advance();
        parser.expect("(", "after __declspec");
        while (!parser.accept(")")) parseOneAttribute(parser, parts);
        break;
      case "_Alignas":
      case "alignas":
        parseAlignas(parser, parts);
        break;
      default:
        parseAsmLabel(parser, parts);
    }
  }
}

/** How far the first token is behind any attributes that start at `distance`. */
export function distanceBehindAttributes(parser: Parser, distance: number): number {
  let behind = distance;
  while (parser.keywordOf(parser.peek(behind))?.role === "attribute" && !parser.isNamedAlignas(behind)) {
    behind++;
    if (parser.peek(behind).text !== "(") continue;
    let depth = 0;
    do {
      const { kind, text } = parser.peek(behind++);
      if (kind === "end") return behind;
      if (kind === "punctuator" && text === "(") depth++;
      if (kind === "punctuator" && text === ")") depth--;
    } while (depth > 0);
  }
  return behind;
}

/** Whether a token is the second bracket of a C23 attribute list. */
function isBracket(token: Token): boolean {
  return token.kind === "punctuator" && token.text === "[";
}

function parseGnuAttribute(parser: Parser, parts: DeclarationParts): void {
  parser.advance();
  parser.expect("(", "after __attribute__");
  parser.expect("(", "after __attribute__(");
  while (!parser.accept(")")) {
    if (!parser.accept(",")) parseOneAttribute(parser, parts);
  }
  parser.expect(")", "to close __attribute__");
}

/** @see C23 6.7.13 */
function parseBracketAttributes(parser: Parser, parts: DeclarationParts): void {
  parser.position += 2;
  while (!parser.accept("]")) {
    if (parser.accept(",")) continue;
    // A vendor's prefix changes nothing: no two vendors use one name for two things.
    if (parser.peek(1).text === "::") parser.position += 2;
    parseOneAttribute(parser, parts);
  }
  parser.expect("]", "to close an attribute list");
}

/** @see C17 6.7.5 */
function parseAlignas(parser: Parser, parts: DeclarationParts): void {
  parser.advance();
  parser.expect("(", "after _Alignas");
  raiseAlignment(parts, parseAlignment(parser));
  parser.expect(")", "to close _Alignas");
}

function parseAlignment(parser: Parser): number {
  const start = parser.token;
  if (!parser.isTypeStart(start)) {
    const alignment = parseNumber(parser);
    if (alignment !== 0 && !Number.isInteger(Math.log2(alignment)))
      throw new ParseFailure(start, "an alignment must be a power of two");
    return alignment;
  }
  const type = parser.grammar.parseTypeName(parser);
  if (parser.grammar.isIncomplete(type))
    throw parser.failure("expected a type with a size", { code: "cparser/incomplete-type" });
  return parser.target === undefined ? 0 : (layoutOfType(type, parser.target)?.alignment ?? 0);
}

function parseNumber(parser: Parser): number {
  const start = parser.token;
  const value = parser.grammar.parseIntegerConstant(parser);
  if (value === undefined) parser.warn(start, "cparser/attribute-argument", "this is not an integer constant");
  return Number(value ?? 0n);
}

/** Takes what `aligned` and `_Alignas` ask for; 0 asks for nothing (C17 6.7.5p6). */
function raiseAlignment(parts: DeclarationParts, alignment: number): void {
  const attributes = (parts.attributes ??= {});
  attributes.alignment = Math.max(attributes.alignment ?? 0, alignment);
}

function parseAsmLabel(parser: Parser, parts: DeclarationParts): void {
  parser.advance();
  while (parser.isAt("volatile") || parser.isAt("__volatile__")) parser.advance();
  if (!parser.isAt("(")) throw parser.failure('expected "(" after asm');
  let label = "";
  for (let distance = 1; parser.peek(distance).kind === "string"; distance++) {
    label += parser.peek(distance).text.slice(1, -1);
  }
  parser.skipBalanced();
  if (label !== "") parts.asmLabel = label;
}

/** Reads one attribute of a list: a name, and perhaps arguments. */
function parseOneAttribute(parser: Parser, parts: DeclarationParts): void {
  const token = parser.token;
  if (token.kind !== "identifier") throw parser.failure("expected the name of an attribute");
  parser.advance();
  const name = plainName(token.text);
  const flag = flags.get(name);
  const convention = isForeignConvention(name) ? name : conventions.get(name);
  if (flag !== undefined) {
    parts.attributes = { ...parts.attributes, [flag]: true };
  } else if (convention !== undefined) {
    (parts.attributes ??= {}).convention = convention;
  } else if (!parseKnownAttribute(parser, parts, name)) {
    const attributes = (parts.attributes ??= {});
    (attributes.others ??= []).push(name);
  }
  // Arguments that nothing above wanted.
  if (parser.isAt("(")) parser.skipBalanced();
}

/** Reads an attribute whose arguments matter; tells whether `name` is one. */
function parseKnownAttribute(parser: Parser, parts: DeclarationParts, name: string): boolean {
  switch (name) {
    case "aligned":
    case "align":
      raiseAlignment(parts, parseArgument(parser, parseAlignment) ?? defaultAlignment(parser));
      return true;
    case "vector_size":
    case "ext_vector_type":
      parts.vector = { attribute: name, place: parser.peek(1), value: parseArgument(parser, parseNumber) ?? 0 };
      return true;
    case "copy":
      parseArgument(parser, (within) => copyAttributes(within, parts));
      return true;
    case "mode":
      parts.mode = parseArgument(parser, (within) => plainName(within.advance().text));
      return true;
    case "deprecated":
    case "unavailable":
    case "visibility":
    case "alias":
      (parts.attributes ??= {})[name] = parseText(parser);
      return true;
    case "format":
      return parseFormat(parser, (parts.attributes ??= {}));
    case "nonnull":
      (parts.attributes ??= {}).nonnull = parsePositions(parser);
      return true;
    case "alloc_size":
      (parts.attributes ??= {}).allocationSize = parsePositions(parser);
      return true;
    default:
      return false;
  }
}

/** Reads `( argument )`; whatever else is between the parentheses is skipped. `undefined` without parentheses. */
function parseArgument<TValue>(parser: Parser, parse: (parser: Parser) => TValue): TValue | undefined {
  if (!parser.isAt("(")) return undefined;
  const open = parser.position;
  parser.advance();
  const value = parser.isAt(")") ? undefined : parse(parser);
  parser.position = open;
  parser.skipBalanced();
  return value;
}

/** Reads the string in the parentheses of an attribute: a message, or a name; empty without one. */
function parseText(parser: Parser): string {
  return (
    parseArgument(parser, (within) => {
      let text = "";
      while (within.token.kind === "string") text += within.advance().text.slice(1, -1);
      return text;
    }) ?? ""
  );
}

function parseFormat(parser: Parser, attributes: MutableAttributes): true {
  const format = parseArgument(parser, (within): FormatAttribute => {
    const archetype = plainName(within.advance().text);
    const [stringIndex = 0, firstToCheck = 0] = parseNumbers(within);
    return { archetype, stringIndex, firstToCheck };
  });
  if (format !== undefined) attributes.format = format;
  return true;
}

/** Positions of parameters; where something else stands the attribute says nothing, of which compilers only warn. */
function parsePositions(parser: Parser): readonly number[] {
  return parseArgument(parser, (within) => (within.token.kind === "string" ? [] : parseNumbers(within))) ?? [];
}

function parseNumbers(parser: Parser): readonly number[] {
  const numbers: number[] = [];
  parser.accept(",");
  while (!parser.isAt(")") && !parser.isAtEnd()) {
    numbers.push(parseNumber(parser));
    if (!parser.accept(",")) break;
  }
  return numbers;
}

/** `__packed__` and `packed` are the same attribute. */
function plainName(text: string): string {
  return text.length > 4 && text.startsWith("__") && text.endsWith("__") ? text.slice(2, -2) : text;
}
