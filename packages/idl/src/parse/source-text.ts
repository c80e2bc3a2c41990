/** One file's text, and the spans of stretches in it. */
import type { Span } from "@koine/diagnostics";

/** A text with a name. */
export interface SourceText {
  /** As the user named it. */
  readonly file: string;
  readonly text: string;
  /** The span from one offset to another; offsets outside of the text are moved to its ends. */
  readonly spanOf: (start: number, end: number) => Span;
}

/** Makes the source of a text; lines are found once. */
export function createSourceText(file: string, text: string): SourceText {
  const lineStarts = findLineStarts(text);
  return {
    file,
    text,
    spanOf: (from, to) => {
      const start = Math.min(Math.max(from, 0), text.length);
      const line = findLine(lineStarts, start);
      const end = Math.max(start, Math.min(to, text.length));
      return { file, start, end, line: line + 1, column: start - (lineStarts[line] ?? 0) + 1 };
    },
  };
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let index = text.indexOf("\n"); index !== -1; index = text.indexOf("\n", index + 1)) starts.push(index + 1);
  return starts;
}

/** The last line that starts at or before the offset. */
function findLine(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
