/** The whole `koine` command as a function. Reading its words is `run-named-command.ts`. */
import { commandTable } from "../commands/command-table.ts";
import type { Surroundings } from "./command.ts";
import type { ExitCode } from "./exit-code.ts";
import { runNamedCommand } from "./run-named-command.ts";

/**
 * Runs the command that the words name.
 *
 * @param words As in `process.argv`, without the program and the script.
 * @returns The exit code; nothing is thrown.
 */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  return runNamedCommand(commandTable, words, surroundings);
}
