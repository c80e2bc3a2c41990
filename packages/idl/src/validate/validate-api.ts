/** All rules on resolved documents, in one pass each. */
import type { Report } from "../diagnostics/reporter.ts";
import type { ResolvedDocument } from "../resolve/resolve-api.ts";
import { rules } from "./rules/index.ts";

/** Checks a resolved document against every rule; all that is wrong is reported. */
export function validateApi(resolved: ResolvedDocument, report: Report): void {
  for (const rule of rules) rule({ ...resolved, report });
}
