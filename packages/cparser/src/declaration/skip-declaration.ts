/**
 * Error recovery: where the next declaration starts behind one that cannot be read.
 */
import { isUnclosedLiteral } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
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
      if (depth === 0 || isNeverInside(parser.token)) return;
      fallback ??= parser.position;
    }
    if (fallback !== undefined && this.#searches++ < maximumSearches) parser.position = fallback;
  }
}

/** Punctuators that a line does not go on behind. */
const brackets: ReadonlySet<string> = new Set([")", "]", "{", "}", ";"]);

/** Whether a new line starts a declaration, and what stands before it could be the end of another one. */
function startsNext(parser: Parser, { kind, text }: Token): boolean {
  const { token } = parser;
  if (!token.startsLine || !startsFirstColumn(token)) return false;
  if (kind === "punctuator" && !brackets.has(text)) return false;
  return parser.isTypeStart(token) && parser.keywordOf(token)?.role !== "attribute";
}

/** Whether a declaration can start behind a body: `} name;` and `} __attribute__((…));` go on with the old one. */
function startsBehindBody({ token }: Parser): boolean {
  if (token.kind === "end") return true;
  return token.kind === "identifier" && token.startsLine && !token.text.startsWith("__attribute");
}

function startsFirstColumn({ source, offset }: Token): boolean {
  return offset === 0 || source.text[offset - 1] === "\n";
}

/** Words that start declarations at file scope, and no member of a struct. */
function isNeverInside({ text }: Token): boolean {
  return text === "typedef" || text === "extern" || text === "static";
}
