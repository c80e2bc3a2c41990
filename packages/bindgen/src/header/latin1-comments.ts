/**
 * Text of headers that are no UTF-8. Most of those are older than it, and have the names of their authors in Latin-1; compilers do not look at
 * comments. Elsewhere a byte that is no UTF-8 becomes U+FFFD, because what it stands for is the program's business.
 */

/** Decodes a header in which lines of comments may be Latin-1. */
export function decodeWithLatin1Comments(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  const parts: string[] = [];
  let end = 0;
  for (const [start, next] of findComments(text)) {
    parts.push(bytes.toString("utf8", end, start));
    end = next;
    parts.push(text.slice(start, end).split("\n").map(decodeLine).join("\n"));
  }
  parts.push(bytes.toString("utf8", end));
  return parts.join("");
}

/** Gives where each comment starts and ends. What looks like one inside of a literal is none. */
function* findComments(text: string): Generator<readonly [start: number, end: number]> {
  const starts = /["']|\/[/*]/g;
  // Where a quote begins no literal, no other of its kind in the line does: it was escaped.
  const plainUntil: Record<string, number> = { '"': 0, "'": 0 };
  for (let found = starts.exec(text); found !== null; found = starts.exec(text)) {
    const { 0: mark, index } = found;
    if (mark === "//" || mark === "/*") {
      starts.lastIndex = endOfComment(text, index);
      yield [index, starts.lastIndex];
    } else if (index >= (plainUntil[mark] ?? 0)) {
      const { end, isClosed } = readLiteral(text, index);
      if (isClosed) starts.lastIndex = end;
      else plainUntil[mark] = end;
    }
  }
}

function endOfComment(text: string, start: number): number {
  const isBlock = text[start + 1] === "*";
  const end = text.indexOf(isBlock ? "*/" : "\n", start + 2);
  return end < 0 ? text.length : isBlock ? end + 2 : end;
}

/** Gives the offset behind a literal; that of the end of its line where it is not closed, as in `#error don't`. */
function readLiteral(text: string, start: number): { readonly end: number; readonly isClosed: boolean } {
  // One pattern for a whole literal would need memory for each of its characters.
  const ends = /["'\\\n]/g;
  ends.lastIndex = start + 1;
  for (let found = ends.exec(text); found !== null; found = ends.exec(text)) {
    const { 0: mark, index } = found;
    if (mark === text[start]) return { end: index + 1, isClosed: true };
    if (mark === "\n") return { end: index, isClosed: false };
    if (mark === "\\") ends.lastIndex++;
  }
  return { end: text.length, isClosed: false };
}

function decodeLine(line: string): string {
  const bytes = Buffer.from(line, "latin1");
  const decoded = bytes.toString("utf8");
  // U+FFFD may be written, too.
  return decoded.includes("\uFFFD") && !Buffer.from(decoded).equals(bytes) ? line : decoded;
}
