/** Runs a few commands in a process that has nothing else to do. What the scripts in this folder have in common. */
import type { Command } from "../command-line/command.ts";
import { runNamedCommand } from "../command-line/run-named-command.ts";
import { describeProcess } from "../process-surroundings.ts";
import type { CommandExtensions } from "../process-surroundings.ts";

/** Runs the command line of this process, which is of one of the commands, and ends with its exit code. */
export async function runAlone(commands: readonly Command[], extensions: CommandExtensions): Promise<void> {
  const surroundings = describeProcess(extensions);
  process.exitCode = await runNamedCommand(commands, process.argv.slice(2), surroundings);
  // Without this, Node gives every object back by itself before the system takes all memory anyway.
  // oxlint-disable-next-line unicorn/no-process-exit
  if (!surroundings.mayHavePendingText) process.exit();
}
