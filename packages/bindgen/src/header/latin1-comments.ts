/**
 * Text of headers that are no UTF-8. Most of those are older than it, and have the names of their authors in Latin-1; compilers do not look at
 * comments. Elsewhere a byte that is no UTF-8 becomes U+FFFD, because what it stands for is the program's business.
 */

/** Literals, so that what looks like a comment inside of them is none, and comments. */
const literalOrComment = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|\/\*(?:[^]*?\*\/|[^]*)|\/\/[^\n]*/g;

/** Decodes a header in which lines of comments may be Latin-1. */
export function decodeWithLatin1Comments(bytes: Buffer): string {
  const text = bytes.toString("latin1");
  const parts: string[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(literalOrComment)) {
    if (!found.startsWith("/")) continue;
    parts.push(bytes.toString("utf8", end, index));
    end = index + found.length;
    parts.push(found.split("\n").map(decodeLine).join("\n"));
  }
  parts.push(bytes.toString("utf8", end));
  return parts.join("");
}

function decodeLine(line: string): string {
  const bytes = Buffer.from(line, "latin1");
  const decoded = bytes.toString("utf8");
  // U+FFFD may be written, too.
  return decoded.includes("\uFFFD") && !Buffer.from(decoded).equals(bytes) ? line : decoded;
}
