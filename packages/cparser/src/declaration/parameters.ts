/**
 * Parameter lists of function declarators.
 *
 * @see C17 6.7.6.3 (function declarators)
 */
import type { Token } from "../lex/token.ts";
import { distanceBehindAttributes } from "./attributes.ts";
import { decayType, lengthBeforeDecay } from "./decay-type.ts";
import type { DeclarationParts } from "./declaration-parts.ts";
import { startsFirstColumn } from "./next-declaration.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";
import { parseSpecifiers } from "./specifiers.ts";
import { resolveTypedefs } from "./type-layout.ts";
import type { DeclaredFunction, DeclaredType, Parameter } from "./type-model.ts";

/** What a parameter list says about a function type. */
export type ParameterList = Pick<DeclaredFunction, "parameters" | "isVariadic" | "hasPrototype">;

/** Reads the declarator of a parameter: supplied by `declarators.ts`, which is built on this file. */
export type ParseParameterDeclarator = (
  parser: Parser,
  base: DeclaredType,
  parts: DeclarationParts,
) => { readonly name: Token | undefined; readonly type: DeclaredType };

const noPrototype: ParameterList = { parameters: [], isVariadic: false, hasPrototype: false };
const noParameters: ParameterList = { parameters: [], isVariadic: false, hasPrototype: true };

/** Reads from `(` to the `)` that closes the list. */
export function parseParameters(parser: Parser, parseParameterDeclarator: ParseParameterDeclarator): ParameterList {
  parser.advance();
  const whenEmpty = parser.isC23 ? noParameters : noPrototype;
  if (parser.accept(")")) return whenEmpty;
  // Attributes in front of a parameter are read with its type.
  const behind = distanceBehindAttributes(parser, 0);
  if (behind > 0 && parser.peek(behind).text === ")") {
    parser.position += behind + 1;
    return whenEmpty;
  }
  if (parser.isAt("void") && parser.peek(1).text === ")") {
    parser.position += 2;
    return noParameters;
  }
  if (isIdentifierList(parser)) return readIdentifierList(parser);
  parser.parameterLists++;
  try {
    return parseTypedParameters(parser, parseParameterDeclarator);
  } finally {
    parser.parameterLists--;
  }
}

function parseTypedParameters(parser: Parser, parseParameterDeclarator: ParseParameterDeclarator): ParameterList {
  const outerNames = parser.parameterNames.length;
  let names = new OwnNames(parser);
  const parameters: Parameter[] = [];
  let isVariadic = false;
  for (;;) {
    isVariadic = parser.accept("...");
    if (isVariadic) break;
    const start = parser.token;
    const { type, parts } = parseSpecifiers(parser);
    if (parts.isThreadLocal || (parts.storage !== "none" && parts.storage !== "register"))
      throw new ParseFailure(start, "a parameter has no storage class but register");
    const declarator = parseParameterDeclarator(parser, type, parts);
    if (declarator.name !== undefined) names.add(declarator.name);
    const length = lengthBeforeDecay(declarator.type);
    const parameter = { name: declarator.name?.text, type: decayType(declarator.type) };
    parameters.push(length === undefined ? parameter : { ...parameter, length });
    if (parser.accept(",")) continue;
    // At the start of a line stands the next declaration: the parenthesis is missing.
    if (!parser.isAt(";") || startsFirstColumn(parser.peek(1))) break;
    parser.advance();
    // GNU: those in front of a `;` are only announced, for the lengths of the others.
    parameters.length = 0;
    names = new OwnNames(parser);
    if (parser.isAt(")")) break;
  }
  parser.parameterNames.length = outerNames;
  const close = parser.expect(")", 'or "," after a parameter');
  if (parser.grammar.isWholeUnit && parameters.some(isNothing)) {
    if (parameters.length === 1 && !isVariadic) return noParameters;
    throw new ParseFailure(close, '"void" must be the only parameter');
  }
  return { parameters, isVariadic, hasPrototype: true };
}

/** The names of one list, each of which is declared once. */
class OwnNames {
  readonly #parser: Parser;
  readonly #start: number;
  /** The same in long lists, which would take long to look through for each name. */
  #known: Set<string> | undefined;

  constructor(parser: Parser) {
    this.#parser = parser;
    this.#start = parser.parameterNames.length;
  }

  add(name: Token): void {
    const { parameterNames } = this.#parser;
    if (this.#known === undefined && parameterNames.length - this.#start > 64) {
      this.#known = new Set(parameterNames.slice(this.#start));
    }
    if (this.#known?.has(name.text) ?? parameterNames.includes(name.text, this.#start))
      throw new ParseFailure(name, `parameter "${name.text}" is declared twice`, {
        code: "cparser/conflicting-declaration",
      });
    this.#known?.add(name.text);
    parameterNames.push(name.text);
  }
}

/** Whether a parameter is `void`, or a typedef of that, without a name. */
function isNothing({ name, type }: Parameter): boolean {
  return name === undefined && resolveTypedefs(type).kind === "void";
}

/** Whether this is the list of names of a K&R definition: `f(a, b) int a; int b; { … }`. */
function isIdentifierList(parser: Parser): boolean {
  if (parser.parameterLists > 0) return false;
  let distance = 0;
  for (; ; distance += 2) {
    const token = parser.peek(distance);
    if (token.kind !== "identifier" || parser.keywordOf(token) !== undefined) return false;
    if (parser.names.findTypedef(token.text) !== undefined) return false;
    const next = parser.peek(distance + 1);
    if (next.text === ")") break;
    if (next.text !== ",") return false;
  }
  // Without declarations of the names behind it, these are types that nobody declared.
  const next = parser.peek(distanceBehindDeclarator(parser, distance + 2));
  return parser.isTypeStart(next) || next.text === "{";
}

/** How far the first token is behind the rest of a declarator: `(*f(a))(void) int a; { … }`. */
function distanceBehindDeclarator(parser: Parser, distance: number): number {
  let behind = distance;
  if (parser.peek(behind).text !== ")") return behind;
  while (parser.peek(behind).text === ")") behind++;
  let depth = 0;
  for (; depth > 0 || /^[([]$/.test(parser.peek(behind).text); behind++) {
    const { kind, text } = parser.peek(behind);
    if (kind === "end" || text === ";" || text === "{") break;
    if (text === "(" || text === "[") depth++;
    if (text === ")" || text === "]") depth--;
  }
  return parser.peek(behind).text === ")" ? distanceBehindDeclarator(parser, behind) : behind;
}

function readIdentifierList(parser: Parser): ParameterList {
  const names = new Set<string>();
  while (!parser.accept(")")) {
    const { kind, text } = parser.advance();
    if (kind === "identifier") names.add(text);
  }
  parser.identifierList = names;
  return noPrototype;
}
