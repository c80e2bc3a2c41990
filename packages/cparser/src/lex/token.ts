/**
 * Preprocessing tokens, the only currency between lexer, preprocessor and parser.
 */
import type { Span } from "@koine/diagnostics";
import type { HideSet } from "./hide-set.ts";
import type { SourceText } from "./source-text.ts";

/**
 * `invalid` is a character that starts no token, or a literal or comment without its end. `placemarker` exists only
 * inside the preprocessor (C17 6.10.3.3). `end` follows the last token.
 */
export type TokenKind =
  | "identifier"
  | "number"
  | "string"
  | "character"
  | "punctuator"
  | "invalid"
  | "placemarker"
  | "end";

/**
 * One token. A token that a macro expansion made has the place of the outermost macro's name. There are hundreds of thousands, so
 * that their fields are only declared: defining them all before the constructor sets them would take as long as setting them.
 */
export class Token {
  declare readonly kind: TokenKind;
  /** Spelling; for `end` an empty string. */
  declare readonly text: string;
  declare readonly source: SourceText;
  /** Offset in `source.text`. */
  declare readonly offset: number;
  declare readonly hasSpaceBefore: boolean;
  /** Whether it is the first token of its line. */
  declare readonly startsLine: boolean;
  /** Doc comments in front of this token, with their comment marks. */
  declare readonly doc: string | undefined;
  /** A doc comment behind this token (`/**<`); known only after the next token was lexed. */
  declare trailingDoc: string | undefined;
  declare readonly hideSet: HideSet | undefined;

  // Hundreds of thousands are made, mostly before V8 has compiled this: an object with the parameters would cost as much as the token.
  // oxlint-disable-next-line eslint/max-params
  constructor(
    kind: TokenKind,
    text: string,
    source: SourceText,
    offset: number,
    hasSpaceBefore: boolean,
    startsLine: boolean,
    doc: string | undefined,
    hideSet: HideSet | undefined,
  ) {
    this.kind = kind;
    this.text = text;
    this.source = source;
    this.offset = offset;
    this.hasSpaceBefore = hasSpaceBefore;
    this.startsLine = startsLine;
    this.doc = doc;
    this.trailingDoc = undefined;
    this.hideSet = hideSet;
  }

  /** Makes a token at a place. */
  static at(kind: TokenKind, text: string, place: TokenPlace): Token {
    const { source, offset, hasSpaceBefore, startsLine, doc, hideSet } = place;
    return new Token(kind, text, source, offset, hasSpaceBefore, startsLine, doc, hideSet);
  }
}

/** Where a token stands, and what stands around it. */
export interface TokenPlace {
  readonly source: SourceText;
  readonly offset: number;
  readonly hasSpaceBefore: boolean;
  readonly startsLine: boolean;
  readonly doc: string | undefined;
  readonly hideSet: HideSet | undefined;
}

/** Tells whether a token is the punctuator or identifier `text`. */
export function isToken(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.text === text && token.kind !== "string" && token.kind !== "character";
}

/** Tells whether a token is a string or character literal without its closing quote. */
export function isUnclosedLiteral({ kind, text }: Token): boolean {
  return kind === "invalid" && /^(?:L|u8?|U)?["']/.test(text);
}

/** Spells the tokens of a line as it was written, with one space where there were blanks. */
export function spellTokens(tokens: readonly Token[]): string {
  return tokens.map((token, index) => (index > 0 && token.hasSpaceBefore ? ` ${token.text}` : token.text)).join("");
}

/** Gives the place of a token. */
export function spanOfToken(token: Token): Span {
  return token.source.spanAt(token.offset, token.text.length);
}
