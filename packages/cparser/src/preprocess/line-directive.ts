/**
 * `#line 33 "file"`, and `# 33 "file" 1 3` as preprocessors write it: both change what `__LINE__` and `__FILE__` stand for. Problems keep
 * the places of the files that were read, because that is where they can be mended.
 *
 * @see C17 6.10.4; the manual of GCC's preprocessor, "Preprocessor Output"
 */
import type { Token } from "../lex/token.ts";

/** What a directive says of the line behind it. */
export interface LineDirective {
  readonly line: number;
  /** `undefined` where none is named: that of before. */
  readonly path: string | undefined;
}

/** Reads the tokens of a directive, its macros replaced; `undefined` if they are none. */
export function readLineDirective(tokens: readonly Token[]): LineDirective | undefined {
  const [number, name] = tokens;
  if (number?.kind !== "number" || !/^\d+$/.test(number.text)) return undefined;
  const isNamed = name?.kind === "string" && name.text.startsWith('"');
  if (name !== undefined && !isNamed) return undefined;
  return { line: Number(number.text), path: name?.text.slice(1, -1).replace(/\\(["\\])/g, "$1") };
}
