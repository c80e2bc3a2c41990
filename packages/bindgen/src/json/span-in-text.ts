/** Parts of a text as places of diagnostics. */
import type { Span } from "@koine/diagnostics";

/** Gives a part of a text its line and column, which count from 1; offsets are UTF-16 code units, `end` is behind the part. */
export function spanInText(
  { start, end }: { readonly start: number; readonly end: number },
  { text, file }: { readonly text: string; readonly file: string },
): Span {
  const lineStart = start === 0 ? 0 : text.lastIndexOf("\n", start - 1) + 1;
  return { file, start, end, line: countLines(text, lineStart), column: start - lineStart + 1 };
}

function countLines(text: string, end: number): number {
  let line = 1;
  for (let place = text.indexOf("\n"); place !== -1 && place < end; place = text.indexOf("\n", place + 1)) line++;
  return line;
}
