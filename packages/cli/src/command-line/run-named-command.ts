/** From the words of a command line to an exit code. Which commands there are is for the caller to say. */
import { findNearestNames } from "@koine/diagnostics";
import { version } from "../version.ts";
import { OutputFailure } from "./command.ts";
import type { Command, Surroundings } from "./command.ts";
import { exitCodes } from "./exit-code.ts";
import type { ExitCode } from "./exit-code.ts";
import { parseOptions } from "./parse-options.ts";
import { renderCommandHelp, renderOverview } from "./render-help.ts";

/**
 * Runs the command of a table that the words name.
 *
 * @param words As in `process.argv`, without the program and the script.
 * @returns The exit code; nothing is thrown.
 */
export async function runNamedCommand(
  table: readonly Command[],
  words: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  try {
    return await dispatch(table, words, surroundings);
  } catch (error) {
    if (error instanceof OutputFailure) {
      surroundings.writeError(`error: ${error.message}\n`);
      return exitCodes.problems;
    }
    reportBug(error, surroundings);
    return exitCodes.internal;
  }
}

async function dispatch(
  table: readonly Command[],
  words: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) {
    surroundings.writeError(renderOverview(table, version));
    return exitCodes.usage;
  }
  if (name === "--help" || name === "-h" || name === "help") return help(table, rest, surroundings);
  if (name === "--version") {
    surroundings.writeOutput(`${version}\n`);
    return exitCodes.done;
  }
  const command = table.find((candidate) => candidate.name === name);
  if (command === undefined) return refuseName(table, name, surroundings);
  if (isHelpWanted(rest)) {
    surroundings.writeOutput(renderCommandHelp(command));
    return exitCodes.done;
  }
  const parsed = parseOptions(rest, command);
  if (parsed.options === null) return refuseWords(command, parsed.problems, surroundings);
  // The values were parsed by the command's own table.
  return command.run(parsed as Parameters<Command["run"]>[0], surroundings);
}

function isHelpWanted(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return (end === -1 ? words : words.slice(0, end)).some((word) => word === "--help" || word === "-h");
}

function help(table: readonly Command[], [name]: readonly string[], surroundings: Surroundings): ExitCode {
  const command = table.find((candidate) => candidate.name === name);
  if (name !== undefined && command === undefined) return refuseName(table, name, surroundings);
  const text = command === undefined ? renderOverview(table, version) : renderCommandHelp(command);
  surroundings.writeOutput(text);
  return exitCodes.done;
}

function refuseName(table: readonly Command[], name: string, { writeError }: Surroundings): ExitCode {
  const what = name.startsWith("-") ? "option" : "command";
  const known = what === "option" ? ["--help", "--version"] : table.map((command) => command.name);
  const [nearest] = findNearestNames(name, known);
  writeError(`error: unknown ${what} ${name}${nearest === undefined ? "" : `; did you mean ${nearest}?`}\n`);
  writeError("run koine --help for the commands\n");
  return exitCodes.usage;
}

function refuseWords(command: Command, problems: readonly string[], { writeError }: Surroundings): ExitCode {
  for (const problem of problems) writeError(`error: ${problem}\n`);
  writeError(`run koine ${command.name} --help for its usage\n`);
  return exitCodes.usage;
}

function reportBug(error: unknown, { writeError }: Surroundings): void {
  writeError(`internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  writeError(`please report this with the command line and the input: koine ${version}, ${describeMachine()}\n`);
}

function describeMachine(): string {
  return `${process.release?.name ?? "JavaScript"} ${process.version}, ${process.platform} ${process.arch}`;
}
