/**
 * Error recovery: where the next declaration starts behind one that cannot be read.
 */
import { isUnclosedLiteral } from "../lex/token.ts";
import { isNeverInside, startsBehindBody, startsNext, startsOutside } from "./next-declaration.ts";
import type { Parser } from "./parser.ts";

/** How often the whole rest of a unit is looked through for a brace that is never closed; that takes its time. */
const maximumSearches = 64;

/** Finds the ends of declarations that cannot be read. */
export class DeclarationSkipper {
  readonly #parser: Parser;
  #searches = 0;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  /**
   * Goes behind the declaration that starts at `start`: past its `;`, past a body that no `;` follows, or to a line that starts
   * another one where both are missing. Parentheses and brackets do not count: they may be what is wrong. Braces count, but not
   * beyond a line that cannot be inside of any, and not where they are never closed.
   */
  skip(start: number): void {
    const parser = this.#parser;
    parser.position = start;
    // A stray closing bracket is a mistake by itself.
    if (parser.isAt(")") || parser.isAt("]") || parser.isAt("}")) {
      parser.advance();
      return;
    }
    let depth = 0;
    let fallback: number | undefined;
    let outside: number | undefined;
    while (!parser.isAtEnd()) {
      const token = parser.advance();
      const isPunctuator = token.kind === "punctuator";
      const wasInside = depth > 0;
      if (isPunctuator && token.text === "{") depth++;
      if (isPunctuator && token.text === "}") depth = Math.max(0, depth - 1);
      if (depth === 0) {
        // What is on the line behind a quote that is never closed has become part of the literal, and mostly that is a `;`.
        if ((isPunctuator && token.text === ";") || isUnclosedLiteral(token)) return;
        if (wasInside && startsBehindBody(parser)) return;
      }
      if (!startsNext(parser, token)) continue;
      if (depth === 0) return;
      fallback ??= parser.position;
      if (isNeverInside(parser.token)) {
        parser.position = outside ?? parser.position;
        return;
      }
      if (outside === undefined && startsOutside(parser)) outside = parser.position;
    }
    if (fallback !== undefined && this.#searches++ < maximumSearches) parser.position = fallback;
  }
}
