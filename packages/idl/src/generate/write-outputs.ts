/** Carries out what was planned for an output folder, or compares it for `--check`. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkOutputFiles, writeManyOutputFiles } from "@koine/codegen";
import type { OutputDifference, OutputFile, WriteOptions } from "@koine/codegen";
import type { OutputPlan } from "./plan-outputs.ts";

/**
 * Writes all files or none; then removes what is no longer generated.
 *
 * @param options See `writeManyOutputFiles`.
 * @throws The file system's error; what had been there before is there again.
 */
export async function writeOutputs(plan: OutputPlan, options: WriteOptions = {}): Promise<void> {
  const changed = plan.steps.filter(({ action }) => action !== "unchanged");
  const manifest = { path: join(plan.directory, plan.manifest.path), text: plan.manifest.text };
  await writeManyOutputFiles([...outputFiles({ ...plan, steps: changed }), manifest], options);
  for (const { path, action } of plan.steps) {
    if (action === "remove") rmSync(join(plan.directory, path), { force: true });
  }
}

/** How an output folder departs from what would be written. */
export type GeneratedDifference = OutputDifference | { readonly path: string; readonly kind: "stale" };

/** Compares; nothing is changed. */
export function checkOutputs(plan: OutputPlan): readonly GeneratedDifference[] {
  const stale = plan.steps.filter(({ action }) => action === "remove");
  return [
    ...checkOutputFiles(outputFiles(plan)),
    ...stale.map(({ path }) => ({ path: join(plan.directory, path), kind: "stale" as const })),
  ];
}

function outputFiles({ directory, steps }: OutputPlan): readonly OutputFile[] {
  return steps.flatMap(({ path, text }) => (text === undefined ? [] : [{ path: join(directory, path), text }]));
}
