/**
 * `_Static_assert`, which declares nothing. The assertions of headers are the compiler's to check.
 *
 * @see C17 6.7.10
 */
import type { Parser } from "./parser.ts";

/** Goes past an assertion; false if there is none. */
export function skipStaticAssert(parser: Parser): boolean {
  if (!parser.isAt("_Static_assert") && !(parser.isAt("static_assert") && parser.peek(1).text === "(")) return false;
  parser.advance();
  parser.skipBalanced();
  parser.accept(";");
  return true;
}
