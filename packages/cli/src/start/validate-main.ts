/**
 * `koine validate` and `koine lint` in a process, and nothing else: a script that `load-script.ts` loads. V8 keeps its own
 * settings here: a small document is over before it optimizes anything, and a large one gains by it.
 */
import { lintCommand, validateCommand } from "../commands/validate.ts";
import type { CommandExtensions } from "../process-surroundings.ts";
import { runAlone } from "./run-alone.ts";

/** Runs the command line of this process, which is of one of the two, and sets its exit code. */
export async function main(extensions: CommandExtensions): Promise<void> {
  await runAlone([validateCommand, lintCommand], extensions);
}
