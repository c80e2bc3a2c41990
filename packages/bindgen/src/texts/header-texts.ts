/** A file system of texts, for headers that are in memory. Paths are the same when they lead to the same place. */
import { posix } from "node:path";
import { HeaderFiles } from "../header/header-files.ts";
import { sha256 } from "./sha256.ts";
import { toTextPath } from "./text-paths.ts";

/** Has the texts that it is given, and the directories around them. */
export class HeaderTexts extends HeaderFiles {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #directories = new Map<string, Set<string>>();

  /**
   * @param texts By path, with `/`.
   * @param workingDirectory Where relative paths begin.
   */
  constructor(texts: Readonly<Record<string, string>>, workingDirectory: string) {
    super();
    const entries = Object.entries(texts).map(
      ([path, text]) => [posix.resolve(toTextPath(workingDirectory), path), text] as const,
    );
    this.#texts = new Map(entries);
    for (const path of this.#texts.keys()) {
      const steps = path.split("/");
      for (let count = 1; count < steps.length; count++) {
        const directory = steps.slice(0, count).join("/") || "/";
        const names = this.#directories.get(directory) ?? new Set();
        this.#directories.set(directory, names.add(steps[count] ?? ""));
      }
    }
  }

  override readFile(path: string): string | undefined {
    return this.#texts.get(toTextPath(path));
  }

  override readBytes(path: string): Uint8Array | undefined {
    const text = this.readFile(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  override isSameFile(path: string, other: string): boolean {
    return toTextPath(path) === toTextPath(other);
  }

  override has(path: string): boolean {
    return this.#texts.has(toTextPath(path)) || this.isDirectory(path);
  }

  override danglingTarget(): undefined {
    return undefined;
  }

  override exists(path: string): boolean {
    return this.has(path);
  }

  override isDirectory(path: string): boolean {
    return this.#directories.has(posix.resolve("/", toTextPath(path)));
  }

  override list(directory: string): ReadonlySet<string> {
    return this.#directories.get(posix.resolve("/", toTextPath(directory))) ?? new Set();
  }

  override hashOf(path: string): string {
    return sha256(new TextEncoder().encode(this.readFile(path) ?? "")).slice(0, 16);
  }
}
