/** What `koine watch` does; how it is called is in `watch.ts`, which loads this file when it is. */
import { watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import type { Surroundings } from "../command-line/command.ts";
import { exitCodes } from "../command-line/exit-code.ts";
import type { ExitCode } from "../command-line/exit-code.ts";
import { runGenerate } from "./run-generate.ts";
import type { GenerateValues } from "./run-generate.ts";

/** Editors write a file in several steps, which come as several events. */
const settlingMs = 20;

/** Generates, then again at every change, until the process is told to end. */
export async function runWatch(
  file: string,
  values: Pick<GenerateValues, "target" | "out" | "force">,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const document = resolve(surroundings.workingDirectory, file);
  const all: GenerateValues = { ...values, scaffold: [], check: false, "dry-run": false, format: undefined };
  /** The time that is told goes from the first sign of a change until everything is written. */
  const generate = async (since: number): Promise<ExitCode> => {
    const { exitCode, files } = await runGenerate(file, all, surroundings);
    if (exitCode === exitCodes.usage) return exitCode;
    watched.follow(new Set([document, ...files].map((name) => resolve(name))));
    surroundings.writeError(`${(performance.now() - since).toFixed(0)} ms; watching ${file}\n`);
    return exitCode;
  };
  const { end, fail, ended } = openEnding();
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: what changes while files are written is generated when they are.
  const watched = new WatchedFiles((since) => {
    last = last.then(() => generate(since)).catch(fail);
  });
  if ((await generate(performance.now())) === exitCodes.usage) return exitCodes.usage;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  await ended.finally(() => watched.close());
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

/** Watches files by their folders: a file that is replaced is another one, which a watch of the old would not notice. */
class WatchedFiles {
  readonly #onChange: (since: number) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();
  #timer: NodeJS.Timeout | undefined;
  /** When the first event of a change came. */
  #since: number | undefined;

  /** @param onChange Is told when the change began. */
  constructor(onChange: (since: number) => void) {
    this.#onChange = onChange;
  }

  follow(files: ReadonlySet<string>): void {
    this.#files = files;
    const folders = new Set([...files].map((file) => dirname(file)));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) {
      if (this.#watchers.has(folder)) continue;
      this.#watchers.set(
        folder,
        watch(folder, (_event, name) => this.#notice(folder, name)),
      );
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #notice(folder: string, name: string | null): void {
    const isOurs =
      name === null || [...this.#files].some((file) => dirname(file) === folder && basename(file) === name);
    if (!isOurs) return;
    const since = (this.#since ??= performance.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#since = undefined;
      this.#onChange(since);
    }, settlingMs);
  }
}
