/**
 * Reads headers. Include search asks for many files that do not exist; a list of each directory answers that without asking
 * the system again.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";

/** A read-through view of the file system, as it was when each directory and file was first asked for. */
export class HeaderFiles {
  readonly #directories = new Map<string, ReadonlySet<string>>();
  readonly #contents = new Map<string, Buffer | undefined>();

  /** Reads a file as UTF-8; `undefined` when there is none. */
  readFile(path: string): string | undefined {
    return this.#read(path)?.toString("utf8");
  }

  /** Tells whether there is a file or directory at a path. */
  has(path: string): boolean {
    return this.list(dirname(path)).has(basename(path));
  }

  /** Lists the names in a directory; none when it cannot be read. */
  list(directory: string): ReadonlySet<string> {
    let names = this.#directories.get(directory);
    if (names === undefined) {
      names = new Set(readDirectory(directory));
      this.#directories.set(directory, names);
    }
    return names;
  }

  /** Gives the first 16 hexadecimal digits of a file's SHA-256; of nothing when there is no such file. */
  hashOf(path: string): string {
    const content = this.#read(path) ?? Buffer.alloc(0);
    return createHash("sha256").update(content).digest("hex").slice(0, 16);
  }

  #read(path: string): Buffer | undefined {
    if (!this.#contents.has(path)) this.#contents.set(path, this.has(path) ? readContent(path) : undefined);
    return this.#contents.get(path);
  }
}

function readDirectory(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    // Missing, not a directory, not permitted: for a search all of them mean that nothing is found there.
    return [];
  }
}

function readContent(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // A directory may be named like a header (`#include <gnutls>` never means one).
    if (code === "EISDIR" || code === "ENOENT") return undefined;
    throw error;
  }
}
