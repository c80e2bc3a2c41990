/**
 * One source text: joins spliced lines for the lexer and finds the physical place of a logical offset again. Reading
 * files is the caller's business.
 */
import type { Span } from "@koine/diagnostics";

/** A source file after translation phase 2 (C17 5.1.1.2): backslash-newline pairs are gone. */
export class SourceText {
  /** The path under which the file was read. */
  readonly path: string;
  /** Whether it lies in a system include directory. */
  readonly isSystem: boolean;
  /** The text that is lexed; offsets of tokens count in it. */
  readonly text: string;
  private readonly physicalText: string;
  /** Logical offset of each splice, ascending, and the total length removed up to and including it. */
  private readonly splices: readonly Splice[];
  private lineStarts: readonly number[] | undefined;
  /** The line that was found last. */
  private knownLine = 0;
  private lineMarks: readonly LineMark[] = noLineMarks;
  private readonly firstLine: number;
  private readonly firstOffset: number;

  /** @param place Where the text begins that is a part of another one, as spans say it: line and offset. */
  constructor(path: string, physicalText: string, isSystem: boolean = false, place: TextPlace = wholeText) {
    this.firstLine = place.line;
    this.firstOffset = place.start;
    this.path = path;
    this.isSystem = isSystem;
    // Lines that end as on old Macs keep their length.
    const lines = physicalText.includes("\r") ? physicalText.replace(/\r(?!\n)/g, "\n") : physicalText;
    this.physicalText = lines;
    const joined =
      place.hasTrigraphs === true && lines.includes("??")
        ? replaceTrigraphs(lines)
        : lines.includes("\\")
          ? joinSplicedLines(lines)
          : undefined;
    this.text = joined?.text ?? lines;
    this.splices = joined?.splices ?? noSplices;
  }

  /** Gives the span of the token that starts at logical offset `offset` and is `length` long. */
  spanAt(offset: number, length: number): Span {
    const lineStarts = (this.lineStarts ??= findLineStarts(this.physicalText));
    const isJoined = this.splices.length > 0;
    const start = isJoined ? this.toPhysical(offset) : offset;
    const last = offset + Math.max(length, 1) - 1;
    const line = this.findLine(lineStarts, start);
    return {
      file: this.path,
      start: this.firstOffset + start,
      end: this.firstOffset + Math.max(start, (isJoined ? this.toPhysical(last) : last) + Math.min(length, 1)),
      line: this.firstLine + line,
      column: start - (lineStarts[line] ?? 0) + 1,
    };
  }

  /** Most places are asked for one behind the other: the next is in the same line, or in the one below. */
  private findLine(lineStarts: readonly number[], start: number): number {
    const known = this.knownLine;
    for (let line = known; line <= known + 1 && line < lineStarts.length; line++) {
      if (start < (lineStarts[line] ?? 0)) break;
      if (start < (lineStarts[line + 1] ?? Infinity)) return (this.knownLine = line);
    }
    return (this.knownLine = lastIndexNotAbove(lineStarts, start));
  }

  /** Gives the 1-based physical line of a logical offset. */
  lineAt(offset: number): number {
    const lineStarts = (this.lineStarts ??= findLineStarts(this.physicalText));
    return lastIndexNotAbove(lineStarts, this.toPhysical(offset)) + this.firstLine;
  }

  /** Forgets what `#line` has said: the text is read again. */
  clearLineMarks(): void {
    this.lineMarks = noLineMarks;
  }

  /** Says what `#line` says: the lines behind that of `offset` count from `line`, in the file `path` where one is named. */
  markLine(offset: number, line: number, path: string | undefined): void {
    const shift = line - this.lineAt(offset) - 1;
    this.lineMarks = [...this.lineMarks, { offset, shift, path: path ?? this.presumedPathAt(offset) }];
  }

  /** Gives the line of a logical offset that `__LINE__` stands for. */
  presumedLineAt(offset: number): number {
    return this.lineAt(offset) + (this.lineMarkAt(offset)?.shift ?? 0);
  }

  /** Gives the file of a logical offset that `__FILE__` stands for. */
  presumedPathAt(offset: number): string {
    return this.lineMarkAt(offset)?.path ?? this.path;
  }

  private lineMarkAt(offset: number): LineMark | undefined {
    return this.lineMarks.findLast((mark) => mark.offset < offset);
  }

  private toPhysical(offset: number): number {
    let low = 0;
    let high = this.splices.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.splices[middle]?.offset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + (this.splices[low - 1]?.removedLength ?? 0);
  }
}

/** Where a text begins in the one that it is a part of. */
export interface TextPlace {
  readonly start: number;
  /** The number of its first line. */
  readonly line: number;
  /** Whether trigraphs are replaced. */
  readonly hasTrigraphs?: boolean;
}

/** The place of a text that is no part of another one. */
export const wholeText: TextPlace = { start: 0, line: 1 };

/** What a `#line` changes behind it. */
interface LineMark {
  readonly offset: number;
  /** What is added to the numbers of lines. */
  readonly shift: number;
  readonly path: string;
}

const noLineMarks: readonly LineMark[] = [];

interface Splice {
  readonly offset: number;
  readonly removedLength: number;
}

const noSplices: readonly Splice[] = [];

interface JoinedText {
  readonly text: string;
  readonly splices: readonly Splice[];
}

function joinSplicedLines(text: string): JoinedText | undefined {
  // GCC and Clang also join when blanks stand between the backslash and the line end.
  return replaceParts(text, /\\[ \t]*\r?\n/g);
}

/** @see C17 5.2.1.1 */
const trigraphs: Readonly<Record<string, string>> = {
  "??=": "#",
  "??/": "\\",
  "??'": "^",
  "??(": "[",
  "??)": "]",
  "??!": "|",
  "??<": "{",
  "??>": "}",
  "??-": "~",
};

/** Replaces trigraphs, and joins lines: the backslash at the end of one may be a trigraph, too. */
function replaceTrigraphs(text: string): JoinedText | undefined {
  return replaceParts(text, /(?:\\|\?\?\/)[ \t]*\r?\n|\?\?[=/'()!<>-]/g);
}

/** Replaces what an expression finds: trigraphs by what they stand for, all else by nothing. */
function replaceParts(text: string, expression: RegExp): JoinedText | undefined {
  const parts: string[] = [];
  const splices: Splice[] = [];
  let end = 0;
  let removedLength = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const [found] = match;
    const { [found]: replacement = "" } = trigraphs;
    parts.push(text.slice(end, match.index), replacement);
    const offset = match.index - removedLength + replacement.length;
    end = expression.lastIndex;
    removedLength += found.length - replacement.length;
    splices.push({ offset, removedLength });
  }
  if (splices.length === 0) return undefined;
  parts.push(text.slice(end));
  return { text: parts.join(""), splices };
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lastIndexNotAbove(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
