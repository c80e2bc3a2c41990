/** Parentheses in lists of tokens, as macros and conditions count them: without a look at other brackets. */
import { isToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";

/** Gives the index of the parenthesis that closes the one at `open`; `undefined` if none does. */
export function findClosingParenthesis(tokens: readonly Token[], open: number): number | undefined {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (isToken(tokens[index], "(")) depth++;
    else if (isToken(tokens[index], ")") && --depth === 0) return index;
  }
  return undefined;
}
