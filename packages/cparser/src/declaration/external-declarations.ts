/**
 * Declarations at file scope: typedefs, functions, variables, and what stands between them.
 *
 * @see C17 6.9 (external definitions)
 */
import { spanOfToken } from "../lex/token.ts";
import { assertNestable } from "./typedef-nesting.ts";
import type { Token } from "../lex/token.ts";
import { parseInitializer } from "../evaluate/evaluate-expression.ts";
import type { Initializer } from "../evaluate/evaluate-expression.ts";
import { noAttributes, parseAttributes } from "./attributes.ts";
import type { DeclarationParts } from "./declaration-parts.ts";
import { parseDeclarator } from "./declarators.ts";
import { typeOfDefinition } from "./definition-parameters.ts";
import type { Declarator } from "./declarators.ts";
import type { FunctionDeclaration, Storage, TypedefDeclaration, VariableDeclaration } from "./model.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { layOutRecord } from "./member-layout.ts";
import type { Mutable, MutableRecord } from "./scope.ts";
import { parseSpecifiers } from "./specifiers.ts";
import { findKnownName, reportConflict, reportLinkage, reportSecondDefinition } from "./report-conflict.ts";
import { parseStaticAssert } from "./static-assert.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredFunction, DeclaredType } from "./type-model.ts";
import { documentationOf } from "./unit-builder.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** What may start something that declares nothing. */
const oddStarts: ReadonlySet<string> = new Set(
  "; __extension__ _Static_assert static_assert asm __asm__ __asm".split(" "),
);

/** Parses one declaration, which may declare several names. */
export function parseExternalDeclaration(parser: Parser, unit: UnitBuilder): void {
  const first = parser.token;
  if (oddStarts.has(first.text) && (parser.accept(";") || parseStaticAssert(parser) || skipFileScopeAsm(parser)))
    return;
  const declared = unit.declarations.length;
  parser.identifierList = undefined;
  const { type, parts } = parseSpecifiers(parser, "file");
  if (parser.isAt(";")) {
    parser.advance();
    if (unit.target.recordRules === "microsoft") alignNewRecord(parser, unit, { type, parts, first });
    documentNewTypes(unit, declared, documentationOf(first.doc, parser, needsDocumentation(parser, unit, declared)));
    return;
  }
  const entities: { doc: string | undefined }[] = [];
  const { isPlain } = parts;
  do {
    const declaratorParts = isPlain && entities.length === 0 ? parts : parts.copy(isPlain);
    const declarator = parseDeclarator(parser, type, { parts: declaratorParts, name: "required" });
    const context = { parser, unit, first, declarator, parts: declaratorParts };
    const entity = declareName(context);
    entities.push(entity);
    const end = parser.position;
    if (entity.kind === "function" && entities.length === 1 && reachFunctionBody(parser)) {
      entity.hasBody = true;
      if (!entity.type.hasPrototype) entity.type = typeOfDefinition(parser, entity.type, end);
      parser.skipBalanced();
      reportSecondBody(context, entity);
      finishDocs(entities, documentationOf(first.doc, parser));
      return;
    }
  } while (parser.accept(","));
  expectEnd(parser);
  const doc = documentationOf(first.doc, parser, needsDocumentation(parser, unit, declared));
  finishDocs(entities, doc);
  documentNewTypes(unit, declared, doc);
}

/** Expects the `;`. Where a new declaration stands in its place, nothing is lost. */
function expectEnd(parser: Parser): void {
  if (parser.accept(";")) return;
  const failure = parser.failure('expected ";" after a declaration');
  const { token, previous } = parser;
  if (previous === undefined || !token.startsLine || !parser.isTypeStart(token)) throw failure;
  const span = spanOfToken(previous);
  parser.diagnostics.push({ code: failure.code, severity: "error", message: 'expected ";" behind this', span });
}

/** Microsoft's `__declspec(align(16)) struct s { … };` speaks of the struct, where nothing else is declared. */
function alignNewRecord(
  parser: Parser,
  unit: UnitBuilder,
  { type, parts, first }: { readonly type: DeclaredType; readonly parts: DeclarationParts; readonly first: Token },
): void {
  const { alignment } = parts.attributes ?? {};
  if (alignment === undefined || type.kind !== "record" || type.record.members === null) return;
  const { file, start } = spanOfToken(first);
  // One that was defined before is only named here.
  if (type.record.span.file !== file || type.record.span.start < start) return;
  // The type holds what the parser made: it may still be completed.
  const record = type.record as MutableRecord;
  record.attributes = { ...record.attributes, alignment: Math.max(alignment, record.attributes.alignment ?? 0) };
  layOutRecord(record, type.record.members, { parser, target: unit.target, keyword: first });
}

/** A type that is only declared so far may be defined where somebody asks for its documentation. */
function needsDocumentation({ isDocumented }: Parser, { declarations }: UnitBuilder, start: number): boolean {
  if (isDocumented) return true;
  const outermost = declarations[start];
  return (
    (outermost?.kind === "record" && outermost.members === null) ||
    (outermost?.kind === "enum" && outermost.enumerators === null)
  );
}

/** A declaration that defines a type documents it too. */
function documentNewTypes(unit: UnitBuilder, start: number, doc: string | undefined): void {
  const outermost = unit.declarations[start];
  if (outermost?.kind !== "record" && outermost?.kind !== "enum") return;
  // The list holds what the parser made: it may still be completed.
  if (outermost.doc === undefined) (outermost as { doc: string | undefined }).doc = doc;
}

function finishDocs(entities: readonly { doc: string | undefined }[], doc: string | undefined): void {
  for (const entity of entities) entity.doc ??= doc;
}

/** `asm("…");` outside of functions. */
function skipFileScopeAsm(parser: Parser): boolean {
  if (!/^(?:asm|__asm(?:__)?)$/.test(parser.token.text) || parser.keyword() === undefined) return false;
  let distance = 1;
  // Clang takes these outside of functions, too.
  while (/^(?:volatile|__volatile__|__volatile|inline|goto)$/.test(parser.peek(distance).text)) distance++;
  if (parser.peek(distance).text !== "(") return false;
  parser.position += distance;
  parser.skipBalanced();
  parser.accept(";");
  return true;
}

/** Goes to the body of a function, past the K&R declarations in front of it; false if there is none. */
function reachFunctionBody(parser: Parser): boolean {
  return parser.isAt("{") || skipParameterDeclarations(parser);
}

/** More tokens than the parameters of any K&R definition have. */
const maximumParameterTokens = 4096;

/**
 * Goes past the declarations behind `f(a, b)`, each of which declares one of these names. Anything else shows that a `;` is missing,
 * or that this was a macro.
 */
function skipParameterDeclarations(parser: Parser): boolean {
  const start = parser.position;
  const names = parser.identifierList;
  if (names === undefined || !parser.isTypeStart(parser.token)) return false;
  while (!parser.isAt("{")) {
    let isParameter = false;
    while (!parser.isAt(";") && !parser.isAtEnd() && parser.position - start < maximumParameterTokens) {
      isParameter ||= names.has(parser.token.text);
      if (parser.isAt("{")) parser.skipBalanced();
      else parser.advance();
    }
    if (!parser.accept(";") || !isParameter) {
      parser.position = start;
      return false;
    }
  }
  return true;
}

/** A function is defined once, but an inline copy of it that GNU's `extern inline` gives does not count. */
function reportSecondBody(
  { parser, unit, declarator, parts, first }: DeclarationContext,
  entity: FunctionDeclaration,
): void {
  const { name, span } = entity;
  const isCopy = parts.isInline && parts.storage === "extern" && parts.attributes?.isGnuInline === true;
  const before = unit.bodies.get(name);
  if (before === undefined || (before === "copy" && !isCopy)) unit.bodies.set(name, isCopy ? "copy" : "definition");
  else reportSecondDefinition(parser, declarator.name ?? first, span);
}

interface DeclarationContext {
  readonly parser: Parser;
  readonly unit: UnitBuilder;
  readonly first: Token;
  readonly declarator: Declarator;
  readonly parts: DeclarationParts;
}

type Entity = Mutable<TypedefDeclaration> | Mutable<FunctionDeclaration> | Mutable<VariableDeclaration>;

function declareName(context: DeclarationContext): Entity {
  const { declarator, parts, first } = context;
  const resolved = resolveTypedefs(declarator.type);
  if (parts.isThreadLocal && (parts.storage === "typedef" || resolved.kind === "function"))
    throw new ParseFailure(first, "only variables are thread-local");
  if (parts.storage === "typedef") return declareTypedef(context);
  // GNU's own meaning of the word, before C99 had it.
  if (parts.isInline && context.unit.standard.year < 1999) (parts.attributes ??= {}).isGnuInline = true;
  return resolved.kind === "function" ? declareFunction(context, resolved) : declareVariable(context);
}

function declareTypedef(context: DeclarationContext): Mutable<TypedefDeclaration> {
  const { parser, unit, declarator, parts, first } = context;
  const place = declarator.name ?? first;
  const typedef: Mutable<TypedefDeclaration> = {
    kind: "typedef",
    name: place.text,
    type: declarator.type,
    span: spanOfToken(place),
    doc: undefined,
    attributes: parts.attributes ?? noAttributes,
  };
  nameType(declarator.type, place.text);
  assertNestable(typedef, place);
  const known = findKnownName(unit, place.text);
  // C11 allows repeating a typedef; the first one stays.
  if (reportConflict(parser, known, { kind: "typedef", type: declarator.type, place }) || known !== undefined) {
    return typedef;
  }
  unit.scope.typedefs.set(place.text, typedef);
  unit.declarations.push(typedef);
  return typedef;
}

/** `typedef struct { … } Name;` names the struct. */
function nameType(type: DeclaredType, name: string): void {
  const entity = type.kind === "record" ? type.record : type.kind === "enum" ? type.enumeration : undefined;
  if (entity !== undefined && entity.name === undefined) (entity as { name: string | undefined }).name = name;
}

function declareFunction(context: DeclarationContext, type: DeclaredFunction): Mutable<FunctionDeclaration> {
  const { parser, unit, declarator, parts, first } = context;
  const place = declarator.name ?? first;
  const name = place.text;
  const before = findKnownName(unit, name);
  const known = unit.functions.get(name);
  const isConflict = reportConflict(parser, before, { kind: "function", type, place });
  if (known !== undefined) {
    const isOther = isConflict || reportLinkage(parser, known, { storage: storageOf(parts), place });
    if (!isOther) mergeFunction(known, type, parts);
    return known;
  }
  const declaration: Mutable<FunctionDeclaration> = {
    kind: "function",
    name,
    type,
    typedefName: declarator.type.kind === "typedef" ? declarator.type.name : undefined,
    storage: storageOf(parts),
    isInline: parts.isInline,
    isRedeclared: false,
    hasBody: false,
    symbol: parts.asmLabel ?? unit.externalNames.get(name) ?? name,
    span: spanOfToken(place),
    doc: undefined,
    attributes: parts.attributes ?? noAttributes,
  };
  if (isConflict) return declaration;
  unit.functions.set(name, declaration);
  unit.scope.ordinary.set(name, { kind: "function", type, value: undefined, attributes: declaration.attributes });
  unit.declarations.push(declaration);
  return declaration;
}

/** A further declaration adds what the ones before it did not say. */
function mergeFunction(known: Mutable<FunctionDeclaration>, type: DeclaredFunction, parts: DeclarationParts): void {
  known.isRedeclared = true;
  known.isInline ||= parts.isInline;
  if (known.storage === "none") known.storage = storageOf(parts);
  if (parts.attributes !== undefined) known.attributes = { ...parts.attributes, ...known.attributes };
  if (parts.asmLabel !== undefined) known.symbol = parts.asmLabel;
  const hasNames = known.type.parameters.some((parameter) => parameter.name !== undefined);
  if (type.hasPrototype && (!known.type.hasPrototype || !hasNames)) known.type = type;
}

function declareVariable(context: DeclarationContext): Mutable<VariableDeclaration> {
  const { parser, unit, declarator, parts, first } = context;
  const place = declarator.name ?? first;
  const name = place.text;
  const known = findKnownName(unit, name);
  const isConflict = reportConflict(parser, known, { kind: "variable", type: declarator.type, place });
  let declaration = unit.variables.get(name);
  if (declaration !== undefined && !isConflict)
    reportLinkage(parser, declaration, { storage: storageOf(parts), place });
  if (declaration === undefined) {
    declaration = {
      kind: "variable",
      name,
      type: declarator.type,
      storage: storageOf(parts),
      isThreadLocal: parts.isThreadLocal,
      hasInitializer: false,
      value: undefined,
      isBeyondNumbers: false,
      symbol: parts.asmLabel ?? unit.externalNames.get(name) ?? name,
      span: spanOfToken(place),
      doc: undefined,
      attributes: parts.attributes ?? noAttributes,
    };
    if (!isConflict) unit.variables.set(name, declaration);
    if (!isConflict) unit.declarations.push(declaration);
  } else if (!isConflict && isIncompleteArray(declaration.type)) {
    declaration.type = declarator.type;
  }
  const { attributes } = declaration;
  if (!isConflict)
    unit.scope.ordinary.set(name, { kind: "variable", type: declaration.type, value: undefined, attributes });
  if (parser.accept("=")) {
    const initializer = parseInitializer(parser, declarator.type, unit.target);
    if (!declaration.hasInitializer) initialize(context, declaration, initializer);
    else if (!isConflict) reportSecondDefinition(parser, place, declaration.span);
  }
  parseAttributes(parser, parts);
  return declaration;
}

function initialize(
  { unit, parts }: DeclarationContext,
  declaration: Mutable<VariableDeclaration>,
  { value, isBeyondNumbers, type }: Initializer,
): void {
  declaration.hasInitializer = true;
  declaration.value = value;
  declaration.isBeyondNumbers = isBeyondNumbers;
  if (parts.isConstexpr) nameConstant(unit, declaration);
  if (isIncompleteArray(declaration.type)) setType(unit, declaration, type);
}

/** A `constexpr` number can stand wherever C wants a constant of its type (C23 6.6p8). */
function nameConstant(unit: UnitBuilder, { name, type, value }: VariableDeclaration): void {
  if (value?.kind === "integer" || value?.kind === "float")
    unit.scope.ordinary.set(name, { kind: "variable", type, value: value.value });
}

function setType(unit: UnitBuilder, declaration: Mutable<VariableDeclaration>, type: DeclaredType): void {
  declaration.type = type;
  unit.scope.ordinary.set(declaration.name, { kind: "variable", type, value: undefined });
}

function isIncompleteArray(type: DeclaredType): boolean {
  const resolved = resolveTypedefs(type);
  return resolved.kind === "array" && resolved.length === null;
}

function storageOf(parts: DeclarationParts): Storage {
  return parts.storage === "typedef" ? "none" : parts.storage;
}
