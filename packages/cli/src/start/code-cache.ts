/**
 * What V8 made of a script, kept between runs in the directory of the cache. V8 believes what it is given, so a file says what
 * it is of, and has the data twice: comparing is the quickest proof of integrity that Node has without loading anything.
 */
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findCacheDirectory } from "@koine/bindgen/cached";

/** The compiled form of one script for this Node and its flags. */
export class CodeCache {
  readonly #directory: string;
  readonly #name: string;
  /** The first line of the file: what the data depends on. */
  readonly #identity: string;

  private constructor(path: string) {
    const facts = [process.execPath, process.env["NODE_OPTIONS"] ?? "", path];
    this.#directory = findCacheDirectory();
    this.#name = `code-${hashText(JSON.stringify(facts))}`;
    this.#identity = JSON.stringify([process.version, process.arch, facts, stampOf(process.execPath), stampOf(path)]);
  }

  /**
   * Gives the place of a script's compiled form; `undefined` where nothing shall be kept.
   *
   * @see Node.js, `NODE_DISABLE_COMPILE_CACHE`, which says the same of Node's own cache
   */
  static of(path: string): CodeCache | undefined {
    return process.env["NODE_DISABLE_COMPILE_CACHE"] === undefined ? new CodeCache(path) : undefined;
  }

  /** Gives the data that was kept; `undefined` if there is none, or if it is not what was written. */
  read(): Buffer | undefined {
    try {
      const content = readFileSync(join(this.#directory, this.#name));
      const start = this.#identity.length + 1;
      const half = (content.length - start) / 2;
      if (!Number.isInteger(half) || content.toString("utf8", 0, start) !== `${this.#identity}\n`) return undefined;
      const data = content.subarray(start, start + half);
      return data.equals(content.subarray(start + half)) ? data : undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps what `make` gives. It is not called where nothing can be kept: making it takes longer than running without it. What
   * flags of a single run give is not kept either, because the next run has others.
   */
  write(make: () => Buffer): void {
    if (process.execArgv.length > 0) return;
    const path = join(this.#directory, this.#name);
    const temporary = `${path}.${process.pid}.tmp`;
    let descriptor: number;
    try {
      mkdirSync(this.#directory, { recursive: true });
      descriptor = openSync(temporary, "wx");
    } catch {
      return;
    }
    const data = make();
    try {
      writeFileSync(descriptor, Buffer.concat([Buffer.from(`${this.#identity}\n`), data, data]));
      renameSync(temporary, path);
    } catch {
      rmSync(temporary, { force: true });
    } finally {
      closeSync(descriptor);
    }
  }
}

/** Two builds differ in time or size. */
function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}

/** FNV-1a of 32 bits: a file name, no proof; `node:crypto` takes longer to load than the file. */
function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
