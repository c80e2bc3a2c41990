/**
 * The replacement of macros without `#`, `##` and `__VA_OPT__`, which nearly all are: the body as it is, with the arguments in place of
 * the parameters. All others are `substitute.ts`'s.
 *
 * @see C17 6.10.3.1
 */
import type { HideSet } from "../lex/hide-set.ts";
import { Token } from "../lex/token.ts";
import { parameterPlaces } from "./macro.ts";
import type { Macro } from "./macro.ts";

/** Gives the tokens that replace a macro without parameters and operators, as most are, the first of them in the place of the name. */
export function copyBody(body: readonly Token[], site: Token, hideSet: HideSet): readonly Token[] {
  const { source, offset } = site;
  const output: Token[] = [];
  for (let index = 0; index < body.length; index++) {
    const token = body[index];
    if (token === undefined) break;
    output.push(
      index > 0
        ? new Token(token.kind, token.text, source, offset, token.hasSpaceBefore, false, token.doc, hideSet)
        : placeFirst(token, site, hideSet),
    );
  }
  return output;
}

/** The first of the tokens that replace a macro stands where the name stood, and has its documentation. */
function placeFirst({ kind, text, doc }: Token, site: Token, hideSet: HideSet): Token {
  const { source, offset, hasSpaceBefore, startsLine } = site;
  return new Token(kind, text, source, offset, hasSpaceBefore, startsLine, site.doc ?? doc, hideSet);
}

/** Where a macro with parameters is used. */
export interface PlainCall {
  /** One list per parameter, as they are written. */
  readonly macroArguments: readonly (readonly Token[])[];
  /** The macro's name where it is used: all tokens of the replacement get its place. */
  readonly site: Token;
  readonly hideSet: HideSet;
  /** Expands an argument by itself. */
  readonly expand: (tokens: readonly Token[]) => readonly Token[];
}

/** Gives the tokens that replace a macro with parameters and without operators; each argument is expanded once, if it is used. */
export function replaceParameters(
  macro: Macro,
  { macroArguments, site, hideSet, expand }: PlainCall,
): readonly Token[] {
  const { body } = macro;
  const places = parameterPlaces(macro);
  const { source, offset } = site;
  const expanded: (readonly Token[] | undefined)[] = [];
  const output: Token[] = [];
  for (let index = 0; index < body.length; index++) {
    const at = body[index];
    const place = places[index] ?? -1;
    if (at === undefined) break;
    if (place < 0) {
      output.push(
        output.length > 0
          ? new Token(at.kind, at.text, source, offset, at.hasSpaceBefore, false, at.doc, hideSet)
          : placeFirst(at, site, hideSet),
      );
      continue;
    }
    const argument = (expanded[place] ??= expand(macroArguments[place] ?? []));
    for (let part = 0; part < argument.length; part++) {
      const token = argument[part];
      if (token === undefined) break;
      const { kind, text, hideSet: own } = token;
      const names = kind === "identifier" && own?.has(text) === true ? hideSet.with(text) : hideSet;
      const hasSpace = part === 0 ? at.hasSpaceBefore : token.hasSpaceBefore || token.startsLine;
      output.push(
        output.length > 0
          ? new Token(kind, text, source, offset, hasSpace, false, token.doc, names)
          : placeFirst(token, site, names),
      );
    }
  }
  return output;
}
