/** What the evaluation of macros starts from: their names, expanded as far as it goes, outside of any code. */
import type { Target } from "@koine/ctypes";
import type { MacroValue } from "../declaration/model.ts";
import type { Parser } from "../declaration/parser.ts";
import type { Token } from "../lex/token.ts";
import { HideSet } from "../lex/hide-set.ts";
import { ExpansionOverflow } from "../preprocess/expansion-limit.ts";
import { expandTokens } from "../preprocess/macro-expander.ts";
import type { MacroContext } from "../preprocess/macro-expander.ts";
import type { QuickConstants } from "./quick-constant.ts";

/** What macros are evaluated with. */
export interface MacroEvaluation {
  readonly context: MacroContext;
  /** Knows the names of the translation unit. */
  readonly parser: Parser;
  readonly target: Target;
  /** The token behind the last one of a list. */
  readonly end: Token;
}

/** What all macros of a unit are evaluated with. */
export interface UnitEvaluation extends MacroEvaluation {
  readonly constants: Pick<QuickConstants, "evaluate" | "calculate">;
}

/** Expands a list by itself, and tells whether the result would be another elsewhere. */
export function expandFully(
  list: readonly Token[],
  context: MacroContext,
): { readonly tokens: readonly Token[]; readonly usesPlace: boolean } {
  let usesPlace = false;
  const contained: MacroContext = {
    macros: context.macros,
    // Sets remember what is added to them; these are of no use later.
    noNames: new HideSet(),
    limit: context.limit,
    replaceSpecial: (macro, site) => {
      usesPlace = true;
      return context.replaceSpecial(macro, site);
    },
    executePragma: () => {
      usesPlace = true;
    },
    // A macro that cannot be expanded by itself is no mistake: it may be meant for another place.
    report: () => {
      usesPlace = true;
    },
  };
  try {
    context.limit.begin();
    return { tokens: expandTokens(contained, list), usesPlace };
  } catch (error) {
    // Too large to be anything.
    if (!(error instanceof ExpansionOverflow)) throw error;
    return { tokens: list, usesPlace: true };
  }
}

/** Makes the value of a macro that is none, with a clause that says why. */
export function other(reason: string): MacroValue {
  return { kind: "other", reason };
}

type OtherValue = Extract<MacroValue, { readonly kind: "other" }>;

/** The same for a macro that is none for sure; why, and what it calls, is found out when it is asked. */
export function otherWhenAsked(find: () => Pick<OtherValue, "reason" | "call">): MacroValue {
  let found: Pick<OtherValue, "reason" | "call"> | undefined;
  return {
    kind: "other",
    get reason() {
      return (found ??= find()).reason;
    },
    get call() {
      return (found ??= find()).call;
    },
  };
}
