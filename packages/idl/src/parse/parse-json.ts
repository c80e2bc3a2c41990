/** JSON text to source nodes. Strict: RFC 8259, without comments or trailing commas. */
import { depthLimit, failAtDepth, ParseFailure } from "./parse-failure.ts";
import type { MappingEntry, SourceNode } from "./source-node.ts";
import type { SourceText } from "./source-text.ts";

/**
 * Reads a JSON text.
 *
 * @throws {ParseFailure} When it is not well-formed.
 */
export function parseJson(source: SourceText): SourceNode {
  const cursor = { source, offset: 0 };
  const node = readValue(cursor, 0);
  skipBlank(cursor);
  if (cursor.offset < source.text.length) throw new ParseFailure("the document ends before this", cursor.offset);
  return node;
}

interface Cursor {
  readonly source: SourceText;
  offset: number;
}

const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const stringPattern = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
const blankPattern = /[ \t\r\n]*/y;

function skipBlank(cursor: Cursor): void {
  cursor.offset += match(cursor, blankPattern)?.[0].length ?? 0;
}

function match(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.offset;
  return pattern.exec(cursor.source.text);
}

function readValue(cursor: Cursor, depth: number): SourceNode {
  skipBlank(cursor);
  const { text } = cursor.source;
  const start = cursor.offset;
  if (depth > depthLimit) throw failAtDepth(start);
  switch (text[start]) {
    case "{":
      return readMapping(cursor, depth);
    case "[":
      return readSequence(cursor, depth);
    case '"':
      return readText(cursor);
    default:
      return readWord(cursor);
  }
}

function readText(cursor: Cursor): { kind: "text"; span: SourceNode["span"]; value: string; textStart?: number } {
  const start = cursor.offset;
  const written = match(cursor, stringPattern)?.[0];
  if (written === undefined) throw new ParseFailure("this string does not end", start);
  cursor.offset += written.length;
  const value = parseString(written, start);
  const isVerbatim = value.length === written.length - 2;
  const span = cursor.source.spanOf(start, cursor.offset);
  return { kind: "text", span, value, ...(isVerbatim ? { textStart: start + 1 } : {}) };
}

function parseString(written: string, start: number): string {
  try {
    return JSON.parse(written) as string;
  } catch {
    const problem = "this string has a bad escape, or a line end that is not written \\n";
    throw new ParseFailure(problem, start, start + written.length);
  }
}

function readWord(cursor: Cursor): SourceNode {
  const start = cursor.offset;
  for (const [word, value] of [["true", true] as const, ["false", false] as const, ["null", null] as const]) {
    if (!cursor.source.text.startsWith(word, start)) continue;
    cursor.offset += word.length;
    const span = cursor.source.spanOf(start, cursor.offset);
    return value === null ? { kind: "null", span } : { kind: "boolean", span, value };
  }
  const found = match(cursor, numberPattern);
  if (found === null) throw new ParseFailure("expected a value", start);
  const [written, fraction, exponent] = found;
  cursor.offset += written.length;
  const span = cursor.source.spanOf(start, cursor.offset);
  return fraction === undefined && exponent === undefined
    ? { kind: "integer", span, value: BigInt(written) }
    : { kind: "float", span, value: Number(written) };
}

function readSequence(cursor: Cursor, depth: number): SourceNode {
  const start = cursor.offset;
  const items: SourceNode[] = [];
  readItems(cursor, "]", () => items.push(readValue(cursor, depth + 1)));
  return { kind: "sequence", span: cursor.source.spanOf(start, cursor.offset), items };
}

function readMapping(cursor: Cursor, depth: number): SourceNode {
  const start = cursor.offset;
  const entries: MappingEntry[] = [];
  const keys = new Set<string>();
  readItems(cursor, "}", () => {
    if (cursor.source.text[cursor.offset] !== '"') throw new ParseFailure("expected a key in quotes", cursor.offset);
    const { value: key, span: keySpan } = readText(cursor);
    if (keys.has(key)) throw new ParseFailure(`the key "${key}" stands twice`, keySpan.start, keySpan.end);
    keys.add(key);
    skipBlank(cursor);
    expect(cursor, ":");
    entries.push({ key, keySpan, value: readValue(cursor, depth + 1) });
  });
  return { kind: "mapping", span: cursor.source.spanOf(start, cursor.offset), entries };
}

/** Reads what stands between brackets, separated by commas. */
function readItems(cursor: Cursor, close: string, readItem: () => void): void {
  const { text } = cursor.source;
  cursor.offset++;
  skipBlank(cursor);
  if (text[cursor.offset] === close) {
    cursor.offset++;
    return;
  }
  for (;;) {
    skipBlank(cursor);
    readItem();
    skipBlank(cursor);
    if (text[cursor.offset] === close) break;
    expect(cursor, ",", close);
  }
  cursor.offset++;
}

function expect(cursor: Cursor, sign: string, other?: string): void {
  if (cursor.source.text[cursor.offset] !== sign) {
    const choices = other === undefined ? `"${sign}"` : `"${sign}" or "${other}"`;
    throw new ParseFailure(`expected ${choices}`, cursor.offset);
  }
  cursor.offset++;
}
