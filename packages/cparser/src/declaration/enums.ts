/**
 * Enums. Which integer type stands behind one is `@koine/ctypes`'s `computeEnumLayout`, unless it is declared (C23).
 *
 * @see C17 6.7.2.2, C23 6.7.3.3
 */
import { computeEnumLayout } from "@koine/ctypes";
import type { EnumLayout, Target } from "@koine/ctypes";
import { cleanDocComment } from "../lex/doc-comment.ts";
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { parseIntegerConstant, uncertainCode, uncertainNumbers } from "../evaluate/evaluate-expression.ts";
import { isGccTarget } from "../predefined/gcc-target.ts";
import { noAttributes, parseAttributes } from "./attributes.ts";
import { integerType, intType } from "./basic-types.ts";
import { DeclarationParts } from "./declaration-parts.ts";
import type { EnumeratorDeclaration } from "./model.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import type { TagPlace } from "./prototype-scope.ts";
import { noQualifiers } from "./qualifiers.ts";
import { acceptTag } from "./records.ts";
import { haveSameEnumerators } from "./same-content.ts";
import { findKnownName, reportConflict } from "./report-conflict.ts";
import type { Mutable, MutableEnum } from "./scope.ts";
import { parseSpecifiers } from "./specifiers.ts";
import { layoutOfType, resolveTypedefs } from "./type-layout.ts";
import type { DeclaredEnum, DeclaredInteger, DeclaredType } from "./type-model.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** Parses from `enum`. */
export function parseEnumSpecifier(parser: Parser, unit: UnitBuilder): DeclaredEnum {
  const keyword = parser.advance();
  const parts = new DeclarationParts();
  parseAttributes(parser, parts);
  const tag = acceptTag(parser);
  const hasBase = parser.isAt(":") && parser.isTypeStart(parser.peek(1));
  if (tag === undefined && !hasBase && !parser.isAt("{")) throw parser.failure('expected a tag or "{" after "enum"');
  const enumeration = findOrDeclare({ parser, unit }, keyword, tag);
  if (hasBase) {
    parser.advance();
    const { type } = parseSpecifiers(parser);
    if (enumeration.hasDeclaredBase && !isBase(enumeration, resolveTypedefs(type))) {
      throw new ParseFailure(tag ?? keyword, `enum ${enumeration.tag} has another type here`, {
        code: "cparser/redeclared-tag",
        related: [{ message: "first declared here", span: enumeration.span }],
      });
    }
    setBase(enumeration, type, unit.target);
  }
  if (parser.isAt("{")) parseBody(parser, unit, { enumeration, parts, keyword, tag });
  return { kind: "enum", enumeration, qualifiers: noQualifiers };
}

function findOrDeclare({ parser, unit }: TagPlace, keyword: Token, tag: Token | undefined): MutableEnum {
  const known = unit.prototypes.findTag(tag, "enum", { parser, unit });
  if (known !== undefined) {
    if (known.kind === "enum") return known;
    throw new ParseFailure(tag ?? keyword, `"${known.tag}" is declared as another kind of tag`, {
      code: "cparser/redeclared-tag",
      related: [{ message: "first declared here", span: known.span }],
    });
  }
  const enumeration: MutableEnum = {
    kind: "enum",
    tag: tag?.text,
    name: tag?.text,
    enumerators: null,
    // GNU C allows a reference before the definition, and takes it for the smallest case.
    ...baseOfLayout({ byteLength: 4, alignment: 4, isSigned: unit.target.isEnumAlwaysInt }, unit.target),
    hasDeclaredBase: false,
    span: spanOfToken(tag ?? keyword),
    doc: undefined,
    attributes: noAttributes,
  };
  if (tag !== undefined) unit.scope.tags.set(tag.text, enumeration);
  unit.prototypes.noteType(enumeration, parser);
  unit.declarations.push(enumeration);
  return enumeration;
}

function setBase(enumeration: MutableEnum, type: DeclaredType, target: Target): void {
  const resolved = resolveTypedefs(type);
  if (resolved.kind !== "integer" && resolved.kind !== "bool") return;
  enumeration.baseType = resolved;
  enumeration.layout = layoutOfType(resolved, target) ?? enumeration.layout;
  enumeration.hasDeclaredBase = true;
}

function isBase({ baseType }: MutableEnum, type: DeclaredType): boolean {
  return baseType.kind === "integer"
    ? type.kind === "integer" && type.name === baseType.name
    : type.kind === baseType.kind;
}

interface EnumBody {
  readonly enumeration: MutableEnum;
  readonly parts: DeclarationParts;
  readonly keyword: Token;
  readonly tag: Token | undefined;
}

function parseBody(parser: Parser, unit: UnitBuilder, body: EnumBody): void {
  const { enumeration, parts, keyword, tag } = body;
  if (enumeration.enumerators !== null) return parseAgain(parser, unit, body);
  enumeration.span = spanOfToken(tag ?? keyword);
  if (parser.parameterLists > 0) enumeration.isInParameterList = true;
  if (keyword.doc !== undefined && parser.isDocumented) enumeration.doc = cleanDocComment(keyword.doc);
  parser.expect("{", "before the enumerators");
  const enumerators = parseEnumerators(parser, unit, enumeration);
  const last = enumerators.at(-1);
  if (last !== undefined) last.doc ??= docBehind(parser);
  parser.expect("}", 'or "," after an enumerator');
  parseAttributes(parser, parts);
  if (parts.attributes !== undefined) enumeration.attributes = parts.attributes;
  enumeration.enumerators = enumerators;
  finishEnum(enumeration, enumerators, unit);
}

/** C23 takes a definition that says the same again. */
function parseAgain(parser: Parser, unit: UnitBuilder, body: EnumBody): void {
  const { enumeration, keyword, tag } = body;
  const failure = new ParseFailure(tag ?? keyword, `enum ${enumeration.tag} is defined twice`, {
    code: "cparser/redefined-tag",
    related: [{ message: "first defined here", span: enumeration.span }],
  });
  if (!parser.isC23) throw failure;
  const again: MutableEnum = { ...enumeration, enumerators: null, attributes: noAttributes };
  unit.redefine(() => parseBody(parser, unit, { ...body, enumeration: again }));
  if (!haveSameEnumerators(enumeration, again)) throw failure;
}

/** Reads up to the `}`. That an enum whose enumerators cannot be read is not complete is no further mistake. */
function parseEnumerators(
  parser: Parser,
  unit: UnitBuilder,
  enumeration: MutableEnum,
): readonly Mutable<EnumeratorDeclaration>[] {
  const enumerators: Mutable<EnumeratorDeclaration>[] = [];
  unit.failedTypes.add(enumeration);
  if (parser.isAt("}")) throw parser.failure("expected the name of an enumerator");
  let next: EnumeratorValue | undefined = { type: intType, value: 0n };
  while (!parser.isAt("}")) {
    const place = parser.token;
    const parsed = parseEnumerator(parser, unit, next);
    next = parsed && { type: parsed.type, value: parsed.enumerator.value + 1n };
    if (parsed === undefined) {
      if (!parser.accept(",")) break;
      continue;
    }
    const { enumerator, type } = parsed;
    const isKnown = isRepeated(unit, enumerator);
    if (isKnown || !reportConflict(parser, findKnownName(unit, place.text), { kind: "enumerator", type, place })) {
      enumerators.push(enumerator);
      unit.prototypes.noteEnumerator(enumerator.name, enumeration, parser);
      unit.scope.ordinary.set(enumerator.name, { kind: "enumerator", type, value: enumerator.value });
    }
    if (!parser.accept(",")) break;
    enumerator.doc ??= docBehind(parser);
  }
  return enumerators;
}

/** Whether an enumerator of a type that is defined again has the value that it had before. */
function isRepeated({ redefinitions, scope }: UnitBuilder, { name, value }: EnumeratorDeclaration): boolean {
  if (redefinitions === 0) return false;
  const known = scope.ordinary.get(name);
  return known?.kind === "enumerator" && known.value === value;
}

function docBehind(parser: Parser): string | undefined {
  const raw = parser.previous?.trailingDoc;
  return raw === undefined || !parser.isDocumented ? undefined : cleanDocComment(raw);
}

interface EnumeratorValue {
  readonly type: DeclaredType;
  readonly value: bigint;
}

/** Gives nothing for one whose value is not known, which is no mistake of the header; `next` is the value of one that does not state it. */
function parseEnumerator(
  parser: Parser,
  unit: UnitBuilder,
  next: EnumeratorValue | undefined,
): { readonly enumerator: Mutable<EnumeratorDeclaration>; readonly type: DeclaredType } | undefined {
  const name = parser.token;
  if (name.kind !== "identifier" || (parser.keyword() !== undefined && !parser.isContextualKeyword(name.text)))
    throw parser.failure("expected the name of an enumerator");
  parser.advance();
  let attributes = noAttributes;
  if (parser.token.kind !== "punctuator" || parser.isAt("[")) {
    const parts = new DeclarationParts();
    parseAttributes(parser, parts);
    attributes = parts.attributes ?? noAttributes;
  }
  const constant = parser.accept("=") ? parseValue(parser, unit.target) : next;
  if (constant === undefined) {
    parser.warn(name, uncertainCode, `the value of ${name.text} depends on ${uncertainNumbers}: it is left out`);
    return undefined;
  }
  const { type, value } = constant;
  const enumerator = {
    name: name.text,
    value,
    span: spanOfToken(name),
    doc: name.doc === undefined || !parser.isDocumented ? undefined : cleanDocComment(name.doc),
    attributes,
  };
  return { enumerator, type: isInt(value) ? intType : type };
}

/** Gives nothing if the value depends on what is not known here. */
function parseValue(parser: Parser, target: Target): EnumeratorValue | undefined {
  const start = parser.token;
  try {
    const constant = parseIntegerConstant(parser, target);
    if (constant !== undefined) return constant;
  } catch (error) {
    if (error instanceof ParseFailure && error.code === uncertainCode) return undefined;
    throw error;
  }
  throw new ParseFailure(start, "the value of an enumerator must be an integer constant");
}

/** Whether an `int` holds a value: it has 32 bits on all targets. */
function isInt(value: bigint): boolean {
  return value <= 0x7fff_ffffn && value >= -0x8000_0000n;
}

function finishEnum(
  enumeration: MutableEnum,
  enumerators: readonly Mutable<EnumeratorDeclaration>[],
  unit: UnitBuilder,
): void {
  const { target } = unit;
  if (!enumeration.hasDeclaredBase) {
    const { isPacked } = enumeration.attributes;
    const layout = computeEnumLayout({ values: enumerators.map(({ value }) => value), isPacked }, target);
    Object.assign(enumeration, baseOfLayout(layout, target));
  }
  const { alignment } = enumeration.attributes;
  // GCC takes the attribute, and does nothing about it.
  if (alignment !== undefined && !isGccTarget(target)) enumeration.layout = { ...enumeration.layout, alignment };
  const { baseType } = enumeration;
  if (baseType.kind === "bool") return;
  // One that fits was known as an int from the beginning.
  if (!target.isEnumAlwaysInt && !enumeration.hasDeclaredBase && enumerators.every(({ value }) => isInt(value))) return;
  for (const enumerator of enumerators) {
    if (target.isEnumAlwaysInt && !enumeration.hasDeclaredBase) enumerator.value = BigInt.asIntN(32, enumerator.value);
    // An enumerator that fits is an int, any other has the type of its enum.
    const doesFitInt = isInt(enumerator.value);
    const type: DeclaredType = doesFitInt && !enumeration.hasDeclaredBase ? intType : baseType;
    unit.scope.ordinary.set(enumerator.name, { kind: "enumerator", type, value: enumerator.value });
  }
}

function baseOfLayout(layout: EnumLayout, target: Target): Pick<MutableEnum, "baseType" | "layout"> {
  const { byteLength, alignment } = layout;
  return { baseType: integerOf(layout, target), layout: { byteLength, alignment } };
}

function integerOf(layout: EnumLayout, target: Target): DeclaredInteger {
  const { isSigned } = layout;
  switch (layout.byteLength) {
    case 1:
      return integerType(isSigned ? "signed char" : "unsigned char");
    case 2:
      return integerType(isSigned ? "short" : "unsigned short");
    case 4:
      return integerType(isSigned ? "int" : "unsigned int");
    case 8:
      if (target.long.byteLength === 8) return integerType(isSigned ? "long" : "unsigned long");
      return integerType(isSigned ? "long long" : "unsigned long long");
    default:
      return layout.byteLength satisfies never;
  }
}
