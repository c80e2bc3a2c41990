/** What V8 made of a script, kept between runs in the directory of the cache. V8 believes what it is given; the file proves itself. */
import { statSync } from "node:fs";
import { findCacheDirectory, KeptFile } from "@koine/bindgen/cached";

/** The compiled form of one script for this Node and its flags. */
export class CodeCache {
  readonly #file: KeptFile;

  private constructor(path: string) {
    this.#file = new KeptFile(findCacheDirectory(), {
      kind: "code",
      subject: JSON.stringify([process.execPath, process.env["NODE_OPTIONS"] ?? "", path]),
      state: JSON.stringify([process.version, process.arch, stampOf(process.execPath), stampOf(path)]),
    });
  }

  /**
   * Gives the place of a script's compiled form; `undefined` where nothing shall be kept.
   *
   * @see Node.js, `NODE_DISABLE_COMPILE_CACHE`, which says the same of Node's own cache
   */
  static of(path: string): CodeCache | undefined {
    return process.env["NODE_DISABLE_COMPILE_CACHE"] === undefined ? new CodeCache(path) : undefined;
  }

  /**
   * Gives the data that was kept; `undefined` if there is none, or if it is not what was written.
   *
   * @param memory Gives memory of as many bytes at least, in which the data is until somebody writes to it.
   */
  read(memory: (byteLength: number) => Buffer): Buffer | undefined {
    return this.#file.read(memory);
  }

  /**
   * Keeps what `make` gives. It is not called where nothing can be kept: making it takes longer than running without it. What
   * flags of a single run give is not kept either, because the next run has others.
   */
  write(make: () => Buffer): void {
    if (process.execArgv.length === 0) this.#file.write(make);
  }
}

/** Two builds differ in time or size. */
function stampOf(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
}
