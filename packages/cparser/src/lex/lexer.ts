/**
 * Text to preprocessing tokens, with doc comments attached to the tokens beside them. Knows nothing of directives or
 * keywords; those are the preprocessor's and the parser's.
 *
 * @see C17 6.4 (lexical elements)
 */
import {
  canContinuePunctuator,
  canStartLongPunctuator,
  isDigit,
  isIdentifierPart,
  isIdentifierStart,
} from "./character-class.ts";
import { roleOfPlainComment } from "./plain-comment.ts";
import type { SourceText } from "./source-text.ts";
import { Token } from "./token.ts";
import type { TokenKind, TokenPlace } from "./token.ts";
import { decodeUniversalNames, endOfIdentifier, lengthOfUniversalName } from "./universal-name.ts";

const newline = 10;
const doubleQuote = 34;
const singleQuote = 39;
const asterisk = 42;
const dot = 46;
const slash = 47;
const less = 60;
const backslash = 92;
const exclamation = 33;

const threeCharacterPunctuators: ReadonlySet<string> = new Set(["...", "<<=", ">>="]);
const twoCharacterPunctuators: ReadonlySet<string> = new Set(
  "-> ++ -- << >> <= >= == != && || *= /= %= += -= &= ^= |= ## ::".split(" "),
);
const digraphs: ReadonlyMap<string, string> = new Map([
  ["<:", "["],
  [":>", "]"],
  ["<%", "{"],
  ["%>", "}"],
  ["%:", "#"],
]);
const oneCharacterTexts: readonly string[] = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const literalPrefixes: ReadonlySet<string> = new Set(["L", "u", "U", "u8"]);
const punctuators: ReadonlySet<string> = new Set("[ ] ( ) { } . & * + - ~ ! / % < > ^ | ? : ; = , #".split(" "));

/**
 * Splits a text into tokens.
 *
 * @returns The tokens without an `end` token; {@link endOf} makes one.
 */
export function lexSource(source: SourceText, comments: CommentPolicy = "doc-comments"): Token[] {
  return new Lexer(source, comments).run();
}

/** The spelling of the last token of a text that ends inside of a comment. */
export const unclosedComment = "/*";

/** Which comments document declarations: doc comments, or ordinary ones too where the lines around them say so. */
export type CommentPolicy = "doc-comments" | "all-comments";

/** A regular expression is machine code before a loop in JavaScript is, and half of all characters are parts of identifiers. */
const identifierParts = /[\w$\u0080-\uffff]*/y;

function endOfIdentifierParts(text: string, start: number): number {
  identifierParts.lastIndex = start;
  identifierParts.test(text);
  return identifierParts.lastIndex;
}

/** Makes the token that stands behind the last one of a text. */
export function endOf(source: SourceText): Token {
  return new Token("end", "", {
    source,
    offset: source.text.length,
    hasSpaceBefore: false,
    startsLine: true,
    doc: undefined,
    hideSet: undefined,
  });
}

class Lexer implements TokenPlace {
  readonly source: SourceText;
  readonly #text: string;
  readonly #comments: CommentPolicy;
  readonly #tokens: Token[] = [];
  #position = 0;
  // The place of the token being read: the lexer itself is passed as the place, so that none has to be allocated.
  offset = 0;
  hasSpaceBefore = false;
  startsLine = true;
  doc: string | undefined = undefined;
  readonly hideSet: undefined = undefined;

  constructor(source: SourceText, comments: CommentPolicy) {
    this.source = source;
    this.#text = source.text;
    this.#comments = comments;
  }

  run(): Token[] {
    const length = this.#text.length;
    while (this.#position < length) {
      if (!this.#skipBlank()) this.#readToken();
    }
    return this.#tokens;
  }

  /** Skips blanks and line ends, or a comment; tells whether there were any. */
  #skipBlank(): boolean {
    const text = this.#text;
    const start = this.#position;
    let position = start;
    let code = text.charCodeAt(position);
    while (code <= 32) {
      if (code === newline) this.startsLine = true;
      else this.hasSpaceBefore = true;
      code = text.charCodeAt(++position);
    }
    this.#position = position;
    return position > start || (code === slash && this.#skipComment());
  }

  #skipComment(): boolean {
    const text = this.#text;
    const start = this.#position;
    const second = text.charCodeAt(start + 1);
    if (second !== slash && second !== asterisk) return false;
    let end: number;
    if (second === slash) {
      end = text.indexOf("\n", start);
      if (end < 0) end = text.length;
    } else {
      const close = text.indexOf("*/", start + 2);
      if (close < 0) {
        this.#pushUnclosedComment(start);
        return true;
      }
      end = close + 2;
    }
    const third = text.charCodeAt(start + 2);
    if (third === second || third === exclamation) this.#keepDocComment(start, end);
    else if (this.#comments === "all-comments") this.#keepPlainComment(start, end);
    this.hasSpaceBefore = true;
    this.#position = end;
    return true;
  }

  /** All that follows is comment, which the last token says. */
  #pushUnclosedComment(start: number): void {
    this.offset = start;
    this.#push("invalid", unclosedComment);
    this.#position = this.#text.length;
  }

  #keepDocComment(start: number, end: number): void {
    const text = this.#text;
    const isLine = text.charCodeAt(start + 1) === slash;
    const fourth = text.charCodeAt(start + 3);
    // `////…` and `/**/` are ordinary comments, and so are the boxes drawn with `/****`.
    if (isLine ? fourth === slash : end - start < 5 || fourth === asterisk) return;
    const comment = text.slice(start, end);
    const previous = this.#tokens[this.#tokens.length - 1];
    if (fourth === less) {
      if (previous !== undefined) previous.trailingDoc = joinDocs(previous.trailingDoc, comment);
      return;
    }
    this.doc = isLine && this.doc?.startsWith("//") === true ? joinDocs(this.doc, comment) : comment;
  }

  #keepPlainComment(start: number, end: number): void {
    const text = this.#text;
    const role = roleOfPlainComment(text, start, end);
    if (role === undefined) return;
    const comment = text.slice(start, end);
    if (role === "before") {
      const isLine = text.charCodeAt(start + 1) === slash;
      this.doc = isLine && this.doc?.startsWith("//") === true ? joinDocs(this.doc, comment) : (this.doc ?? comment);
      return;
    }
    const previous = this.#tokens[this.#tokens.length - 1];
    if (previous !== undefined) previous.trailingDoc ??= comment;
  }

  #readToken(): void {
    const text = this.#text;
    const start = this.#position;
    this.offset = start;
    const code = text.charCodeAt(start);
    if (isIdentifierStart(code)) this.#readIdentifier();
    else if (isDigit(code) || (code === dot && isDigit(text.charCodeAt(start + 1)))) this.#readNumber();
    else if (code === doubleQuote || code === singleQuote) this.#readQuoted(code);
    else if (code === backslash && lengthOfUniversalName(text, start) > 0) this.#readUniversalIdentifier();
    else this.#readPunctuator(code);
  }

  #push(kind: TokenKind, text: string): void {
    this.#tokens.push(new Token(kind, text, this));
    this.startsLine = false;
    this.hasSpaceBefore = false;
    this.doc = undefined;
  }

  #readIdentifier(): void {
    const text = this.#text;
    const end = endOfIdentifierParts(text, this.#position + 1);
    if (text.charCodeAt(end) === backslash && lengthOfUniversalName(text, end) > 0) {
      this.#readUniversalIdentifier();
      return;
    }
    const spelling = text.slice(this.#position, end);
    this.#position = end;
    if (end - this.offset <= 2) {
      const next = text.charCodeAt(end);
      if ((next === doubleQuote || next === singleQuote) && literalPrefixes.has(spelling)) {
        this.#readQuoted(next);
        return;
      }
    }
    this.#push("identifier", spelling);
  }

  /** Reads an identifier with universal character names. */
  #readUniversalIdentifier(): void {
    const end = endOfIdentifier(this.#text, this.#position);
    const spelling = decodeUniversalNames(this.#text.slice(this.#position, end));
    this.#position = end;
    this.#push("identifier", spelling);
  }

  #readNumber(): void {
    const text = this.#text;
    let end = this.#position + 1;
    for (;;) {
      const code = text.charCodeAt(end);
      // The exponent letters e, E, p, P take a sign (C17 6.4.8).
      const folded = code | 32;
      const next = text.charCodeAt(end + 1);
      if ((folded === 101 || folded === 112) && (next === 43 || next === 45)) end += 2;
      else if (isIdentifierPart(code) || code === dot) end++;
      else if (code === singleQuote && isIdentifierPart(next)) end += 2;
      else break;
    }
    const spelling = text.slice(this.#position, end);
    this.#position = end;
    this.#push("number", spelling);
  }

  /** Reads a literal whose prefix, if any, lies between `offset` and the position. */
  #readQuoted(quote: number): void {
    const text = this.#text;
    let end = this.#position + 1;
    let code = text.charCodeAt(end);
    while (code !== quote && code !== newline && end < text.length) {
      end += code === backslash && text.charCodeAt(end + 1) !== newline ? 2 : 1;
      code = text.charCodeAt(end);
    }
    const isClosed = code === quote;
    if (isClosed) end++;
    this.#position = Math.min(end, text.length);
    const kind = quote === doubleQuote ? "string" : "character";
    this.#push(isClosed ? kind : "invalid", text.slice(this.offset, this.#position));
  }

  #readPunctuator(code: number): void {
    const start = this.#position;
    if (canStartLongPunctuator(code) && canContinuePunctuator(this.#text.charCodeAt(start + 1))) {
      const three = this.#text.slice(start, start + 3);
      // The digraph of `##`.
      if (three === "%:%" && this.#text.charAt(start + 3) === ":") {
        this.#position += 4;
        this.#push("punctuator", "##");
        return;
      }
      const two = three.slice(0, 2);
      const long = threeCharacterPunctuators.has(three) ? three : twoCharacterPunctuators.has(two) ? two : undefined;
      if (long !== undefined) {
        this.#position += long.length;
        this.#push("punctuator", long);
        return;
      }
      const digraph = digraphs.get(two);
      if (digraph !== undefined) {
        this.#position += 2;
        this.#push("punctuator", digraph);
        return;
      }
    }
    const spelling = oneCharacterTexts[code] ?? this.#text.charAt(start);
    this.#position++;
    this.#push(punctuators.has(spelling) ? "punctuator" : "invalid", spelling);
  }
}

function joinDocs(first: string | undefined, second: string): string {
  return first === undefined ? second : `${first}\n${second}`;
}
