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
import { readRawString } from "./raw-string.ts";
import type { SourceText } from "./source-text.ts";
import { Token } from "./token.ts";
import type { TokenKind } from "./token.ts";
import { decodeUniversalNames, endOfIdentifier, lengthOfUniversalName } from "./universal-name.ts";

/** Editors on Windows put it in front of texts in UTF-8, where it says nothing. */
const byteOrderMark = 0xfeff;
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
/** By their codes, the punctuators that start no longer one. */
const lonePunctuators: readonly (string | undefined)[] = oneCharacterTexts.map((text) =>
  "[](){}~?;,".includes(text) ? text : undefined,
);
const literalPrefixes: ReadonlySet<string> = new Set(["L", "u", "U", "u8"]);
const rawPrefixes: ReadonlySet<string> = new Set(["R", "LR", "uR", "UR", "u8R"]);
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

/** Whether an identifier may go on with what stands behind its letters, or be the prefix of a literal. */
function isSpecialBehindIdentifier(code: number): boolean {
  return code === backslash || code === doubleQuote || code === singleQuote;
}

function endOfIdentifierParts(text: string, start: number): number {
  identifierParts.lastIndex = start;
  identifierParts.test(text);
  return identifierParts.lastIndex;
}

/** Makes the token that stands behind the last one of a text. */
export function endOf(source: SourceText): Token {
  return Token.at("end", "", {
    source,
    offset: source.text.length,
    hasSpaceBefore: false,
    startsLine: true,
    doc: undefined,
    hideSet: undefined,
  });
}

/** A token that {@link Lexer.run} does not read itself. */
export interface Lexeme {
  readonly kind: TokenKind;
  readonly spelling: string;
  /** The offset behind it. */
  readonly end: number;
}

class Lexer {
  readonly #source: SourceText;
  readonly #text: string;
  readonly #comments: CommentPolicy;
  readonly #tokens: Token[] = [];
  /** Doc comments in front of the next token. */
  #doc: string | undefined = undefined;

  constructor(source: SourceText, comments: CommentPolicy) {
    this.#source = source;
    this.#text = source.text;
    this.#comments = comments;
  }

  /**
   * Reads all tokens. Blanks, and what {@link readPlain} reads, are most of a header, and the loop over them runs while V8 still
   * takes its time for each call and each property; so its state is in local variables.
   */
  run(): Token[] {
    const text = this.#text;
    const source = this.#source;
    const tokens = this.#tokens;
    const { length } = text;
    let hasSpaceBefore = false;
    let startsLine = true;
    let doc: string | undefined;
    for (let start = text.charCodeAt(0) === byteOrderMark ? 1 : 0, end = 0; start < length; start = end) {
      const code = text.charCodeAt(start);
      end = start + 1;
      if (code <= 32) {
        if (code === newline) startsLine = true;
        else hasSpaceBefore = true;
        continue;
      }
      let kind: TokenKind = "punctuator";
      let spelling = lonePunctuators[code];
      if (spelling !== undefined) {
        // A punctuator, whatever follows.
      } else if (isIdentifierStart(code)) {
        kind = "identifier";
        end = endOfIdentifierParts(text, end);
        spelling = isSpecialBehindIdentifier(text.charCodeAt(end)) ? undefined : text.slice(start, end);
      } else if (code === slash) {
        end = this.#endOfComment(start);
        if (end > start) {
          hasSpaceBefore = true;
          doc = this.#doc;
          continue;
        }
      } else if (canStartLongPunctuator(code) && code !== dot && !canContinuePunctuator(text.charCodeAt(end))) {
        spelling = oneCharacterTexts[code];
      }
      if (spelling === undefined) ({ kind, spelling, end } = this.#readLexeme(start, code));
      tokens.push(new Token(kind, spelling, source, start, hasSpaceBefore, startsLine, doc, undefined));
      if (doc !== undefined) this.#doc = doc = undefined;
      hasSpaceBefore = false;
      startsLine = false;
    }
    return tokens;
  }

  /** Gives the offset behind the comment that starts at an offset, and keeps what it documents; `start` if none starts there. */
  #endOfComment(start: number): number {
    const text = this.#text;
    const second = text.charCodeAt(start + 1);
    if (second !== slash && second !== asterisk) return start;
    let end: number;
    if (second === slash) {
      end = text.indexOf("\n", start);
      if (end < 0) end = text.length;
    } else {
      end = text.indexOf("*/", start + 2) + 2;
      // All that follows is comment, which a last token says.
      if (end < 2) return start;
    }
    const third = text.charCodeAt(start + 2);
    if (third === second || third === exclamation) this.#keepDocComment(start, end);
    else if (this.#comments === "all-comments") this.#keepPlainComment(start, end);
    return end;
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
    this.#doc = isLine && this.#doc?.startsWith("//") === true ? joinDocs(this.#doc, comment) : comment;
  }

  #keepPlainComment(start: number, end: number): void {
    const text = this.#text;
    const role = roleOfPlainComment(text, start, end);
    if (role === undefined) return;
    const comment = text.slice(start, end);
    if (role === "before") {
      const isLine = text.charCodeAt(start + 1) === slash;
      this.#doc =
        isLine && this.#doc?.startsWith("//") === true ? joinDocs(this.#doc, comment) : (this.#doc ?? comment);
      return;
    }
    const previous = this.#tokens[this.#tokens.length - 1];
    if (previous !== undefined) previous.trailingDoc ??= comment;
  }

  #readLexeme(start: number, code: number): Lexeme {
    const text = this.#text;
    const next = text.charCodeAt(start + 1);
    if (code === slash && next === asterisk) return { kind: "invalid", spelling: unclosedComment, end: text.length };
    if (canStartLongPunctuator(code) && !canContinuePunctuator(next) && code !== dot) {
      return { kind: "punctuator", spelling: oneCharacterTexts[code] ?? "", end: start + 1 };
    }
    if (isIdentifierStart(code)) return this.#readSpecialIdentifier(start);
    if (isDigit(code) || (code === dot && isDigit(next))) return this.#readNumber(start);
    if (code === doubleQuote || code === singleQuote) return this.#readQuoted(start, start);
    if (code === backslash && lengthOfUniversalName(text, start) > 0) return this.#readUniversalIdentifier(start);
    return this.#readPunctuator(start);
  }

  /** Reads an identifier with a quotation mark or a backslash behind it. */
  #readSpecialIdentifier(start: number): Lexeme {
    const text = this.#text;
    const end = endOfIdentifierParts(text, start);
    const spelling = text.slice(start, end);
    if (text.charCodeAt(end) !== backslash) {
      const raw = rawPrefixes.has(spelling) ? readRawString(text, end) : undefined;
      if (raw !== undefined) return { ...raw, spelling: spelling.slice(0, -1) + raw.spelling };
      return literalPrefixes.has(spelling) ? this.#readQuoted(start, end) : { kind: "identifier", spelling, end };
    }
    const isUniversal = lengthOfUniversalName(text, end) > 0;
    return isUniversal ? this.#readUniversalIdentifier(start) : { kind: "identifier", spelling, end };
  }

  /** Reads an identifier with universal character names. */
  #readUniversalIdentifier(start: number): Lexeme {
    const end = endOfIdentifier(this.#text, start);
    return { kind: "identifier", spelling: decodeUniversalNames(this.#text.slice(start, end)), end };
  }

  #readNumber(start: number): Lexeme {
    const text = this.#text;
    let end = start + 1;
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
    return { kind: "number", spelling: text.slice(start, end), end };
  }

  /** Reads a literal whose quotation mark is at `open`; its prefix, if any, starts it. */
  #readQuoted(start: number, open: number): Lexeme {
    const text = this.#text;
    const quote = text.charCodeAt(open);
    let end = open + 1;
    let code = text.charCodeAt(end);
    while (code !== quote && code !== newline && end < text.length) {
      end += code === backslash && text.charCodeAt(end + 1) !== newline ? 2 : 1;
      code = text.charCodeAt(end);
    }
    const isClosed = code === quote;
    if (isClosed) end++;
    end = Math.min(end, text.length);
    const kind = quote === doubleQuote ? "string" : "character";
    return { kind: isClosed ? kind : "invalid", spelling: text.slice(start, end), end };
  }

  #readPunctuator(start: number): Lexeme {
    const three = this.#text.slice(start, start + 3);
    // The digraph of `##`.
    if (three === "%:%" && this.#text.charAt(start + 3) === ":") {
      return { kind: "punctuator", spelling: "##", end: start + 4 };
    }
    const two = three.slice(0, 2);
    if (threeCharacterPunctuators.has(three)) return { kind: "punctuator", spelling: three, end: start + 3 };
    if (twoCharacterPunctuators.has(two)) return { kind: "punctuator", spelling: two, end: start + 2 };
    const digraph = digraphs.get(two);
    if (digraph !== undefined) return { kind: "punctuator", spelling: digraph, end: start + 2 };
    const spelling = three.slice(0, 1);
    return { kind: punctuators.has(spelling) ? "punctuator" : "invalid", spelling, end: start + 1 };
  }
}

function joinDocs(first: string | undefined, second: string): string {
  return first === undefined ? second : `${first}\n${second}`;
}
