/**
 * From a resolved document to the files of every target that was asked for: lower, plan, check that each target can represent
 * everything, render. Nothing is written here; `write-outputs.ts` does that.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { lowerAbi } from "../abi/lower-abi.ts";
import { createDiagnostic } from "../diagnostics/reporter.ts";
import { targets as allTargets } from "../languages/index.ts";
import type { Target, TargetFile, TargetOutput } from "../languages/target.ts";
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
  const rendering = prepareRendering(api, names);
  return finishRendering(
    rendering,
    rendering.targets.map((target) => renderTarget(rendering.plan, target)),
  );
}

/** What is known before anything is rendered. */
export interface Rendering {
  readonly plan: ApiPlan;
  /** What is rendered: the chosen targets in the order of all, none where one lacks what the document needs. */
  readonly targets: readonly Target[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Plans a document and checks the targets. */
export function prepareRendering(api: Api, names?: readonly string[]): Rendering {
  const plan = planApi(api, lowerAbi(api));
  const chosen = names === undefined ? allTargets : allTargets.filter(({ name }) => names.includes(name));
  const diagnostics = chosen.flatMap((target) => [
    ...checkCapabilities(plan, target),
    ...checkTargetOptions(api, target),
  ]);
  return { plan, targets: hasErrors(diagnostics) ? [] : chosen, diagnostics };
}

/** Renders one target with the options that the document gives it. */
export function renderTarget(plan: ApiPlan, target: Target): TargetOutput {
  return target.render(plan, plan.api.generators[target.name] ?? {});
}

/** Puts together what the targets gave, in their order. */
export function finishRendering({ plan, diagnostics }: Rendering, outputs: readonly TargetOutput[]): RenderedTargets {
  const all = [...diagnostics, ...outputs.flatMap((output) => output.diagnostics)];
  return { plan, files: hasErrors(all) ? [] : outputs.flatMap(({ files }) => files), diagnostics: all };
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
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
