/** The passes in their order, and the stages that they leave behind for inspection. */
import { addNeededTypes } from "./add-needed-types.ts";
import { filterNames } from "./filter-names.ts";
import { keepWantedFiles } from "./keep-wanted-files.ts";
import { groupByFile } from "./group-by-file.ts";
import { markUnsupported } from "./mark-unsupported.ts";
import type { Pass, PassOptions, PassState } from "./pass.ts";
import { sealTypes } from "./seal-types.ts";
import { resolveMacroConflicts } from "./resolve-macro-conflicts.ts";

/** All passes in the order in which they run. */
export const passes: readonly Pass[] = Object.freeze([
  keepWantedFiles,
  resolveMacroConflicts,
  filterNames,
  sealTypes,
  addNeededTypes,
  groupByFile,
  markUnsupported,
]);

/** What one pass left behind. */
export interface Stage {
  readonly name: string;
  readonly summary: string;
  readonly state: PassState;
}

/** Runs all passes; the last stage is the result. */
export function runPasses(initial: PassState, options: PassOptions): readonly Stage[] {
  const stages: Stage[] = [
    {
      name: "lower",
      summary: "All types that the compiler would see, and everything else of the wanted headers.",
      state: initial,
    },
  ];
  let state = initial;
  for (const { name, summary, run } of passes) {
    state = Object.freeze(run(state, options));
    stages.push({ name, summary, state });
  }
  return stages;
}
