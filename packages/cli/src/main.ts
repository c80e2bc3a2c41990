/** The whole command in a process: its words, streams and exit code. How a process begins is in `start/`. */
import { runCommand } from "./command-line/run-command.ts";
import { tuneCompiler } from "./compiler-flags.ts";
import { describeProcess } from "./process-surroundings.ts";
import type { CommandExtensions } from "./process-surroundings.ts";

/** Runs the command line of this process and sets its exit code. */
export async function main(extensions: CommandExtensions = {}): Promise<void> {
  tuneCompiler();
  process.exitCode = await runCommand(process.argv.slice(2), describeProcess(extensions));
}
