/** What a rule is: a function that looks at a resolved document and reports. */
import type { Report } from "../../diagnostics/reporter.ts";
import type { ApiDeclaration } from "../../model/api.ts";
import type { ResolvedDocument } from "../../resolve/resolve-api.ts";
import type { DeclarationEntry } from "../declarations.ts";
import type { TypeUse } from "../type-uses.ts";

/** What a rule looks at. */
export interface RuleContext extends ResolvedDocument {
  readonly report: Report;
  readonly declarations: readonly DeclarationEntry[];
  readonly uses: readonly TypeUse[];
  /** Tells whether something in a declaration was wrong before the rules ran, so that parts of it may be missing. */
  readonly isDamaged: (declaration: ApiDeclaration) => boolean;
}

/** A rule. */
export type Rule = (context: RuleContext) => void;

/** Tells whether the document's schema is this one or a newer one. */
export function isSinceSchema({ api }: RuleContext, version: string): boolean {
  // Versions are compared as text: all of their numbers have one digit.
  return api.schema >= version;
}
