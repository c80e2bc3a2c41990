/**
 * From a resolved document to the files of every target that was asked for: lower, plan, check that each target can represent
 * everything, render. Nothing is written here; `write-outputs.ts` does that.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { lowerAbi } from "../abi/lower-abi.ts";
import { createDiagnostic } from "../diagnostics/reporter.ts";
import { targets as allTargets } from "../languages/index.ts";
import type { Target, TargetFile } from "../languages/target.ts";
import type { Api } from "../model/index.ts";
import { planApi } from "../plan/plan-api.ts";
import type { ApiPlan } from "../plan/plan-model.ts";
import { checkTargetOptions } from "./check-target-options.ts";
import { findNeeds } from "./needed-capabilities.ts";

/** What rendering gives. */
export interface RenderedTargets {
  readonly plan: ApiPlan;
  /** Files of all targets, by path below the output folder; none when a diagnostic is an error. */
  readonly files: readonly TargetFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Renders a document that was checked.
 *
 * @param names Names of targets; all of them when absent. Unknown names are the caller's to refuse, see {@link findTarget}.
 */
export function renderTargets(api: Api, names?: readonly string[]): RenderedTargets {
  const plan = planApi(api, lowerAbi(api));
  const chosen = names === undefined ? allTargets : allTargets.filter(({ name }) => names.includes(name));
  const problems = chosen.flatMap((target) => [...checkCapabilities(plan, target), ...checkTargetOptions(api, target)]);
  if (problems.some(({ severity }) => severity === "error")) return { plan, files: [], diagnostics: problems };
  const outputs = chosen.map((target) => target.render(plan, api.generators[target.name] ?? {}));
  const diagnostics = [...problems, ...outputs.flatMap((output) => output.diagnostics)];
  const hasErrors = diagnostics.some(({ severity }) => severity === "error");
  return { plan, files: hasErrors ? [] : outputs.flatMap(({ files }) => files), diagnostics };
}

/** Finds a target by its name. */
export function findTarget(name: string): Target | undefined {
  return allTargets.find((target) => target.name === name);
}

/** Names of all targets. */
export const targetNames: readonly string[] = Object.freeze(allTargets.map(({ name }) => name));

/** Reports each declaration that a target cannot represent. */
export function checkCapabilities(plan: ApiPlan, target: Target): readonly Diagnostic[] {
  return findNeeds(plan).flatMap(({ capability, declaration }): Diagnostic[] => {
    const reason = target.lacks[capability];
    if (reason === undefined) return [];
    return [
      {
        ...createDiagnostic("unsupported-by-target", {
          declaration: declaration.id,
          capability,
          target: target.name,
          reason,
        }),
        span: declaration.span,
      },
    ];
  });
}
