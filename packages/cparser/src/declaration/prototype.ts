/**
 * One C declaration of a function or variable, given as a string, to a descriptor. Uses the lexer and the declarator grammar
 * that headers use, and no preprocessor. Its type-level twin, which TypeScript runs, is in `@koine/ctypes`'s `infer/`.
 */
import type { FunctionType, VariableType } from "@koine/ctypes";
import { FfiError, findNearestNames } from "@koine/diagnostics";
import { endOf, lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import type { Token } from "../lex/token.ts";
import { parseDeclarator } from "./declarators.ts";
import { LoweringFailure } from "./lowering-failure.ts";
import { ParseFailure, Parser } from "./parser.ts";
import { prototypeGrammar } from "./prototype-grammar.ts";
import { PrototypeNames } from "./prototype-names.ts";
import type { PrototypeTypes } from "./prototype-names.ts";
import { lowerFunction, lowerVariable } from "./prototype-types.ts";
import { parseSpecifiers } from "./specifiers.ts";
import type { DeclaredType } from "./type-model.ts";

export type { PrototypeTypes } from "./prototype-names.ts";

/** A parsed declaration of a function or variable. */
export interface ParsedDeclaration<TType extends FunctionType | VariableType = FunctionType | VariableType> {
  /** The declared name; a library exports a symbol of this name, or of {@link ParsedDeclaration.symbol}. */
  readonly name: string;
  /** The symbol that an asm label gives, else the name. */
  readonly symbol: string;
  readonly type: TType;
}

/** A parsed prototype. */
export type Prototype = ParsedDeclaration<FunctionType>;

/** Options of {@link parsePrototype}. */
export interface ParsePrototypeOptions {
  /** What names mean that C does not know by itself: typedef names, `struct Tag` or plain tags. */
  readonly types?: PrototypeTypes | undefined;
}

/**
 * Parses a C prototype such as `"size_t strlen(const char *s)"`.
 *
 * A `const char *` result becomes `c.string`, a function pointer parameter a callback with the lifetime "call", arrays and
 * functions decay to pointers, an enum without a given type is an `int`, and a struct without one is opaque.
 *
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX` if it is not a prototype, `FFI_DECLARATION_TYPE` if it names a type that is
 * not known or that cannot be passed. The message shows the text with a mark under the token.
 * @see C17 6.7.6.3 (function declarators)
 */
export function parsePrototype(text: string, options: ParsePrototypeOptions = {}): Prototype {
  return parse(text, options, false) as Prototype;
}

/**
 * Parses a C prototype like {@link parsePrototype}, or the declaration of a variable such as `"extern int optind"`. A
 * `const` variable is one that cannot be written, and one of type `const char *` is a `c.string`.
 *
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE`.
 * @see C17 6.9.2 (external object definitions)
 */
export function parseDeclaration(text: string, options: ParsePrototypeOptions = {}): ParsedDeclaration {
  return parse(text, options, true);
}

function parse(text: string, { types }: ParsePrototypeOptions, mayBeVariable: boolean): ParsedDeclaration {
  return parseAlone(text, types, (parser, names) => parseSymbol(parser, names, mayBeVariable));
}

/**
 * Parses a text that is one declaration.
 *
 * @param read Reads all of it.
 * @param helpWith Says what to do about a name that is no type.
 * @throws {FfiError} `FFI_DECLARATION_SYNTAX`, `FFI_DECLARATION_TYPE` for what `read` refuses, with the text and a mark.
 */
export function parseAlone<TResult>(
  text: string,
  types: PrototypeTypes | undefined,
  read: (parser: Parser, names: PrototypeNames) => TResult,
  helpWith: (unknownName: string) => string = giveByName,
): TResult {
  const source = new SourceText("<prototype>", text);
  const names = new PrototypeNames(types);
  const parser = new Parser({
    grammar: prototypeGrammar,
    names,
    target: undefined,
    tokens: lexSource(source),
    end: endOf(source),
  });
  try {
    return read(parser, names);
  } catch (error) {
    if (error instanceof ParseFailure) throw toFfiError(error, { text, names, helpWith });
    throw error;
  }
}

function parseSymbol(parser: Parser, names: PrototypeNames, mayBeVariable: boolean): ParsedDeclaration {
  const first = parser.token;
  if (first.text === "#") {
    throw new ParseFailure(first, "expected a C prototype, got a preprocessor directive", {
      help: "pass the prototype alone; `koine bind` reads whole headers",
    });
  }
  const { type: base, parts } = parseSpecifiers(parser);
  if (parts.storage === "typedef") throw new ParseFailure(first, 'expected a function, got a "typedef"');
  const declarator = parseDeclarator(parser, base, { parts, name: "required" });
  const nameToken = declarator.name ?? first;
  const { type } = declarator;
  if (type.kind !== "function" && !(mayBeVariable && parts.storage === "extern")) {
    throw notAFunction(parser, nameToken, mayBeVariable);
  }
  expectEnd(parser);
  return { name: nameToken.text, symbol: parts.asmLabel ?? nameToken.text, type: lower(type, names, nameToken) };
}

/** Reads the semicolon that a declaration may have, and makes sure that nothing follows. */
export function expectEnd(parser: Parser): void {
  parser.accept(";");
  if (!parser.isAtEnd()) throw parser.failure("expected nothing more after the declaration");
}

function notAFunction(parser: Parser, { text }: Token, mayBeVariable: boolean): ParseFailure {
  const failure = parser.failure(`expected "(" and parameters: "${text}" is not a function`);
  if (!mayBeVariable) return failure;
  return new ParseFailure(failure.token, failure.message, {
    help: 'the declaration of a variable begins with "extern"',
  });
}

function lower(type: DeclaredType, names: PrototypeNames, nameToken: Token): FunctionType | VariableType {
  try {
    return type.kind === "function" ? lowerFunction(type, names) : lowerVariable(type, names);
  } catch (error) {
    if (!(error instanceof LoweringFailure)) throw error;
    const { parameterIndex, help, place } = error;
    const token = place ?? (parameterIndex === undefined ? nameToken : findParameter(nameToken, parameterIndex));
    throw new ParseFailure(token, error.message, { code: "cparser/type", help });
  }
}

/** Finds the first token of a parameter again: types do not carry their place, because only errors need it. */
function findParameter(nameToken: Token, parameterIndex: number): Token {
  const tokens = lexSource(nameToken.source).filter((token) => token.offset > nameToken.offset);
  const open = tokens.findIndex((token) => token.text === "(");
  let depth = 0;
  let index = 0;
  for (const [position, token] of tokens.entries()) {
    if (position < open) continue;
    if (depth === 1 && index === parameterIndex && token.kind === "identifier") return token;
    if (token.text === "(" || token.text === "[") depth++;
    else if (token.text === ")" || token.text === "]") depth--;
    else if (token.text === "," && depth === 1) index++;
  }
  return nameToken;
}

interface FailedText {
  readonly text: string;
  readonly names: PrototypeNames;
  readonly helpWith: (unknownName: string) => string;
}

function toFfiError(failure: ParseFailure, { text, names, helpWith }: FailedText): FfiError {
  const isAboutType = failure.code !== "cparser/syntax";
  const { unknownName } = failure;
  const nearest = unknownName === undefined ? [] : findNearestNames(unknownName, names.all());
  const { offset } = failure.token;
  const message = unknownName === undefined ? failure.message : `unknown type "${unknownName}"`;
  return new FfiError(
    isAboutType ? "FFI_DECLARATION_TYPE" : "FFI_DECLARATION_SYNTAX",
    `${message}\n${markToken(text, failure.token)}`,
    {
      hint: failure.help ?? (unknownName === undefined ? undefined : suggest(helpWith(unknownName), nearest)),
      details: { text, offset, length: failure.token.text.length, unknownName, nearest },
    },
  );
}

function giveByName(name: string): string {
  return `give the type by name in \`types\`, such as { ${name}: c.opaque("${name}") }`;
}

function suggest(help: string, nearest: readonly string[]): string {
  return nearest.length === 0 ? help : `did you mean ${nearest.map((name) => `"${name}"`).join(" or ")}? Or ${help}`;
}

/** Shows the line of a token with a mark under it. */
function markToken(text: string, token: Token): string {
  const { start, end, column } = token.source.spanAt(token.offset, token.text.length);
  const lineEnd = text.indexOf("\n", start);
  const line = text.slice(start - column + 1, lineEnd < 0 ? undefined : lineEnd);
  const indentation = line.slice(0, column - 1).replace(/[^\t]/g, " ");
  return `  ${line}\n  ${indentation}${"^".repeat(Math.max(1, end - start))}`;
}
