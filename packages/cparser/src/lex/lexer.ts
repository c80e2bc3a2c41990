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
  startClasses,
} from "./character-class.ts";
import { isVisibilityMark, joinPlainComments, roleOfPlainComment } from "./plain-comment.ts";
import { readPlainDefinition, startOfReplacement } from "./plain-definition.ts";
import type { PlainDefinition } from "./plain-definition.ts";
import { readRawString } from "./raw-string.ts";
import { beginsGroup, endOfGroup } from "./skipped-text.ts";
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
const plus = 43;
const minus = 45;
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
const rawPrefixes: ReadonlySet<string> = new Set(["R", "LR", "uR", "UR", "u8R"]);
const punctuators: ReadonlySet<string> = new Set("[ ] ( ) { } . & * + - ~ ! / % < > ^ | ? : ; = , #".split(" "));

/**
 * Splits a text into tokens.
 *
 * @returns The tokens without an `end` token; {@link endOf} makes one.
 */
export function lexSource(source: SourceText, comments: CommentPolicy = "doc-comments"): Token[] {
  return new Lexer(source, source.text, { comments, base: 0, hasDirectives: false }).run();
}

/** The tokens of a file, and where its directives are. */
export interface LexedFile {
  readonly tokens: Token[];
  /** Indices of the first tokens of all directives, ascending: their `#`, or the name of a plain definition. */
  readonly directives: readonly number[];
  /** For each directive the offset behind the replacement of a plain definition; -1, or nothing, for all others. */
  readonly definitionEnds: readonly number[];
}

/** A file whose text is split group by group. */
export interface GrowingFile extends LexedFile {
  /** Whether all of the text was split, or skipped. */
  readonly isAtEnd: boolean;
  /** Splits what comes next, at least a line; false if there is no more text. */
  lexMore(): boolean;
  /**
   * Goes on at the directive that ends the group in which the text goes on, without splitting what stands in front of it.
   *
   * @param depth How many conditionals have begun inside of the group.
   * @returns False if the group does not end.
   */
  skipGroup(depth: number): boolean;
}

/**
 * Splits the text of a file into tokens. A plain `#define` is one token, the name: most are never used, and {@link lexDefinition} reads
 * the replacement of those that are.
 */
export function lexFile(source: SourceText, comments: CommentPolicy = "doc-comments"): LexedFile {
  const lexer = new Lexer(source, source.text, { comments, base: 0, hasDirectives: true });
  lexer.run();
  return lexer;
}

/** Begins to split the text of a file: what the preprocessor does not read is never made tokens. */
export function lexGroups(source: SourceText, comments: CommentPolicy = "doc-comments"): GrowingFile {
  return new Lexer(source, source.text, { comments, base: 0, hasDirectives: true, doesPause: true });
}

/** Splits the replacement of a plain definition, which ends at the offset `end`, into tokens. */
export function lexDefinition({ source, offset, text }: Token, end: number): Token[] {
  const base = startOfReplacement(source.text, offset + text.length);
  return new Lexer(source, source.text.slice(base, end), {
    comments: "doc-comments",
    base,
    hasDirectives: false,
  }).run();
}

/** The spelling of the last token of a text that ends inside of a comment. */
export const unclosedComment = "/*";

/** Which comments document declarations: doc comments, or ordinary ones too where the lines around them say so. */
export type CommentPolicy = "doc-comments" | "all-comments";

/** A regular expression is machine code before a loop in JavaScript is, and half of all characters are parts of identifiers. */
const identifierParts = /[\w$\u0080-\uffff]*/y;
const blanks = /[\0-\t\v- ]*/y;
const numberParts = /[\w$.\u0080-\uffff]*/y;
const stringParts = /[^"\\\n]*/y;
const characterParts = /[^'\\\n]*/y;

/** Gives the offset behind all characters that a sticky expression takes, which may be none. */
function endOfParts(parts: RegExp, text: string, start: number): number {
  parts.lastIndex = start;
  parts.test(text);
  return parts.lastIndex;
}

/**
 * Gives the offset behind a number, which goes on at an offset behind its first character.
 *
 * @see C17 6.4.8, C23 6.4.8 (digit separators)
 */
function endOfNumber(text: string, start: number): number {
  for (let from = start; ;) {
    const end = endOfParts(numberParts, text, from);
    const code = text.charCodeAt(end);
    if (code === plus || code === minus) {
      // The exponent letters e, E, p, P take a sign, but not behind a separator.
      const folded = end > from ? text.charCodeAt(end - 1) | 32 : 0;
      if (folded !== 101 && folded !== 112) return end;
      from = end + 1;
    } else if (code === singleQuote && isIdentifierPart(text.charCodeAt(end + 1))) from = end + 2;
    else return end;
  }
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

interface LexerOptions {
  readonly comments: CommentPolicy;
  /** Offset of the text in that of the source. */
  readonly base: number;
  /** Whether the text is that of a file, with directives. */
  readonly hasDirectives: boolean;
  /** Whether {@link Lexer.run} pauses behind each line that begins a group which may be skipped. */
  readonly doesPause?: boolean;
}

class Lexer implements GrowingFile {
  private readonly source: SourceText;
  private readonly text: string;
  private readonly comments: CommentPolicy;
  private readonly base: number;
  private readonly hasDirectives: boolean;
  private readonly doesPause: boolean;
  readonly tokens: Token[] = [];
  readonly directives: number[] = [];
  readonly definitionEnds: number[] = [];
  /** Doc comments in front of the next token. */
  private doc: string | undefined = undefined;
  /** Where {@link Lexer.run} goes on. */
  private offset: number;

  constructor(source: SourceText, text: string, { comments, base, hasDirectives, doesPause = false }: LexerOptions) {
    this.source = source;
    this.text = text;
    this.comments = comments;
    this.base = base;
    this.hasDirectives = hasDirectives;
    this.doesPause = doesPause;
    this.offset = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.text.length;
  }

  lexMore(): boolean {
    if (this.isAtEnd) return false;
    this.run();
    return true;
  }

  skipGroup(depth: number): boolean {
    this.doc = undefined;
    this.offset = endOfGroup(this.text, this.offset, depth);
    return this.lexMore();
  }

  /**
   * Reads all tokens, or those up to a pause. Blanks, identifiers and punctuators are most of a header, and the loop over them runs
   * while V8 still takes its time for each call and each property; so its state is in local variables.
   */
  // oxlint-disable-next-line eslint/max-lines-per-function
  run(): Token[] {
    const text = this.text;
    const source = this.source;
    const { tokens } = this;
    const base = this.base;
    const { length } = text;
    let hasSpaceBefore = false;
    let startsLine = base === 0;
    let doc = this.doc;
    let isGroupLine = false;
    for (let start = this.offset, end = 0; start < length; start = end) {
      const code = text.charCodeAt(start);
      let kind: TokenKind = "punctuator";
      let spelling: string | undefined;
      end = start + 1;
      switch (startClasses[code]) {
        case 1: // A blank; what is indented has several.
          if (hasSpaceBefore) {
            blanks.lastIndex = end;
            blanks.test(text);
            end = blanks.lastIndex;
          }
          hasSpaceBefore = true;
          continue;
        case 2: // A line end.
          if (isGroupLine) {
            this.offset = start;
            return tokens;
          }
          startsLine = true;
          continue;
        case 3: // An identifier, or the prefix of a literal, which the literal takes back.
          kind = "identifier";
          identifierParts.lastIndex = end;
          identifierParts.test(text);
          end = identifierParts.lastIndex;
          spelling = text.slice(start, end);
          break;
        case 4: // A comment, or an operator.
          end = this.endOfComment(start);
          if (end > start) {
            hasSpaceBefore = true;
            doc = this.doc;
            continue;
          }
          break;
        case 5: // A punctuator, whatever follows.
          spelling = oneCharacterTexts[code];
          break;
        case 6: // A punctuator that may go on.
          if (!canContinuePunctuator(text.charCodeAt(end))) spelling = oneCharacterTexts[code];
          break;
        case 7: // A number.
          kind = "number";
          end = endOfNumber(text, end);
          spelling = text.slice(start, end);
          break;
        case 9: // A directive, or an operator of macros.
          if (startsLine && this.hasDirectives) {
            const definition = readPlainDefinition(text, start);
            if (definition !== undefined) {
              this.keepDefinition(definition, doc);
              ({ end } = definition);
              doc = undefined;
              hasSpaceBefore = text.charCodeAt(end - 1) <= 32;
              startsLine = false;
              continue;
            }
          }
          break;
        default:
      }
      if (spelling === undefined) {
        if (!hasSpaceBefore && !startsLine && (code === backslash || code === doubleQuote || code === singleQuote)) {
          const joinedEnd = this.joinToIdentifier(start);
          if (joinedEnd > start) {
            end = joinedEnd;
            continue;
          }
        }
        ({ kind, spelling, end } = this.readLexeme(start, code));
        // `#`, or its digraph.
        if (startsLine && spelling === "#" && this.hasDirectives) {
          this.directives.push(tokens.length);
          this.definitionEnds.push(-1);
          if (this.doesPause) isGroupLine = beginsGroup(text, end);
        }
      }
      tokens.push(new Token(kind, spelling, source, base + start, hasSpaceBefore, startsLine, doc, undefined));
      if (doc !== undefined) this.doc = doc = undefined;
      hasSpaceBefore = false;
      startsLine = false;
    }
    this.offset = length;
    return tokens;
  }

  private keepDefinition({ name, offset, end }: PlainDefinition, doc: string | undefined): void {
    this.directives.push(this.tokens.length);
    this.definitionEnds.push(end);
    this.tokens.push(new Token("identifier", name, this.source, offset, false, true, doc, undefined));
    this.doc = undefined;
  }

  /**
   * Makes one token of the identifier that ends at an offset and what stands there: a literal that it is the prefix of, or more of its
   * name. Gives the offset behind it; `start` if they are two.
   */
  private joinToIdentifier(start: number): number {
    const { tokens } = this;
    const previous = tokens[tokens.length - 1];
    if (previous?.kind !== "identifier") return start;
    const { source, offset, text, hasSpaceBefore, startsLine, doc } = previous;
    const first = offset - this.base;
    // With universal character names in it, it was read as a whole.
    if (first + text.length !== start) return start;
    const { kind, spelling, end } = this.readSpecialIdentifier(first);
    if (end > start) {
      tokens[tokens.length - 1] = new Token(kind, spelling, source, offset, hasSpaceBefore, startsLine, doc, undefined);
    }
    return end;
  }

  /** Gives the offset behind the comment that starts at an offset, and keeps what it documents; `start` if none starts there. */
  private endOfComment(start: number): number {
    const text = this.text;
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
    if (third === second || third === exclamation) this.keepDocComment(start, end);
    else if (this.comments === "all-comments") this.keepPlainComment(start, end);
    return end;
  }

  private keepDocComment(start: number, end: number): void {
    const text = this.text;
    const isLine = text.charCodeAt(start + 1) === slash;
    const fourth = text.charCodeAt(start + 3);
    // `////…` and `/**/` are ordinary comments, and so are the boxes drawn with `/****`.
    if (isLine ? fourth === slash : end - start < 5 || fourth === asterisk) {
      if (!isLine && this.comments === "all-comments") this.keepPlainComment(start, end);
      return;
    }
    const comment = text.slice(start, end);
    const previous = this.tokens[this.tokens.length - 1];
    if (fourth === less) {
      if (previous !== undefined) previous.trailingDoc = joinDocs(previous.trailingDoc, comment);
      return;
    }
    this.doc = isLine && this.doc?.startsWith("//") === true ? joinDocs(this.doc, comment) : comment;
  }

  private keepPlainComment(start: number, end: number): void {
    const text = this.text;
    const role = roleOfPlainComment(text, start, end);
    if (role === undefined) return;
    const comment = text.slice(start, end);
    if (isVisibilityMark(comment)) return;
    if (role === "before") {
      this.doc = joinPlainComments(this.doc, comment);
      return;
    }
    const previous = this.tokens[this.tokens.length - 1];
    if (previous !== undefined) previous.trailingDoc ??= comment;
  }

  private readLexeme(start: number, code: number): Lexeme {
    const text = this.text;
    const next = text.charCodeAt(start + 1);
    if (code === slash && next === asterisk) return { kind: "invalid", spelling: unclosedComment, end: text.length };
    if (canStartLongPunctuator(code) && !canContinuePunctuator(next) && code !== dot) {
      return { kind: "punctuator", spelling: oneCharacterTexts[code] ?? "", end: start + 1 };
    }
    if (isIdentifierStart(code)) return this.readSpecialIdentifier(start);
    if (code === dot && isDigit(next)) return this.readNumber(start);
    if (code === doubleQuote || code === singleQuote) return this.readQuoted(start, start);
    if (code === backslash && lengthOfUniversalName(text, start) > 0) return this.readUniversalIdentifier(start);
    return this.readPunctuator(start);
  }

  /** Reads an identifier with a quotation mark or a backslash behind it. */
  private readSpecialIdentifier(start: number): Lexeme {
    const text = this.text;
    const end = endOfParts(identifierParts, text, start);
    const spelling = text.slice(start, end);
    if (text.charCodeAt(end) !== backslash) {
      const raw = rawPrefixes.has(spelling) ? readRawString(text, end) : undefined;
      if (raw !== undefined) return { ...raw, spelling: spelling.slice(0, -1) + raw.spelling };
      return literalPrefixes.has(spelling) ? this.readQuoted(start, end) : { kind: "identifier", spelling, end };
    }
    const isUniversal = lengthOfUniversalName(text, end) > 0;
    return isUniversal ? this.readUniversalIdentifier(start) : { kind: "identifier", spelling, end };
  }

  /** Reads an identifier with universal character names. */
  private readUniversalIdentifier(start: number): Lexeme {
    const end = endOfIdentifier(this.text, start);
    return { kind: "identifier", spelling: decodeUniversalNames(this.text.slice(start, end)), end };
  }

  private readNumber(start: number): Lexeme {
    const end = endOfNumber(this.text, start + 1);
    return { kind: "number", spelling: this.text.slice(start, end), end };
  }

  /** Reads a literal whose quotation mark is at `open`; its prefix, if any, starts it. */
  private readQuoted(start: number, open: number): Lexeme {
    const text = this.text;
    const quote = text.charCodeAt(open);
    const parts = quote === doubleQuote ? stringParts : characterParts;
    let end = endOfParts(parts, text, open + 1);
    while (text.charCodeAt(end) === backslash) {
      const next = end + (text.charCodeAt(end + 1) === newline ? 1 : 2);
      end = endOfParts(parts, text, Math.min(next, text.length));
    }
    const isClosed = text.charCodeAt(end) === quote;
    if (isClosed) end++;
    end = Math.min(end, text.length);
    const kind = quote === doubleQuote ? "string" : "character";
    return { kind: isClosed ? kind : "invalid", spelling: text.slice(start, end), end };
  }

  private readPunctuator(start: number): Lexeme {
    const three = this.text.slice(start, start + 3);
    // The digraph of `##`.
    if (three === "%:%" && this.text.charAt(start + 3) === ":") {
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
