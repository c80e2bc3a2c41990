/** What a rule is: a function that looks at a resolved document and reports. */
import type { Report } from "../../diagnostics/reporter.ts";
import type { ResolvedDocument } from "../../resolve/resolve-api.ts";

/** What a rule looks at. */
export interface RuleContext extends ResolvedDocument {
  readonly report: Report;
}

/** A rule. */
export type Rule = (context: RuleContext) => void;
