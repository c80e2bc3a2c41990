/** Files that are watched for changes, with what was last read of them: `koine watch` is told when they hold something else. */
import { existsSync, readFileSync, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";

/** Editors write a file in several steps, which come as several events. */
const settlingMs = 10;

/** What was read of files; undefined for one that cannot be read. */
export type ReadFiles = ReadonlyMap<string, Uint8Array | undefined>;

/** Watches files by their folders: a file that is replaced is another one, which a watch of the old would not notice. */
export class WatchedFiles {
  readonly #onChange: (since: number) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadFiles = new Map();
  #timer: NodeJS.Timeout | undefined;
  /** When the first event of a change came. */
  #since: number | undefined;

  /** @param onChange Is told when the change began. */
  constructor(onChange: (since: number) => void) {
    this.#onChange = onChange;
  }

  /**
   * Watches these files and no others. What changed since they were read, before anybody watched them, counts as a change, too.
   *
   * @param files What was read of them.
   */
  follow(files: ReadFiles): void {
    this.#files = new Map([...files].map(([file, bytes]) => [resolve(file), bytes]));
    this.#watchFolders();
    if (this.#hasChanged()) this.#notice();
  }

  /** Ends all watching, also of a change that came just now. */
  close(): void {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) watcher.close();
  }

  #watchFolders(): void {
    const folders = new Set([...this.#files.keys()].map((file) => findFolder(dirname(file))));
    for (const folder of this.#watchers.keys()) if (!folders.has(folder)) this.#unwatch(folder);
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watch(folder);
  }

  #watch(folder: string): void {
    const watcher = watch(folder, (_event, name) => {
      // A folder that is removed says its own name; one of the same name would be another one.
      if (name === basename(folder)) this.#unwatch(folder);
      else if (name !== null && !this.#concerns(join(folder, name))) return;
      this.#notice();
    });
    watcher.on("error", () => this.#unwatch(folder));
    this.#watchers.set(folder, watcher);
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
  }

  /** Whether a path is a file that is watched, or a folder on the way to one. */
  #concerns(path: string): boolean {
    return [...this.#files.keys()].some((file) => file === path || file.startsWith(path + sep));
  }

  #notice(): void {
    this.#since ??= performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const since = this.#since ?? performance.now();
      this.#since = undefined;
      this.#watchFolders();
      if (this.#hasChanged()) this.#onChange(since);
    }, settlingMs);
  }

  /** Saving without a change is no change. */
  #hasChanged(): boolean {
    return [...this.#files].some(([file, known]) => {
      const current = readIfThere(file);
      if (known === undefined || current === undefined) return known !== current;
      return !current.equals(known);
    });
  }
}

/** The folder, or where it is to be made. */
function findFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : findFolder(dirname(folder));
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
