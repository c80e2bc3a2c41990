/** All rules on resolved documents, in one pass each. */
import type { Reporter } from "../diagnostics/reporter.ts";
import type { ApiDeclaration } from "../model/api.ts";
import type { ResolvedDocument } from "../resolve/resolve-api.ts";
import { checkAbi } from "./check-abi.ts";
import { listDeclarations } from "./declarations.ts";
import { rules } from "./rules/index.ts";
import type { RuleContext } from "./rules/rule.ts";
import { listTypeUses } from "./type-uses.ts";

/**
 * Checks a resolved document against every rule; all that is wrong is reported.
 *
 * @returns What rules look at, for those that come after.
 */
export function validateApi(resolved: ResolvedDocument, { report, diagnostics }: Reporter): RuleContext {
  const { api, places } = resolved;
  const faults = diagnostics.flatMap(({ span }) => (span?.file === api.file ? [span.start] : []));
  const context = {
    ...resolved,
    report,
    declarations: listDeclarations(api),
    uses: listTypeUses(api),
    isDamaged: (declaration: ApiDeclaration) => {
      const span = places.declarations.get(declaration)?.span;
      return span !== undefined && faults.some((start) => start >= span.start && start < span.end);
    },
  };
  for (const check of rules) check(context);
  checkAbi(context, diagnostics);
  return context;
}
