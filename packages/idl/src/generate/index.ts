/** The driver of generation: targets, output folder, checks. */
export type { OutputPlan, OutputRequest, OutputStep } from "./plan-outputs.ts";
export { planOutputs } from "./plan-outputs.ts";
export type { WorkerOptions } from "./render-in-workers.ts";
export { renderTargetsInWorkers } from "./render-in-workers.ts";
export type { RenderedTargets } from "./render-targets.ts";
export { findTarget, renderTargets, targetNames } from "./render-targets.ts";
export type { WriteOptions } from "@koine/codegen";
export type { GeneratedDifference } from "./write-outputs.ts";
export { checkOutputs, writeOutputs } from "./write-outputs.ts";
