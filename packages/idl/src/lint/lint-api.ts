/** All lint rules; they walk nested modules and members of interfaces like everything else. */
import type { RuleContext } from "../validate/rules/rule.ts";
import { lintFunctions, lintModules } from "./function-lints.ts";
import { lintNames } from "./name-lints.ts";
import { lintTypes, lintUnusedTypes } from "./type-lints.ts";

/** Warns of what is valid, but will make somebody stumble. */
export function lintApi(context: RuleContext): void {
  for (const lint of [lintFunctions, lintModules, lintTypes, lintUnusedTypes, lintNames]) lint(context);
}
