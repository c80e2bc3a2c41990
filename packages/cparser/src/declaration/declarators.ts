/**
 * Declarators: pointers, arrays and functions around a name, and type names, which are declarators without one.
 *
 * @see C17 6.7.6 (declarators), 6.7.7 (type names)
 */
import type { Target } from "@koine/ctypes";
import type { Token } from "../lex/token.ts";
import { distanceBehindAttributes, parseAttributes } from "./attributes.ts";
import { assertElement, assertResult } from "./complete-types.ts";
import type { DeclarationParts } from "./declaration-parts.ts";
import { applyInnerAttributes, parseInnerWords, settleInnerAttributes } from "./inner-attributes.ts";
import { keywordOf } from "./keywords.ts";
import { parseParameters } from "./parameters.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { noQualifiers } from "./qualifiers.ts";
import { placeInSegment } from "./segments.ts";
import { spellType } from "./spell-type.ts";
import { layoutOfType, resolveTypedefs } from "./type-layout.ts";
import { applyTypeAttributes } from "./type-attributes.ts";
import type { DeclaredType, Qualifiers } from "./type-model.ts";
import { parseSpecifiers } from "./specifiers.ts";

/** More pointers to pointers than any program has. */
const maximumPointers = 256;

/** Whether a declarator must, may or must not have a name. */
export type NamePolicy = "required" | "optional" | "forbidden";

/** A declared name with its type. */
export interface Declarator {
  /** The name; `undefined` for an abstract declarator. */
  readonly name: Token | undefined;
  readonly type: DeclaredType;
}

/**
 * Reads one declarator with the attributes behind it.
 *
 * @param base The type that the specifiers give.
 * @param parts Receives attributes and the asm label.
 */
export function parseDeclarator(
  parser: Parser,
  base: DeclaredType,
  options: { readonly parts: DeclarationParts; readonly name: NamePolicy },
): Declarator {
  const plain = parsePlain(parser, base, options);
  if (plain !== undefined) return plain;
  parseLeadingAttributes(parser, options.parts);
  const declarator = parseInner(parser, base, options);
  settleInnerAttributes(declarator.type, options.parts);
  parseAttributes(parser, options.parts);
  const type = applyTypeAttributes(declarator.type, options.parts, parser.target);
  return type === declarator.type ? declarator : { name: declarator.name, type };
}

/**
 * Reads a declarator that is a name behind any number of `*`, with nothing between them or behind it: most are. For all others it
 * reads nothing.
 */
function parsePlain(
  parser: Parser,
  base: DeclaredType,
  { parts, name: policy }: DeclaratorOptions,
): Declarator | undefined {
  if (policy === "forbidden" || !parts.isPlain) return undefined;
  let distance = 0;
  let token = parser.token;
  while (token.kind === "punctuator" && token.text === "*" && distance < maximumPointers) {
    token = parser.peek(++distance);
  }
  if (token.kind !== "identifier" || keywordOf(token.text) !== undefined) return undefined;
  const next = parser.peek(distance + 1);
  if (next.kind !== "punctuator" || (next.text !== ";" && next.text !== "," && next.text !== ")")) return undefined;
  let type = base;
  for (let count = 0; count < distance; count++) type = { kind: "pointer", target: type, qualifiers: noQualifiers };
  parser.position += distance + 1;
  return { name: token, type };
}

/** Reads a type name such as `const char *(*)[3]`. */
export function parseTypeName(parser: Parser): DeclaredType {
  return parser.nested(() => {
    const { type, parts } = parseSpecifiers(parser);
    return parseDeclarator(parser, type, { parts, name: "forbidden" }).type;
  });
}

interface DeclaratorOptions {
  readonly parts: DeclarationParts;
  readonly name: NamePolicy;
}

function parseInner(parser: Parser, base: DeclaredType, options: DeclaratorOptions): Declarator {
  parser.enter();
  try {
    return parseDirect(parser, base, options);
  } finally {
    parser.leave();
  }
}

function parseDirect(parser: Parser, base: DeclaredType, options: DeclaratorOptions): Declarator {
  const type = parsePointers(parser, base, options);
  if (parser.isAt("(") && isNestedDeclarator(parser, options.name)) return parseNested(parser, type, options);
  let name: Token | undefined;
  if (parser.token.kind === "identifier" && options.name !== "forbidden") {
    name = parser.token;
    if (parser.keyword() !== undefined && !parser.isContextualKeyword(name.text))
      throw parser.failure("expected a name");
    parser.advance();
  } else if (options.name === "required") {
    throw parser.failure("expected a name");
  }
  parseAttributes(parser, options.parts);
  return { name, type: parseSuffixes(parser, type, options.parts) };
}

function parsePointers(parser: Parser, base: DeclaredType, options: DeclaratorOptions): DeclaredType {
  let type = base;
  let count = 0;
  while (parser.isAt("*") || parser.isAt("^")) {
    if (++count > maximumPointers) throw parser.failure(`expected at most ${maximumPointers} pointers`);
    const isBlock = parser.advance().text === "^";
    const { qualifiers, parts, isShort, segment } = parseInnerWords(parser);
    if (qualifiers.isRestrict && resolveTypedefs(type).kind === "function")
      throw new ParseFailure(parser.previous ?? parser.token, "only pointers to objects can be restrict");
    if (isBlock) type = blockType(type, qualifiers, parser.target);
    else if (isShort && parser.target?.pointer.byteLength === 8) type = shortPointer(qualifiers);
    else type = { kind: "pointer", target: type, qualifiers };
    if (segment !== undefined) type = placeInSegment(type, segment, parser.target);
    if (parts !== undefined) type = applyInnerAttributes(type, parts, options.parts);
  }
  return type;
}

/** Clang's blocks: pointers, but not to plain data or code. */
function blockType(target: DeclaredType, qualifiers: Qualifiers, { pointer }: Partial<Target> = {}): DeclaredType {
  const text = spellType(target, "(^)") ?? "block";
  const reason = "blocks are not supported";
  const { byteLength } = pointer ?? {};
  return { kind: "unsupported", text, reason, byteLength, alignment: byteLength, qualifiers };
}

/** Microsoft's pointers of 32 bits in programs of 64. */
function shortPointer(qualifiers: Qualifiers): DeclaredType {
  const reason = "pointers of another size than the target's are not supported";
  return { kind: "unsupported", text: "void * __ptr32", reason, byteLength: 4, alignment: 4, qualifiers };
}

/** `int a, __attribute__((…)) b;`: these are `b`'s, wherever it leads. */
function parseLeadingAttributes(parser: Parser, parts: DeclarationParts): void {
  for (;;) {
    const keyword = parser.keyword();
    if (keyword?.role === "convention") {
      parser.advance();
      (parts.attributes ??= {}).convention = keyword.convention;
    } else if (keyword?.role === "attribute") {
      parseAttributes(parser, parts);
    } else if (keyword?.role === "qualifier" && keyword.bits === 0) {
      parser.advance();
    } else {
      return;
    }
  }
}

/** Whether the parenthesis at the current token groups a declarator; else it opens a parameter list. */
function isNestedDeclarator(parser: Parser, name: NamePolicy): boolean {
  const next = parser.peek(distanceBehindAttributes(parser, 1));
  if (next.kind === "punctuator") {
    return next.text === "*" || next.text === "^" || next.text === "(" || next.text === "[";
  }
  if (next.kind !== "identifier") return false;
  const keyword = parser.keywordOf(next);
  if (keyword !== undefined) return keyword.role === "convention";
  return name === "required" || (name === "optional" && parser.names.findTypedef(next.text) === undefined);
}

/** Reads `( declarator ) suffixes`: the suffixes belong to the base, so they are read first. */
function parseNested(parser: Parser, base: DeclaredType, options: DeclaratorOptions): Declarator {
  const open = parser.position;
  parser.skipParentheses();
  const type = parseSuffixes(parser, base, options.parts);
  const end = parser.position;
  parser.position = open + 1;
  const { parts } = parseInnerWords(parser);
  const inner = parts === undefined ? type : applyInnerAttributes(type, parts, options.parts);
  const declarator = parseInner(parser, inner, options);
  parseAttributes(parser, options.parts);
  parser.expect(")", "to close a declarator");
  parser.position = end;
  return declarator;
}

function parseSuffixes(parser: Parser, base: DeclaredType, parts: DeclarationParts): DeclaredType {
  if (parser.isAt("(")) {
    parser.enter();
    try {
      const place = parser.token;
      const parameters = parseParameters(parser, parseParameterDeclarator);
      const result = parseSuffixes(parser, base, parts);
      assertResult(result, place);
      return { kind: "function", result, ...parameters, convention: "c", qualifiers: noQualifiers };
    } finally {
      parser.leave();
    }
  }
  if (parser.isAt("[") && parser.peek(1).text !== "[") {
    return parser.nested(() => parseArraySuffix(parser, base, parts));
  }
  return base;
}

function parseParameterDeclarator(parser: Parser, base: DeclaredType, parts: DeclarationParts): Declarator {
  return parseDeclarator(parser, base, { parts, name: "optional" });
}

/** @see C17 6.7.6.2 */
function parseArraySuffix(parser: Parser, base: DeclaredType, parts: DeclarationParts): DeclaredType {
  const place = parser.advance();
  skipParameterWords(parser);
  let length: number | null = null;
  let isVariableLength = false;
  if (parser.isAt("*") && parser.peek(1).text === "]" && parser.parameterLists > 0) {
    parser.advance();
    isVariableLength = true;
  } else if (!parser.isAt("]")) {
    const value = parser.grammar.parseIntegerConstant(parser);
    if (value !== undefined && value < 0n) throw new ParseFailure(place, "the length of an array cannot be negative");
    if (value !== undefined && value > Number.MAX_SAFE_INTEGER) throw tooLarge(place);
    isVariableLength = value === undefined;
    length = value === undefined ? null : Number(value);
  }
  parser.expect("]", "to close an array length");
  parseAttributes(parser, parts);
  const element = parseSuffixes(parser, base, parts);
  assertElement(parser, element, place);
  const type: DeclaredType = { kind: "array", element, length, isVariableLength, qualifiers: noQualifiers };
  const size = parser.target === undefined ? 0 : (layoutOfType(type, parser.target)?.byteLength ?? 0);
  if (size > Number.MAX_SAFE_INTEGER) throw tooLarge(place);
  return type;
}

/** `static` and qualifiers speak of the pointer that a parameter becomes; nothing here depends on them. */
function skipParameterWords(parser: Parser): void {
  for (;;) {
    const role = parser.keyword()?.role;
    if (role !== "qualifier" && role !== "atomic" && !parser.isAt("static")) return;
    if (parser.parameterLists === 0) throw parser.failure("expected the length of an array");
    parser.advance();
  }
}

/** Compilers give up at half of the address space; no machine has as much memory as this. */
function tooLarge(place: Token): ParseFailure {
  return new ParseFailure(place, "this array is larger than any memory", { code: "cparser/invalid-type" });
}
