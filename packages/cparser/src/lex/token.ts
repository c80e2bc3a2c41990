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

  constructor(kind: TokenKind, text: string, place: TokenPlace) {
    this.kind = kind;
    this.text = text;
    this.source = place.source;
    this.offset = place.offset;
    this.hasSpaceBefore = place.hasSpaceBefore;
    this.startsLine = place.startsLine;
    this.doc = place.doc;
    this.trailingDoc = undefined;
    this.hideSet = place.hideSet;
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

/** Gives the place of a token. */
export function spanOfToken(token: Token): Span {
  return token.source.spanAt(token.offset, token.text.length);
}
