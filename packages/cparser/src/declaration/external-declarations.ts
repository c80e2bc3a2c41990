/**
 * Declarations at file scope: typedefs, functions, variables, and what stands between them.
 *
 * @see C17 6.9 (external definitions)
 */
import { spanOfToken } from "../lex/token.ts";
import { assertNestable } from "./typedef-nesting.ts";
import type { Token } from "../lex/token.ts";
import { parseInitializer } from "../evaluate/evaluate-expression.ts";
import { noAttributes, parseAttributes } from "./attributes.ts";
import type { DeclarationParts } from "./declaration-parts.ts";
import { parseDeclarator } from "./declarators.ts";
import type { Declarator } from "./declarators.ts";
import type { FunctionDeclaration, Storage, TypedefDeclaration, VariableDeclaration } from "./model.ts";
import type { Parser } from "./parser.ts";
import type { Mutable } from "./scope.ts";
import { parseSpecifiers } from "./specifiers.ts";
import { skipStaticAssert } from "./static-assert.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredFunction, DeclaredType } from "./type-model.ts";
import { documentationOf } from "./unit-builder.ts";
import type { UnitBuilder } from "./unit-builder.ts";

/** Parses one declaration, which may declare several names. */
export function parseExternalDeclaration(parser: Parser, unit: UnitBuilder): void {
  if (parser.accept(";") || skipStaticAssert(parser) || skipFileScopeAsm(parser)) return;
  const first = parser.token;
  const declared = unit.declarations.length;
  const { type, parts } = parseSpecifiers(parser);
  if (parser.isAt(";")) {
    parser.advance();
    documentNewTypes(unit, declared, documentationOf(first.doc, parser));
    return;
  }
  const entities: { doc: string | undefined }[] = [];
  do {
    const declaratorParts = parts.copy();
    const declarator = parseDeclarator(parser, type, { parts: declaratorParts, name: "required" });
    const context = { parser, unit, first, declarator, parts: declaratorParts };
    const entity = declareName(context);
    entities.push(entity);
    if (entity.kind === "function" && entities.length === 1 && skipFunctionBody(parser)) {
      entity.hasBody = true;
      finishDocs(entities, documentationOf(first.doc, parser));
      return;
    }
  } while (parser.accept(","));
  parser.expect(";", "after a declaration");
  const doc = documentationOf(first.doc, parser);
  finishDocs(entities, doc);
  documentNewTypes(unit, declared, doc);
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
  const isAsm = parser.isAt("asm") || parser.isAt("__asm__") || parser.isAt("__asm");
  if (!isAsm || parser.peek(1).text !== "(") return false;
  parser.advance();
  parser.skipBalanced();
  parser.accept(";");
  return true;
}

/** Goes past the body of a function, and the K&R declarations in front of it. */
function skipFunctionBody(parser: Parser): boolean {
  if (!parser.isAt("{")) {
    if (parser.isAt(";") || parser.isAt(",") || parser.isAt("=") || !parser.isTypeStart(parser.token)) return false;
    while (!parser.isAt("{") && !parser.isAtEnd()) parser.advance();
  }
  parser.skipBalanced();
  return true;
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
  const { declarator, parts } = context;
  if (parts.storage === "typedef") return declareTypedef(context);
  const resolved = resolveTypedefs(declarator.type);
  return resolved.kind === "function" ? declareFunction(context, resolved) : declareVariable(context);
}

function declareTypedef(context: DeclarationContext): Mutable<TypedefDeclaration> {
  const { unit, declarator, parts, first } = context;
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
  // C11 allows repeating a typedef; the first one stays.
  if (unit.scope.typedefs.has(place.text)) return typedef;
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
  const { unit, declarator, parts, first } = context;
  const place = declarator.name ?? first;
  const name = place.text;
  const known = unit.functions.get(name);
  if (known !== undefined) {
    mergeFunction(known, type, parts);
    return known;
  }
  const declaration: Mutable<FunctionDeclaration> = {
    kind: "function",
    name,
    type,
    typedefName: declarator.type.kind === "typedef" ? declarator.type.name : undefined,
    storage: storageOf(parts),
    isInline: parts.isInline,
    hasBody: false,
    symbol: parts.asmLabel ?? unit.externalNames.get(name) ?? name,
    span: spanOfToken(place),
    doc: undefined,
    attributes: parts.attributes ?? noAttributes,
  };
  unit.functions.set(name, declaration);
  unit.scope.ordinary.set(name, { kind: "function", type, value: undefined });
  unit.declarations.push(declaration);
  return declaration;
}

/** A further declaration adds what the ones before it did not say. */
function mergeFunction(known: Mutable<FunctionDeclaration>, type: DeclaredFunction, parts: DeclarationParts): void {
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
  let declaration = unit.variables.get(name);
  if (declaration === undefined) {
    declaration = {
      kind: "variable",
      name,
      type: declarator.type,
      storage: storageOf(parts),
      isThreadLocal: parts.isThreadLocal,
      hasInitializer: false,
      value: undefined,
      symbol: parts.asmLabel ?? unit.externalNames.get(name) ?? name,
      span: spanOfToken(place),
      doc: undefined,
      attributes: parts.attributes ?? noAttributes,
    };
    unit.variables.set(name, declaration);
    unit.declarations.push(declaration);
  } else if (isIncompleteArray(declaration.type)) {
    declaration.type = declarator.type;
  }
  unit.scope.ordinary.set(name, { kind: "variable", type: declaration.type, value: undefined });
  if (parser.accept("=")) {
    declaration.hasInitializer = true;
    declaration.value = parseInitializer(parser, declarator.type, unit.target);
  }
  parseAttributes(parser, parts);
  return declaration;
}

function isIncompleteArray(type: DeclaredType): boolean {
  return type.kind === "array" && type.length === null;
}

function storageOf(parts: DeclarationParts): Storage {
  return parts.storage === "typedef" ? "none" : parts.storage;
}
