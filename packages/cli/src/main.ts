/** The command in a process: its words, streams and exit code. */
import { runCommand } from "./command-line/run-command.ts";
import type { Surroundings } from "./command-line/command.ts";
import { tuneCompiler } from "./compiler-flags.ts";

/**
 * Runs the command line of this process and sets its exit code.
 *
 * @param extensions What the package that installs the command adds to it.
 */
export async function main(extensions: Pick<Surroundings, "loadLibclang"> = {}): Promise<void> {
  tuneCompiler();
  // A reader that stops early (`koine bind zlib.h | head`) is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exitCode ??= 0;
    else throw error;
  });
  process.exitCode = await runCommand(process.argv.slice(2), {
    workingDirectory: process.cwd(),
    writeOutput: (text) => process.stdout.write(text),
    writeError: (text) => process.stderr.write(text),
    isTerminal: process.stderr.isTTY,
    loadLibclang: extensions.loadLibclang,
  });
}
