/** All rules on resolved documents, in one pass each. */
import type { Report } from "../diagnostics/reporter.ts";
import type { ResolvedDocument } from "../resolve/resolve-api.ts";
import { listDeclarations } from "./declarations.ts";
import { rules } from "./rules/index.ts";
import { listTypeUses } from "./type-uses.ts";

/** Checks a resolved document against every rule; all that is wrong is reported. */
export function validateApi(resolved: ResolvedDocument, report: Report): void {
  const { api } = resolved;
  const context = { ...resolved, report, declarations: listDeclarations(api), uses: listTypeUses(api) };
  for (const check of rules) check(context);
}
