/**
 * Advice for an `#error` that was reached: the macros whose definition would have led around it, found by trying each in the
 * conditions that the directive stands in.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { Token } from "../lex/token.ts";
import type { ConditionEvaluator } from "./condition-evaluator.ts";
import { fileQueries } from "./feature-queries.ts";
import { parseMacroDefinition } from "./macro.ts";
import type { Macro } from "./macro.ts";
import { endOfLine } from "./source-file.ts";
import type { FileContent } from "./source-file.ts";

/** Where a directive was reached, and with which macros. */
export interface ErrorPlace {
  readonly content: FileContent;
  /** The word `error`. */
  readonly keyword: Token;
  /** What the directive says. */
  readonly message: string;
  readonly macros: Map<string, Macro>;
  readonly conditions: ConditionEvaluator;
  /** Takes what is wrong with conditions, which is nobody's mistake here. */
  readonly diagnostics: Diagnostic[];
}

/** One of the groups of a conditional, up to the one that was taken. */
interface Group {
  readonly keyword: Token;
  readonly line: readonly Token[];
}

/** Says what to define; `undefined` if no single macro leads around the `#error`. */
export function adviseOnError(place: ErrorPlace): string | undefined {
  for (const groups of listConditionals(place).toReversed()) {
    const names = listUndefined(groups, place.macros).filter((name) => doesAvoid(name, groups, place));
    if (names.includes("__cplusplus")) return "this is a header of C++, and only C is read";
    const whole = /\binclud/i.test(place.message) ? /[\w/.-]+\.h\b/.exec(place.message)?.[0] : undefined;
    if (names.length > 0 && whole !== undefined) return `name ${whole} instead, which includes this header`;
    // Names of this form are the compiler's own, and say for which system it compiles.
    const own = names.filter((name) => !/^_[_A-Z]/.test(name));
    if (own.length > 0) return `it is not reached with -D ${own.join(", or with -D ")}`;
  }
  return undefined;
}

/** The conditionals around the directive, from the outermost. */
function listConditionals({ content, keyword: end }: ErrorPlace): readonly (readonly Group[])[] {
  const conditionals: Group[][] = [];
  const { tokens, directives } = content;
  for (const index of directives) {
    const keyword = tokens[index + 1];
    if (keyword === undefined || keyword === end) break;
    const group = { keyword, line: tokens.slice(index + 2, endOfLine(tokens, index)) };
    if (keyword.text === "endif") conditionals.pop();
    else if (/^if(?:n?def)?$/.test(keyword.text)) conditionals.push([group]);
    else if (/^el(?:se|if(?:n?def)?)$/.test(keyword.text)) conditionals.at(-1)?.push(group);
  }
  return conditionals;
}

function listUndefined(groups: readonly Group[], macros: ReadonlyMap<string, Macro>): readonly string[] {
  const names = groups.flatMap(({ line }) => line.flatMap(({ kind, text }) => (kind === "identifier" ? text : [])));
  const isKnown = (name: string): boolean => name === "defined" || fileQueries.has(name) || macros.has(name);
  return [...new Set(names)].filter((name) => !isKnown(name));
}

/** Whether another group is taken, or none, if a macro is defined as 1. */
function doesAvoid(name: string, groups: readonly Group[], place: ErrorPlace): boolean {
  const { macros, conditions, diagnostics, keyword: site } = place;
  const { length } = diagnostics;
  const macro = parseMacroDefinition(site, [Token.at("identifier", name, site), Token.at("number", "1", site)], false);
  if ("message" in macro) return false;
  macros.set(name, macro);
  const taken = groups.findIndex(({ keyword, line }) => keyword.text === "else" || conditions.isTrue(keyword, line));
  macros.delete(name);
  diagnostics.length = length;
  return taken !== groups.length - 1;
}
