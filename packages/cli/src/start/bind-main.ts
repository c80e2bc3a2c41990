/** `koine bind` in a process, and nothing else: the script that `load-script.ts` loads. Any command is in `../main.ts`. */
import { runNamedCommand } from "../command-line/run-named-command.ts";
import { bindCommand } from "../commands/bind.ts";
import { tuneCompiler } from "../compiler-flags.ts";
import { describeProcess } from "../process-surroundings.ts";
import type { CommandExtensions } from "../process-surroundings.ts";

/** Runs the command line of this process, which is of `koine bind`, and sets its exit code. */
export async function main(extensions: CommandExtensions): Promise<void> {
  tuneCompiler();
  const surroundings = describeProcess(extensions);
  process.exitCode = await runNamedCommand([bindCommand], process.argv.slice(2), surroundings);
  // Without this, Node gives every object back by itself before the system takes all memory anyway.
  // oxlint-disable-next-line unicorn/no-process-exit
  if (!surroundings.mayHavePendingText) process.exit();
}
