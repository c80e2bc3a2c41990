/**
 * What special macros stand for where they are used: the place, the counter, and dates that are always the same.
 *
 * @see C17 6.10.8.1
 */
import { Token } from "../lex/token.ts";
import type { Macro } from "./macro.ts";

/** What special macros ask a preprocessor. */
export interface SpecialValues {
  /** The file that was read first. */
  readonly entry: string;
  /** How many files are open around the one that is read. */
  readonly includeLevel: number;
  /** Gives the next value of `__COUNTER__`. */
  count(): number;
}

/** Makes the token that replaces a special macro at `site`. */
export function replaceSpecialMacro({ special }: Macro, site: Token, values: SpecialValues): Token {
  switch (special) {
    case "__LINE__":
      return replaceToken(site, "number", String(site.source.presumedLineAt(site.offset)));
    case "__COUNTER__":
      return replaceToken(site, "number", String(values.count()));
    case "__INCLUDE_LEVEL__":
      return replaceToken(site, "number", String(values.includeLevel));
    case "__FILE__":
      return replaceToken(site, "string", quote(site.source.presumedPathAt(site.offset)));
    case "__FILE_NAME__":
      return replaceToken(site, "string", quote(nameOf(site.source.presumedPathAt(site.offset))));
    case "__BASE_FILE__":
      return replaceToken(site, "string", quote(values.entry));
    // Reproducible: the same headers always give the same result.
    case "__DATE__":
      return replaceToken(site, "string", '"Jan  1 1970"');
    case "__TIME__":
      return replaceToken(site, "string", '"00:00:00"');
    default:
      return replaceToken(site, "string", '"Thu Jan  1 00:00:00 1970"');
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}"`;
}

function replaceToken(site: Token, kind: "number" | "string", text: string): Token {
  return Token.at(kind, text, { ...site, doc: undefined });
}
