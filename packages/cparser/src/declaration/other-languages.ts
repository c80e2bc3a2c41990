/**
 * What headers have in other languages than C. `extern "C"` without a guard is gone through, because what is inside is C; all else is
 * only told to be what it is.
 */
import { spanOfToken } from "../lex/token.ts";
import type { Parser, ParseFailure } from "./parser.ts";

/** Goes through the linkage specifications of C++ in a header. */
export class LinkageReader {
  readonly #parser: Parser;
  #openBraces = 0;
  #isReported = false;

  constructor(parser: Parser) {
    this.#parser = parser;
  }

  /**
   * Goes behind `extern "C"`, and behind the brace that opens or closes its block.
   *
   * @returns Whether there was one: what follows is a declaration, or nothing.
   */
  accept(): boolean {
    const parser = this.#parser;
    const { text } = parser.token;
    if (text === "}" && this.#openBraces > 0) {
      parser.advance();
      this.#openBraces--;
      return true;
    }
    if (text !== "extern" || parser.peek(1).text !== '"C"') return false;
    this.#report();
    parser.advance();
    parser.advance();
    if (parser.accept("{")) this.#openBraces++;
    return true;
  }

  /** Once: a header that does so does it everywhere. */
  #report(): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.#parser.diagnostics.push({
      code: "cparser/syntax",
      severity: "error",
      message: 'extern "C" is C++, and no compiler of C takes it',
      span: spanOfToken(this.#parser.token),
      help: "what it is about is bound all the same; write it between #ifdef __cplusplus and #endif",
    });
  }
}

const wordsOfCpp: ReadonlySet<string> = new Set("class namespace template typename using".split(" "));

/** Says what to do about a failure where the text is of another language; `undefined` where it is none that is known by its words. */
export function adviseOnLanguage({ token, unknownName }: ParseFailure): string | undefined {
  if (unknownName !== undefined && wordsOfCpp.has(unknownName)) {
    return "this is C++: name a header of C, or write what is C++ between #ifdef __cplusplus and #endif";
  }
  if (token.kind !== "invalid" || token.text !== "@") return undefined;
  return "this is Objective-C: name a header of C, or write what is Objective-C between #ifdef __OBJC__ and #endif";
}
