/** String and character literals whose line ends in front of their closing quote. */
import type { Diagnostic } from "@koine/diagnostics";
import { isUnclosedLiteral, spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";

/** Finds the first such literal among tokens. */
export function findUnclosedLiteral(tokens: readonly Token[]): Token | undefined {
  return tokens.find((token) => token.kind === "invalid" && isUnclosedLiteral(token));
}

/** Describes such a literal. */
export function describeUnclosedLiteral(token: Token, severity: "error" | "warning"): Diagnostic {
  const quote = token.text.endsWith("'") || /^\w*'/.test(token.text) ? "'" : '"';
  const message = `this literal is never closed: its line ends without ${quote}`;
  return { code: "cparser/unterminated", severity, message, span: spanOfToken(token) };
}
