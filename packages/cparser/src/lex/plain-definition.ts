/**
 * `#define` lines that can be understood without reading their tokens: names of parameters, and a replacement without operators, or
 * literals that could hide the end of the line. Nearly all are so, and most macros are never used. All others are the lexer's.
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
/** The names of parameters in parentheses, with a replacement behind them: to an empty one no comment behind it belongs. */
const parameters = /\((?:[ \t]*[A-Za-z_$][\w$]*[ \t]*(?:,[ \t]*[A-Za-z_$][\w$]*[ \t]*)*|[ \t]*)\)(?=[ \t]*[^\s/])/y;
const restOfLine = /[ \t\r]*(?:\n|$)/y;

const newline = 10;
const openParenthesis = 40;
const asterisk = 42;
const slash = 47;

/** Reads the line whose `#` is at `hash`; `undefined` if it is no plain definition. */
export function readPlainDefinition(text: string, hash: number): PlainDefinition | undefined {
  head.lastIndex = hash;
  if (!head.test(text)) return undefined;
  const offset = head.lastIndex;
  nameParts.lastIndex = offset;
  nameParts.test(text);
  const nameEnd = nameParts.lastIndex;
  const start = text.charCodeAt(nameEnd) === openParenthesis ? endOfParameters(text, nameEnd) : nameEnd;
  replacement.lastIndex = start;
  if (start === 0 || !replacement.test(text)) return undefined;
  const end = replacement.lastIndex;
  if (end < text.length && text.charCodeAt(end) !== newline && !isLastComment(text, end)) return undefined;
  // It is an operator where there are parameters.
  if (start > nameEnd && text.slice(start, end).includes("__VA_OPT__")) return undefined;
  return { name: text.slice(offset, nameEnd), offset, end };
}

/** Gives the offset of the replacement of a plain definition, whose name ends at `nameEnd`. */
export function startOfReplacement(text: string, nameEnd: number): number {
  return text.charCodeAt(nameEnd) === openParenthesis ? text.indexOf(")", nameEnd) + 1 : nameEnd;
}

/** Gives the names of the parameters of a plain definition, whose name ends at `nameEnd`; `undefined` if there are no parentheses. */
export function readPlainParameters(text: string, nameEnd: number): readonly string[] | undefined {
  return text.charCodeAt(nameEnd) === openParenthesis ? splitParameters(text, nameEnd) : undefined;
}

/** Gives the offset behind parameters of different names; 0 if they are no such. */
function endOfParameters(text: string, open: number): number {
  parameters.lastIndex = open;
  if (!parameters.test(text)) return 0;
  const names = splitParameters(text, open);
  return new Set(names).size === names.length ? parameters.lastIndex : 0;
}

/** Gives the names between the parenthesis at `open` and the next one. */
function splitParameters(text: string, open: number): string[] {
  const list = text.slice(open + 1, text.indexOf(")", open)).trim();
  return list === "" ? [] : list.split(",").map((name) => name.trim());
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
