/** `koine bind` in a process, and nothing else: a script that `load-script.ts` loads. Any command is in `../main.ts`. */
import { bindCommand } from "../commands/bind.ts";
import { tuneCompiler } from "../compiler-flags.ts";
import type { CommandExtensions } from "../process-surroundings.ts";
import { runAlone } from "./run-alone.ts";

/** Runs the command line of this process, which is of `koine bind`, and sets its exit code. */
export async function main(extensions: CommandExtensions): Promise<void> {
  // Not before: after that, Node has to compile its own modules when it loads them.
  await runAlone([bindCommand], { ...extensions, prepareLongWork: tuneCompiler });
}
