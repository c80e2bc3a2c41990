/** What `koine watch` does; how it is called is in `watch.ts`, which loads this file when it is. */
import type { Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { runGenerate } from "./run-generate.ts";
import type { GenerateValues } from "./run-generate.ts";
import { WatchedFiles } from "./watched-files.ts";

/** Generates, then again at every change, until the process is told to end. */
export async function runWatch(
  file: string,
  values: Pick<GenerateValues, "target" | "out" | "force">,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const all: GenerateValues = { ...values, scaffold: [], check: false, "dry-run": false, format: undefined };
  /** The time that is told goes from the first sign of a change until everything is written. */
  const generate = async (since: number): Promise<ExitCode> => {
    // The next change writes the files again: they need not outlast a loss of power.
    const { exitCode, inputs } = await runGenerate(file, all, surroundings, { isFlushed: false });
    if (exitCode === exitCodes.usage) return exitCode;
    const took = performance.now() - since;
    watched.follow(inputs);
    surroundings.writeError(`${took.toFixed(0)} ms; watching ${file}\n`);
    return exitCode;
  };
  const { end, fail, ended } = openEnding();
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: what changes while files are written is generated when they are.
  const watched = new WatchedFiles((since) => {
    last = last.then(() => generate(since)).catch(fail);
  });
  try {
    if ((await generate(performance.now())) === exitCodes.usage) return exitCodes.usage;
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
    await ended;
  } catch (error) {
    // Systems limit how many folders are watched at once.
    if (!(error instanceof Error && "syscall" in error)) throw error;
    surroundings.writeError(`error: cannot go on watching: ${error.message}\n`);
    return exitCodes.problems;
  } finally {
    watched.close();
  }
  await last;
  return exitCodes.done;
}

interface Ending {
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly fail: (error: unknown) => void;
}

/** What a process waits for that runs until it is told to end, or until something that nobody expected. */
function openEnding(): Ending {
  let end = (): void => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolveEnd, reject) => {
    end = resolveEnd;
    fail = reject;
  });
  return { ended, end, fail };
}
