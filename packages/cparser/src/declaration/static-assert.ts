/**
 * `_Static_assert`, which declares nothing. One that fails says that the header is read for a machine or with macros that it
 * is not made for.
 *
 * @see C17 6.7.10
 */
import { spanOfToken } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { ParseFailure } from "./parser.ts";
import type { Parser } from "./parser.ts";

/** Mistakes in an assertion that are mistakes everywhere; others may be what only a compiler understands. */
const certainMistakes: ReadonlySet<string> = new Set(["cparser/undeclared", "cparser/incomplete-type"]);

/** Reads an assertion and reports one that fails; false if there is none. What cannot be evaluated is taken for true. */
export function parseStaticAssert(parser: Parser): boolean {
  if (parser.isAt("__extension__") && parser.peek(1).text === "_Static_assert") parser.advance();
  if (!parser.isAt("_Static_assert") && !(parser.isAt("static_assert") && parser.peek(1).text === "(")) return false;
  const keyword = parser.advance();
  const open = parser.position;
  const message = readFailedAssertion(parser);
  parser.position = open;
  parser.skipBalanced();
  parser.accept(";");
  if (message !== undefined) reportFailure(parser, keyword, message);
  return true;
}

/** Gives the message of an assertion that fails, empty where it has none. */
function readFailedAssertion(parser: Parser): string | undefined {
  parser.advance();
  try {
    if (parser.grammar.parseIntegerConstant(parser) !== 0n) return undefined;
  } catch (error) {
    if (!(error instanceof ParseFailure) || certainMistakes.has(error.code)) throw error;
    return undefined;
  }
  if (parser.accept(")")) return "";
  return parser.accept(",") && parser.token.kind === "string" ? parser.token.text : undefined;
}

function reportFailure(parser: Parser, keyword: Token, message: string): void {
  parser.diagnostics.push({
    code: "cparser/static-assert",
    severity: "error",
    message: message === "" ? "a static assertion fails" : `a static assertion fails: ${message}`,
    span: spanOfToken(keyword),
    help: "the header is not made for this target, or for these macros: see --target and -D",
  });
}
