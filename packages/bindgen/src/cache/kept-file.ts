/**
 * A file of the cache that proves itself without a hash function, because `node:crypto` takes longer to load than short runs have:
 * it says what it is of, and has its content twice. Where the cache is, is said in `find-cache-directory.ts`; files that nothing
 * but their content speaks for are in `cache-directory.ts`.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "@koine/codegen";

/** What a file is called, and what it is of. */
export interface KeptFileIdentity {
  /** What the name of the file starts with. */
  readonly kind: string;
  /** What there is one file for; a later one takes its place. */
  readonly subject: string;
  /** What the content depends on besides; nothing when absent. */
  readonly state?: string;
}

/** Bytes that are whole, and of what they are asked for, or not there. */
export class KeptFile {
  readonly #directory: string;
  readonly #path: string;
  /** The first line of the file. */
  readonly #head: Buffer;

  constructor(directory: string, { kind, subject, state = "" }: KeptFileIdentity) {
    this.#directory = directory;
    this.#path = join(directory, `${kind}-${hashText(subject)}`);
    this.#head = Buffer.from(`${JSON.stringify([subject, state])}\n`);
  }

  /** Gives what was kept; `undefined` if there is nothing, or if it is not what was written. */
  read(): Buffer | undefined {
    try {
      const content = readFileSync(this.#path);
      const start = this.#head.length;
      const half = (content.length - start) / 2;
      if (!Number.isInteger(half) || !content.subarray(0, start).equals(this.#head)) return undefined;
      const data = content.subarray(start, start + half);
      return data.equals(content.subarray(start + half)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps what `make` gives, which is not called where nothing can be kept. */
  write(make: () => Buffer): void {
    const temporary = `${this.#path}.${process.pid}.tmp`;
    let descriptor: number;
    try {
      makeFolder(this.#directory);
      descriptor = openSync(temporary, "wx");
    } catch {
      return;
    }
    const data = make();
    try {
      writeFileSync(descriptor, Buffer.concat([this.#head, data, data]));
      renameSync(temporary, this.#path);
    } catch {
      rmSync(temporary, { force: true });
    } finally {
      closeSync(descriptor);
    }
  }
}

/** FNV-1a of 32 bits: a file name, no proof. */
function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
