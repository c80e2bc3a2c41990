/**
 * The files of the cache: whole or not there, and bounded in size together. Where they are is said in `find-cache-directory.ts`,
 * what is in them in `bind-cache.ts`. A cache that cannot be written is no error: the next run does the work again.
 */
import { createHash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "@koine/codegen";

/** Files of text by name, each of which is whole or not there. */
export class CacheDirectory {
  readonly #path: string;
  readonly #maximumBytes: number;

  constructor(path: string, maximumBytes: number) {
    this.#path = path;
    this.#maximumBytes = maximumBytes;
  }

  /** Reads a file; `undefined` if there is none, or if it is not what was written. */
  read(name: string): string | undefined {
    try {
      const content = readFileSync(join(this.#path, name));
      const end = content.indexOf("\n");
      const text = content.subarray(end + 1);
      return content.toString("latin1", 0, Math.max(end, 0)) === checksum(text) ? text.toString("utf8") : undefined;
    } catch {
      return undefined;
    }
  }

  /** Writes a file, and makes room for it; tells whether it could. */
  write(name: string, text: string): boolean {
    const path = join(this.#path, name);
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      makeFolder(this.#path);
      const content = Buffer.from(text);
      if (content.length > this.#maximumBytes) return false;
      writeFileSync(temporary, Buffer.concat([Buffer.from(`${checksum(content)}\n`), content]), { flag: "wx" });
      renameSync(temporary, path);
      this.#makeRoom();
      return true;
    } catch {
      this.#remove(temporary);
      return false;
    }
  }

  /** Says that a file is in use: what was not used for longest goes first. */
  touch(name: string): void {
    const now = new Date();
    try {
      utimesSync(join(this.#path, name), now, now);
    } catch {
      // Read-only, or gone: then its age does not matter.
    }
  }

  #makeRoom(): void {
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

function checksum(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
