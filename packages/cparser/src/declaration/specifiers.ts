/**
 * Declaration specifiers: everything in front of the first declarator.
 *
 * @see C17 6.7 and 6.7.2 (declaration specifiers, type specifiers)
 */
import { distanceBehindAttributes, parseAttributes } from "./attributes.ts";
import { BasicWords, intType, typeOfWord } from "./basic-types.ts";
import { decayType } from "./decay-type.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import type { BasicWord, Keyword } from "./keywords.ts";
import { placeInSegment } from "./segments.ts";
import { describeToken, ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import {
  atomicBit,
  constBit,
  noQualifiers,
  qualifiersFromBits,
  qualifyType,
  restrictBit,
  unqualifyType,
} from "./qualifiers.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredType } from "./type-model.ts";

const noSuchType = "expected the name of a type: these words together are none";

/** What the specifiers of one declaration say. */
export interface Specifiers {
  readonly type: DeclaredType;
  readonly parts: DeclarationParts;
}

/** Specifiers while they are read. */
interface Progress {
  readonly place: SpecifierPlace;
  readonly parts: DeclarationParts;
  /** The basic word that came first; most types have one. */
  word: BasicWord | undefined;
  /** All basic words, where there are several. */
  words: BasicWords | undefined;
  /** A type that is not made of basic words. */
  type: DeclaredType | undefined;
  qualifierBits: number;
  /** The segment that the object lies in, as C spells it. */
  segment: string | undefined;
}

/** Where a declaration stands: what its type may be left out of depends on it. */
export type SpecifierPlace = "file" | "member" | "inside";

/** Reads specifiers, at least one of which must specify a type. */
export function parseSpecifiers(parser: Parser, place: SpecifierPlace = "inside"): Specifiers {
  const progress: Progress = {
    place,
    parts: new DeclarationParts(),
    word: undefined,
    words: undefined,
    type: undefined,
    qualifierBits: 0,
    segment: undefined,
  };
  while (parseSpecifier(parser, progress));
  const type = finishType(parser, progress);
  const { parts, segment } = progress;
  return { type: segment === undefined ? type : placeInSegment(type, segment, parser.target), parts };
}

/** Reads one specifier; false if the current token is none. */
function parseSpecifier(parser: Parser, progress: Progress): boolean {
  const token = parser.token;
  if (token.kind !== "identifier") {
    if (token.text !== "[" || parser.peek(1).text !== "[") return false;
    parseAttributes(parser, progress.parts);
    return true;
  }
  const hasType = progress.type !== undefined || progress.word !== undefined;
  const keyword = parser.keyword();
  if (keyword === undefined) return !hasType && parseTypedefName(parser, progress);
  if (keyword.role === "elsewhere") return false;
  // After `int`, a word that C17 leaves to programs is the name that is being declared: `typedef int bool;`.
  if (hasType && parser.isContextualKeyword(token.text) && (keyword.role === "basic" || isDeclared(parser)))
    return false;
  return parseKeyword(parser, keyword, progress);
}

/** Whether the word at the current token is what a declarator says and no more: `int thread_local;`. */
function isDeclared(parser: Parser): boolean {
  return /^[;,=)[:]$/.test(parser.peek(1).text);
}

function parseTypedefName(parser: Parser, progress: Progress): boolean {
  const name = parser.token.text;
  const typedef = parser.names.findTypedef(name);
  if (typedef === undefined) return false;
  parser.advance();
  progress.type = { kind: "typedef", name, typedef, qualifiers: noQualifiers };
  return true;
}

function parseKeyword(parser: Parser, keyword: Exclude<Keyword, { role: "elsewhere" }>, progress: Progress): boolean {
  const { parts } = progress;
  switch (keyword.role) {
    case "storage":
      // With `auto`, the others say where the object lives whose type is inferred (C23 6.7.2p2).
      // With `constexpr` one is said already, which another one may stand beside (C23 6.7.2p2).
      if (parts.storage !== "none" && parts.storage !== "auto" && keyword.storage !== "auto" && !parts.isConstexpr)
        throw parser.failure("expected no second storage class");
      parts.storage = keyword.storage;
      break;
    case "thread-local":
      parts.isThreadLocal = true;
      break;
    case "qualifier":
      progress.qualifierBits |= keyword.bits;
      if (keyword.isSegment === true) progress.segment = parser.token.text;
      break;
    case "constexpr":
      // Such an object has internal linkage (C23 6.2.2p3).
      if (parts.storage === "none") parts.storage = "static";
      progress.qualifierBits |= constBit;
      parts.isConstexpr = true;
      break;
    case "inline":
      parts.isInline = true;
      break;
    case "noreturn":
      (parts.attributes ??= {}).isNoreturn = true;
      break;
    case "convention":
      (parts.attributes ??= {}).convention = keyword.convention;
      break;
    case "attribute":
      parseAttributes(parser, parts);
      return true;
    case "basic":
      if (progress.type !== undefined) return false;
      if (!addWord(progress, keyword.word)) throw new ParseFailure(parser.token, noSuchType);
      break;
    default:
      return parseComplexSpecifier(parser, keyword.role, progress);
  }
  parser.advance();
  return true;
}

/** Adds a basic word; tells whether it goes with the words before it. */
function addWord(progress: Progress, word: BasicWord): boolean {
  if (progress.word === undefined) {
    progress.word = word;
    return true;
  }
  if (progress.words === undefined) {
    progress.words = new BasicWords();
    progress.words.add(progress.word);
  }
  return progress.words.add(word);
}

/** Reads a type specifier of several tokens. */
function parseComplexSpecifier(
  parser: Parser,
  role: "record" | "enum" | "typeof" | "atomic" | "bit-int" | "auto-type",
  progress: Progress,
): boolean {
  if (role === "atomic" && parser.peek(1).text !== "(") {
    parser.advance();
    progress.qualifierBits |= atomicBit;
    return true;
  }
  if (progress.type !== undefined || (progress.word !== undefined && role !== "bit-int")) return false;
  switch (role) {
    case "record":
      progress.type = parser.grammar.parseRecordSpecifier(parser);
      return true;
    case "enum":
      progress.type = parser.grammar.parseEnumSpecifier(parser);
      return true;
    case "typeof":
      progress.type = parseTypeof(parser);
      return true;
    case "atomic":
      parser.position += 2;
      progress.type = parser.grammar.parseTypeName(parser);
      progress.qualifierBits |= atomicBit;
      parser.expect(")", "to close _Atomic");
      return true;
    case "bit-int":
      progress.type = parseBitInt(parser);
      return true;
    case "auto-type":
      parser.advance();
      progress.type = inferType(parser);
      return true;
    default:
      return role satisfies never;
  }
}

/** @see C23 6.7.3.6 */
function parseTypeof(parser: Parser): DeclaredType {
  const keyword = parser.keyword();
  const isUnqualified = keyword?.role === "typeof" && keyword.isUnqualified;
  parser.advance();
  parser.expect("(", "after typeof");
  // GNU takes it in front of expressions, any number of times.
  while (parser.isAt("__extension__")) parser.advance();
  const start = parser.token;
  const type = parser.isTypeStart(start)
    ? parser.grammar.parseTypeName(parser)
    : parser.grammar.parseTypeofExpression(parser);
  parser.expect(")", "to close typeof");
  if (type !== undefined) return isUnqualified ? unqualifyType(resolveTypedefs(type)) : type;
  return unknownType(`typeof(${start.text}…)`, "the type of this expression is not known to the parser");
}

/**
 * Up to a limit a bit-precise integer is stored as the next power of two, and wider ones in words of the limit.
 *
 * @see C23 6.2.5 and 6.7.3.1; psABIs of AMD64 3.1.2, i386 2.1.1 and AArch64 (AAPCS64 5.1.1); for all others Clang
 */
function parseBitInt(parser: Parser): DeclaredType {
  parser.advance();
  parser.expect("(", "after _BitInt");
  const width = Number(parser.grammar.parseIntegerConstant(parser) ?? 0n);
  parser.expect(")", "to close _BitInt");
  const architecture = parser.target?.architecture;
  const limit = architecture === "arm64" ? 16 : architecture === "ia32" ? 4 : 8;
  const bytes = Math.max(1, Math.ceil(width / 8));
  const alignment = Math.min(2 ** Math.ceil(Math.log2(bytes)), limit);
  return {
    kind: "unsupported",
    text: `_BitInt(${width})`,
    reason: "bit-precise integers have no descriptor",
    byteLength: Math.ceil(bytes / alignment) * alignment,
    alignment,
    qualifiers: noQualifiers,
  };
}

/**
 * Gives the type of the value behind a name: `auto limit = 1ul;`.
 *
 * @see C23 6.7.10 (type inference); GNU's `__auto_type`
 */
function inferType(parser: Parser): DeclaredType {
  const start = parser.position;
  if (parser.token.kind !== "identifier" || parser.peek(1).text !== "=") {
    throw parser.failure("expected a name with a value, which the type follows from");
  }
  parser.position += 2;
  const type = parser.grammar.parseTypeofExpression(parser);
  parser.position = start;
  if (type !== undefined) return unqualifyType(decayType(resolveTypedefs(type)));
  return unknownType("auto", "the type of this value is not known to the parser");
}

function unknownType(text: string, reason: string): DeclaredType {
  return {
    kind: "unsupported",
    text,
    reason,
    byteLength: undefined,
    alignment: undefined,
    qualifiers: noQualifiers,
  };
}

function finishType(parser: Parser, progress: Progress): DeclaredType {
  const { type, word, words, qualifierBits } = progress;
  if ((qualifierBits & restrictBit) !== 0 && !parser.isAt(";") && !parser.isAt("}")) assertRestrictable(parser, type);
  if (type !== undefined) return qualifyType(type, qualifierBits);
  if (word !== undefined) {
    const basic = words === undefined ? typeOfWord(word, qualifierBits) : words.toType(qualifierBits);
    if (basic === undefined) throw new ParseFailure(parser.previous ?? parser.token, noSuchType);
    return basic;
  }
  const { token } = parser;
  if (progress.parts.storage === "auto" && token.kind === "identifier" && parser.peek(1).text === "=") {
    return qualifyType(inferType(parser), qualifierBits);
  }
  if (isImplicitInt(parser, progress)) {
    warnOfNoType(parser);
    return qualifierBits === 0 ? intType : { ...intType, qualifiers: qualifiersFromBits(qualifierBits) };
  }
  if (token.kind !== "identifier" || parser.keyword() !== undefined) throw parser.failure("expected a type");
  throw parser.failure("expected a type", { code: "cparser/unknown-type", unknownName: token.text });
}

/** Attributes may stand alone, `[[vendor::mark]];`, and `static;` declares nothing. */
function warnOfNoType(parser: Parser): void {
  const { token, previous } = parser;
  const isNothing = parser.isAt(";");
  if (isNothing && (previous === undefined || previous.text === "]" || previous.text === ")")) return;
  const message = isNothing
    ? "this declares nothing"
    : `${describeToken(token)} is declared without a type; C89 takes int`;
  parser.warn(isNothing ? (previous ?? token) : token, "cparser/implicit-int", message);
}

/** Of types that a prototype uses by name nothing is known but that. */
const restrictable: ReadonlySet<DeclaredType["kind"]> = new Set(["pointer", "array", "va-list", "unsupported"]);

/** @see C17 6.7.3p2 */
function assertRestrictable(parser: Parser, type: DeclaredType | undefined): void {
  const isNameOnly = type?.kind === "typedef" && !parser.grammar.isWholeUnit;
  if (isNameOnly || (type !== undefined && restrictable.has(resolveTypedefs(type).kind))) return;
  throw new ParseFailure(parser.previous ?? parser.token, "only pointers can be restrict");
}

/**
 * `f();`, `static x;` and `const *y;` declare an `int` in C89, which compilers accept up to GCC 13. A parameter `const x` is taken
 * for a type that nobody declared: to have it passed as an `int` would be worse than to leave the function out. Prototypes that a
 * program writes as strings say what they mean.
 */
function isImplicitInt(parser: Parser, progress: Progress): boolean {
  const { parts, qualifierBits, place } = progress;
  const { token } = parser;
  const isSpecified = parts.storage !== "none" || qualifierBits !== 0 || parts.isInline || parts.isThreadLocal;
  if (!parser.grammar.isWholeUnit || (!isSpecified && parts.attributes === undefined && place !== "file")) return false;
  if (token.kind === "punctuator")
    return isSpecified || parser.isAt(";") ? endsSpecifiers.has(token.text) : startsName(parser);
  if (token.kind !== "identifier" || parser.keyword() !== undefined || place === "inside") return false;
  const next = parser.peek(1);
  return startsSuffix.has(next.text) || (place === "file" && parser.keywordOf(next)?.role === "attribute");
}

const endsSpecifiers: ReadonlySet<string> = new Set(["*", "(", ")", ",", ";", "}"]);
const startsSuffix: ReadonlySet<string> = new Set([";", "=", ",", "[", "("]);

/** Whether a `*` or `(` at the current token leads to a name: `*p;`, `(f)(void);`. */
function startsName(parser: Parser): boolean {
  if (!parser.isAt("*") && !parser.isAt("(")) return false;
  let distance = distanceBehindAttributes(parser, 1);
  while (/^[*(]$/.test(parser.peek(distance).text) || parser.keywordOf(parser.peek(distance))?.role === "qualifier")
    distance = distanceBehindAttributes(parser, distance + 1);
  const name = parser.peek(distance);
  const next = parser.peek(distance + 1).text;
  if (name.kind !== "identifier" || parser.keywordOf(name) !== undefined) return false;
  return next === ")" || startsSuffix.has(next);
}
