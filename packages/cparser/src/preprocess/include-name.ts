/**
 * The header name behind `#include`, and between the parentheses of `__has_include`.
 */
import { isToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";

/** A header as a directive names it. */
export interface IncludeName {
  readonly name: string;
  readonly isQuoted: boolean;
}

/**
 * Reads `"name"` or `<name>`; any other line is expanded first.
 *
 * @see C17 6.10.2
 */
export function readIncludeName(
  line: readonly Token[],
  expand: (tokens: readonly Token[]) => readonly Token[],
): IncludeName | undefined {
  const first = line[0];
  if (first === undefined) return undefined;
  if (first.kind === "string") return { name: first.text.slice(1, -1), isQuoted: true };
  const bracketed = isToken(first, "<") ? readBracketed(line) : undefined;
  if (bracketed !== undefined) return bracketed;
  const expanded = expand(line);
  const next = expanded[0];
  if (next?.kind === "string") return { name: next.text.slice(1, -1), isQuoted: true };
  return isToken(next, "<") ? joinBracketed(expanded) : undefined;
}

/** Takes the name from the text: it is no sequence of tokens (`<sys/x-y.h>`, `<a//b.h>`). */
function readBracketed(line: readonly Token[]): IncludeName | undefined {
  const first = line[0];
  if (first === undefined) return undefined;
  const { text } = first.source;
  const end = text.indexOf(">", first.offset);
  // A token that a macro made lies at the macro's place, where no bracket is.
  const isElsewhere = end < 0 || text.slice(first.offset, end).includes("\n");
  if (isElsewhere || text.charAt(first.offset) !== "<") return joinBracketed(line);
  return { name: text.slice(first.offset + 1, end), isQuoted: false };
}

function joinBracketed(tokens: readonly Token[]): IncludeName | undefined {
  let name = "";
  for (const [index, token] of tokens.entries()) {
    if (isToken(token, ">")) return { name, isQuoted: false };
    if (index > 0) name += (token.hasSpaceBefore && name !== "" ? " " : "") + token.text;
  }
  return undefined;
}
