/**
 * `#define` lines that can be understood without reading their tokens: a name without parameters, and a replacement without operators,
 * or literals that could hide the end of the line. Nearly all are so, and most macros are never used. All others are the lexer's.
 */

/** The parts of such a line. */
export interface PlainDefinition {
  readonly name: string;
  /** Offset of the name. */
  readonly offset: number;
  /** Offset behind the replacement: of the line end, or of a comment with nothing behind it. */
  readonly end: number;
}

const head = /#[ \t]*define[ \t]+(?=[A-Za-z_$])/y;
const nameParts = /[\w$\u0080-\uffff]*/y;
/** No comment, no `#` and its digraph, no spliced line, and one string at most, which is no raw one. */
const replacement = /(?!\S)[^\n"'/\\#%]*(?:(?<!\w)"[^"\\\n]*"[^\n"'/\\#%]*)?/y;
const restOfLine = /[ \t\r]*(?:\n|$)/y;

const newline = 10;
const asterisk = 42;
const slash = 47;

/** Reads the line whose `#` is at `start`; `undefined` if it is no plain definition. */
export function readPlainDefinition(text: string, start: number): PlainDefinition | undefined {
  head.lastIndex = start;
  if (!head.test(text)) return undefined;
  const offset = head.lastIndex;
  nameParts.lastIndex = offset;
  nameParts.test(text);
  const nameEnd = nameParts.lastIndex;
  replacement.lastIndex = nameEnd;
  if (!replacement.test(text)) return undefined;
  const end = replacement.lastIndex;
  if (end < text.length && text.charCodeAt(end) !== newline && !isLastComment(text, end)) return undefined;
  return { name: text.slice(offset, nameEnd), offset, end };
}

/** Whether a comment starts at an offset, and the line ends behind it. */
function isLastComment(text: string, start: number): boolean {
  if (text.charCodeAt(start) !== slash) return false;
  const second = text.charCodeAt(start + 1);
  if (second !== asterisk) return second === slash;
  const end = text.indexOf("*/", start + 2) + 2;
  if (end < 2) return false;
  restOfLine.lastIndex = end;
  return restOfLine.test(text);
}
