/**
 * The files of the cache: whole or not there (`kept-file.ts`), and bounded in size together. Where they are is said in
 * `find-cache-directory.ts`, what is in them in `bind-cache.ts`. A cache that cannot be written is no error: the next run does the work again.
 */
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { KeptFile } from "./kept-file.ts";
import type { KeptFileIdentity } from "./kept-file.ts";

/** Files of text by what they are of, each of which is whole or not there. */
export class CacheDirectory {
  readonly #path: string;
  readonly #maximumBytes: number;

  constructor(path: string, maximumBytes: number) {
    this.#path = path;
    this.#maximumBytes = maximumBytes;
  }

  /** Reads a file; `undefined` if there is none, or if it is not what was written. */
  read(identity: KeptFileIdentity): string | undefined {
    return new KeptFile(this.#path, identity).read()?.toString("utf8");
  }

  /** Writes a file, and makes room for it; tells whether it could. */
  write(identity: KeptFileIdentity, text: string): boolean {
    const content = Buffer.from(text);
    if (2 * content.length > this.#maximumBytes) return false;
    const isWritten = new KeptFile(this.#path, identity).write(() => content);
    if (isWritten) this.#makeRoom();
    return isWritten;
  }

  /** Says that a file is in use: what was not used for longest goes first. */
  touch(identity: KeptFileIdentity): void {
    new KeptFile(this.#path, identity).touch();
  }

  #makeRoom(): void {
    try {
      this.#removeOldest();
    } catch {
      // Somebody else cleans up, too.
    }
  }

  #removeOldest(): void {
    const files = readdirSync(this.#path).flatMap((name) => {
      const path = join(this.#path, name);
      const facts = statSync(path, { throwIfNoEntry: false });
      return facts?.isFile() === true ? [{ path, size: facts.size, mtimeMs: facts.mtimeMs }] : [];
    });
    let total = files.reduce((sum, { size }) => sum + size, 0);
    for (const { path, size } of files.toSorted((left, right) => left.mtimeMs - right.mtimeMs)) {
      if (total <= this.#maximumBytes) return;
      this.#remove(path);
      total -= size;
    }
  }

  #remove(path: string): void {
    try {
      rmSync(path, { force: true });
    } catch {
      // Somebody's directory, or not ours to remove.
    }
  }
}
