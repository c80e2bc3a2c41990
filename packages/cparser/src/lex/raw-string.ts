/** GNU C's raw strings, `R"x(…)x"`: read as the ordinary literals that say the same. */
import type { Lexeme } from "./lexer.ts";

/** What stands between the quotation mark and the text: up to 16 characters that the end repeats. */
const opening = /"([^\s()\\"]{0,16})\(/y;
const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "" };

/** Reads the raw string whose quotation mark is at `open`; `undefined` if there is none, or no end of it. */
export function readRawString(text: string, open: number): Lexeme | undefined {
  opening.lastIndex = open;
  const [found = "", delimiter = ""] = opening.exec(text) ?? [];
  const start = open + found.length;
  const end = found === "" ? -1 : text.indexOf(`)${delimiter}"`, start);
  if (end < 0) return undefined;
  const content = text.slice(start, end).replace(/["\\\n\r]/g, (character) => escapes[character] ?? character);
  return { kind: "string", spelling: `"${content}"`, end: end + delimiter.length + 2 };
}
