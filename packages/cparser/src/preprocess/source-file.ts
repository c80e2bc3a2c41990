/**
 * One file as the preprocessor uses it: its tokens, where its directives are, and what guards it against being read twice.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { lexFile, lexGroups, unclosedComment } from "../lex/lexer.ts";
import type { CommentPolicy, GrowingFile } from "../lex/lexer.ts";
import { canSkip } from "../lex/skipped-text.ts";
import { SourceText, wholeText } from "../lex/source-text.ts";
import { isToken, spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { areMacrosReplaced, findLineMarkers, lexRuns } from "./line-markers.ts";
import type { LineMarker } from "./line-markers.ts";

/** The tokens of a file, and where its directives are. */
export interface FileContent {
  readonly tokens: readonly Token[];
  /** Indices of the `#` of all directives, or of the name that stands for a plain `#define`, ascending. */
  readonly directives: readonly number[];
  /** For each directive the offset behind the replacement of a plain `#define`; -1, or nothing, for all others. */
  readonly definitionEnds: readonly number[];
  /** Adds more tokens to those; `undefined` when there are no more. */
  readonly growing: GrowingFile | undefined;
}

/** A file that was read. */
export interface SourceFile {
  readonly path: string;
  readonly source: SourceText;
  readonly isSystem: boolean;
  /** The runs of a text that a preprocessor has written; none of another one. */
  readonly markers: readonly LineMarker[];
  /** Whether the macros of the text were replaced when it was written. */
  readonly isExpanded: boolean;
  /** What is wrong with the file as a whole. */
  readonly problem: Diagnostic | undefined;
  /** Gives the macro whose definition makes reading the file again pointless; not known before it was opened. */
  findGuard(): string | undefined;
  /** Gives what is read. The first time, it grows while it is read. */
  open(): FileContent;
}

export interface FilePlace {
  readonly path: string;
  readonly isSystem: boolean;
}

/** How the text of a file is read. */
export interface TextRules {
  /** Doc comments when absent. */
  readonly comments?: CommentPolicy | undefined;
  readonly hasTrigraphs?: boolean | undefined;
}

/** Makes a file of its text. */
export function makeSourceFile(
  place: FilePlace,
  text: string,
  { comments, hasTrigraphs = false }: TextRules = {},
): SourceFile {
  // Zero bytes alone are blanks to compilers; beside what is no UTF-8 they mean a library, an archive, or UTF-16.
  const isBinary = text.includes("\0") && (text.includes("\uFFFD") || isUtf16(text));
  const source = new SourceText(place.path, isBinary ? "" : text, place.isSystem, { ...wholeText, hasTrigraphs });
  const markers = findLineMarkers(place.path, source.text);
  if (markers.length === 0 && canSkip(source.text)) {
    return new TextFile(place, source, { comments, problem: isBinary ? describeBinary(source) : undefined });
  }
  const { tokens, directives, definitionEnds } =
    markers.length > 0 ? lexRuns(text, markers, comments) : lexFile(source, comments);
  const last = tokens.at(-1);
  const isUnclosed = last?.kind === "invalid" && last.text === unclosedComment;
  if (isUnclosed) tokens.pop();
  const problem = isBinary ? describeBinary(source) : isUnclosed ? describeUnclosedComment(last) : undefined;
  const content = { tokens, directives, definitionEnds, growing: undefined };
  return new TextFile(place, source, { comments, problem, markers, content });
}

interface TextFileParts {
  readonly comments: CommentPolicy | undefined;
  readonly problem: Diagnostic | undefined;
  readonly markers?: readonly LineMarker[];
  /** All tokens, where they were needed at once. */
  readonly content?: FileContent;
}

class TextFile implements SourceFile {
  readonly path: string;
  readonly source: SourceText;
  readonly isSystem: boolean;
  readonly markers: readonly LineMarker[];
  readonly isExpanded: boolean;
  readonly problem: Diagnostic | undefined;
  readonly #comments: CommentPolicy | undefined;
  /** All tokens, of all groups. */
  #whole: FileContent | undefined;
  /** Those of the groups that were read the first time. */
  #first: (FileContent & { readonly growing: GrowingFile }) | undefined;
  #guard: string | undefined;
  #isGuardKnown = false;

  constructor(place: FilePlace, source: SourceText, { comments, problem, markers = [], content }: TextFileParts) {
    this.path = place.path;
    this.isSystem = place.isSystem;
    this.source = source;
    this.markers = markers;
    this.isExpanded = areMacrosReplaced(place.path);
    this.problem = problem;
    this.#comments = comments;
    this.#whole = content;
  }

  findGuard(): string | undefined {
    if (this.#isGuardKnown) return this.#guard;
    if (this.#first === undefined && this.#whole === undefined) return undefined;
    // What was skipped ends all conditionals that it begins.
    const { tokens, directives } = this.#first?.growing.isAtEnd === true ? this.#first : this.#readWhole();
    this.#isGuardKnown = true;
    return (this.#guard = findGuard(tokens, directives));
  }

  open(): FileContent {
    if (this.#first !== undefined || this.#whole !== undefined) return this.#readWhole();
    const growing = lexGroups(this.source, this.#comments);
    const { tokens, directives, definitionEnds } = growing;
    return (this.#first = { tokens, directives, definitionEnds, growing });
  }

  #readWhole(): FileContent {
    if (this.#whole !== undefined) return this.#whole;
    const { tokens, directives, definitionEnds } = lexFile(this.source, this.#comments);
    return (this.#whole = { tokens, directives, definitionEnds, growing: undefined });
  }
}

/** Every other byte of ASCII in UTF-16 is zero. */
function isUtf16(text: string): boolean {
  const start = text.slice(0, 64);
  return start.length >= 8 && start.replaceAll(/\0[^\0]|[^\0]\0/g, "").length <= 1;
}

function describeBinary(source: SourceText): Diagnostic {
  return {
    code: "cparser/binary-file",
    severity: "error",
    message: "this is not the text of a header: it has zero bytes, and is no UTF-8",
    span: source.spanAt(0, 0),
    help: "name the header and not the library; if it is text in UTF-16, save it as UTF-8",
  };
}

function describeUnclosedComment(token: Token): Diagnostic {
  return {
    code: "cparser/unterminated",
    severity: "error",
    message: "this comment is never closed, so that nothing behind it is read",
    span: spanOfToken(token),
    help: 'close it with "*/"',
  };
}

/** Index of the first token behind the line of token `index`. */
export function endOfLine(tokens: readonly Token[], index: number): number {
  let end = index + 1;
  while (tokens[end]?.startsLine === false) end++;
  return end;
}

/** Finds the macro of `#ifndef GUARD … #endif` or `#if !defined(GUARD) … #endif` around a whole file. */
function findGuard(tokens: readonly Token[], directives: readonly number[]): string | undefined {
  if (directives[0] !== 0 || !isToken(tokens[0], "#")) return undefined;
  const name = guardName(tokens);
  if (name === undefined) return undefined;
  let depth = 0;
  for (const index of directives) {
    const keyword = tokens[index + 1];
    if (keyword === undefined || keyword.startsLine) continue;
    if (keyword.text.startsWith("if")) depth++;
    else if (keyword.text.startsWith("el") && depth === 1) return undefined;
    else if (keyword.text === "endif" && --depth === 0) {
      return endOfLine(tokens, index) >= tokens.length ? name : undefined;
    }
  }
  return undefined;
}

function guardName(tokens: readonly Token[]): string | undefined {
  const keyword = tokens[1]?.text;
  if (keyword === "ifndef") return tokens[2]?.text;
  if (keyword !== "if" || !isToken(tokens[2], "!") || !isToken(tokens[3], "defined")) return undefined;
  const hasParentheses = isToken(tokens[4], "(");
  const nameIndex = hasParentheses ? 5 : 4;
  // `#if !defined(A) && …` is more than a guard.
  const end = hasParentheses ? 7 : 5;
  return endOfLine(tokens, 0) === end ? tokens[nameIndex]?.text : undefined;
}
