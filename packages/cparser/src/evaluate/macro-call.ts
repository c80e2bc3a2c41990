/**
 * Function-like macros that only call functions: `#define deflateInit(strm, level) deflateInit_((strm), (level), …)`, or
 * `((GtkWidget *)check((widget), gtk_widget_get_type()))`. What their parameters are follows from where they are passed on. A
 * compiler has to expand them; it can, where all types are known.
 */
import type { Target } from "@koine/ctypes";
import { isToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { areCompatibleTypes } from "../declaration/compatible-types.ts";
import { ParseFailure } from "../declaration/parser.ts";
import type { Parser } from "../declaration/parser.ts";
import { noQualifiers } from "../declaration/qualifiers.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredFunction, DeclaredType } from "../declaration/type-model.ts";
import type { MacroEvaluation } from "./expand-macro.ts";
import { ExpressionParser } from "./expression-parser.ts";

/**
 * Gives the function that a macro is as good as; `undefined` if it does more than to call one.
 *
 * @param tokens The expansion.
 * @param names The macro's parameters, as they are called in the expansion.
 */
export function inferCall(
  tokens: readonly Token[],
  names: readonly string[],
  { parser, end, target }: MacroEvaluation,
): DeclaredFunction | undefined {
  // What is in braces lives as long as the block around it, which would be the wrapper's.
  if (tokens.some((token) => isToken(token, "{"))) return undefined;
  const diagnosticCount = parser.diagnostics.length;
  try {
    return parser.runOver(tokens, end, () => new CallReader(parser, target, new Set(names)).read(names));
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
    return undefined;
  } finally {
    parser.diagnostics.length = diagnosticCount;
  }
}

class CallReader {
  readonly #parser: Parser;
  readonly #target: Target;
  readonly #names: ReadonlySet<string>;
  readonly #types = new Map<string, DeclaredType>();

  constructor(parser: Parser, target: Target, names: ReadonlySet<string>) {
    this.#parser = parser;
    this.#target = target;
    this.#names = names;
  }

  read(names: readonly string[]): DeclaredFunction | undefined {
    const result = this.#readResult();
    if (result === undefined || !this.#parser.isAtEnd()) return undefined;
    const parameters = names.flatMap((name) => {
      const found = this.#types.get(name);
      return found === undefined ? [] : [{ name: name.replace(/^\W+/, ""), type: found }];
    });
    if (parameters.length < names.length) return undefined;
    const shape = { isVariadic: false, hasPrototype: true, convention: "c", qualifiers: noQualifiers } as const;
    return { kind: "function", result, parameters, ...shape };
  }

  /** Reads a call, maybe in parentheses or cast, and gives its type: `((X509 *)f(…))`. */
  #readResult(): DeclaredType | undefined {
    const parser = this.#parser;
    if (!parser.isAt("(")) return this.#readCall();
    const start = parser.position;
    // The name alone may stand in parentheses: `(f)(x)`.
    const called = this.#readCall();
    if (called !== undefined) return called;
    parser.position = start;
    parser.advance();
    if (!parser.isTypeStart(parser.token)) {
      const inner = this.#readResult();
      return inner !== undefined && parser.accept(")") ? inner : undefined;
    }
    const type = parser.grammar.parseTypeName(parser);
    return parser.accept(")") && this.#readResult() !== undefined ? type : undefined;
  }

  /** Reads the call of a function that is declared, and gives the type of its result. */
  #readCall(): DeclaredType | undefined {
    const parser = this.#parser;
    let depth = 0;
    while (parser.accept("(")) depth++;
    const callee = parser.names.findOrdinary(parser.advance().text);
    const type = callee?.kind === "function" ? resolveTypedefs(callee.type) : undefined;
    if (type?.kind !== "function" || !type.hasPrototype) return undefined;
    for (; depth > 0 && parser.accept(")"); depth--);
    return depth === 0 && this.#readArguments(type) ? type.result : undefined;
  }

  #readArguments({ parameters }: DeclaredFunction): boolean {
    const parser = this.#parser;
    if (!parser.accept("(")) return false;
    if (parser.accept(")")) return true;
    for (let index = 0; ; index++) {
      const start = parser.position;
      const hasParameters = this.#skipArgument();
      const end = parser.position;
      parser.position = start;
      const isRead = this.#readArgument(parameters[index]?.type) && parser.position === end;
      if (!isRead) {
        if (hasParameters) return false;
        parser.position = start;
        if (!this.#isKnown() || parser.position !== end) return false;
      }
      if (parser.accept(")")) return true;
      if (!parser.accept(",")) return false;
    }
  }

  /** Goes to the end of an argument; tells whether it contains a parameter of the macro. */
  #skipArgument(): boolean {
    const parser = this.#parser;
    const start = parser.position;
    while (!parser.isAt(",") && !parser.isAt(")") && !parser.isAtEnd()) {
      if (parser.isAt("(") || parser.isAt("[") || parser.isAt("{")) parser.skipBalanced();
      else parser.advance();
    }
    for (let place = start; place < parser.position; place++) {
      if (this.#names.has(parser.peek(place - parser.position).text)) return true;
    }
    return false;
  }

  /** Reads an argument of the macro's own; false if it names what is not declared here. */
  #isKnown(): boolean {
    const expressions = new ExpressionParser(this.#parser, this.#target);
    expressions.parseAssignment();
    return expressions.unknownName === undefined;
  }

  /** Reads a parameter that is passed on as it is, cast, or through other calls: `x`, `(x)`, `(void *)(x)`, `check(x)`. */
  #readArgument(expected: DeclaredType | undefined): boolean {
    const parser = this.#parser;
    if (parser.isAt("(")) {
      const start = parser.position;
      parser.advance();
      if (parser.isTypeStart(parser.token)) {
        const type = parser.grammar.parseTypeName(parser);
        return parser.accept(")") && this.#readArgument(type);
      }
      if (this.#readArgument(expected) && parser.accept(")") && !parser.isAt("(")) return true;
      parser.position = start;
      return this.#readCall() !== undefined;
    }
    const { text: name } = parser.token;
    if (!this.#names.has(name)) return this.#readCall() !== undefined;
    parser.advance();
    if (expected === undefined) return false;
    const known = this.#types.get(name);
    if (known !== undefined && !areCompatibleTypes(known, expected)) return false;
    this.#types.set(name, known ?? expected);
    return true;
  }
}
