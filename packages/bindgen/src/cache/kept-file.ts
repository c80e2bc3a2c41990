/**
 * A file of the cache that proves itself without a hash function, because `node:crypto` takes longer to load than short runs have:
 * it says what it is of, and has its content twice. Where the cache is, is said in `find-cache-directory.ts`; what bounds its size is in
 * `cache-directory.ts`.
 */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
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
  /** The first line of the file, with blanks that make its length a multiple of what addresses of V8's data are multiples of. */
  readonly #head: Buffer;

  constructor(directory: string, { kind, subject, state = "" }: KeptFileIdentity) {
    this.#directory = directory;
    this.#path = join(directory, `${kind}-${hashText(subject)}`);
    const line = JSON.stringify([subject, state]);
    this.#head = Buffer.from(`${line}${" ".repeat(alignment - 1 - (Buffer.byteLength(line) % alignment))}\n`);
  }

  /**
   * Gives what was kept; `undefined` if there is nothing, or if it is not what was written. Its address is a multiple of 8 bytes: V8 would copy a
   * compiled script elsewhere.
   *
   * @param memory Gives memory of as many bytes at least, in which the content is until somebody writes to it; fresh memory when absent.
   */
  read(memory = (byteLength: number): Buffer => Buffer.allocUnsafeSlow(byteLength)): Buffer | undefined {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(this.#path, "r");
      return readProven(descriptor, this.#head, memory);
    } catch {
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /**
   * Keeps what `make` gives, which is not called where nothing can be kept.
   *
   * @returns Whether it was kept.
   * @throws What `make` throws; nothing is kept then.
   */
  write(make: () => Buffer): boolean {
    const temporary = `${this.#path}.${process.pid}.tmp`;
    let descriptor: number;
    try {
      makeFolder(this.#directory);
      descriptor = openSync(temporary, "wx");
    } catch {
      return false;
    }
    let isKept = false;
    try {
      const data = make();
      isKept = tryReplace(this.#path, { temporary, descriptor, content: Buffer.concat([this.#head, data, data]) });
      return isKept;
    } finally {
      closeSync(descriptor);
      if (!isKept) rmSync(temporary, { force: true });
    }
  }

  /** Says that the file is in use: what was not used for longest goes first. */
  touch(): void {
    const now = new Date();
    try {
      utimesSync(this.#path, now, now);
    } catch {
      // Read-only, or gone: then its age does not matter.
    }
  }
}

/** Writes a file that is open, and gives it the name of another; tells whether that was possible. */
function tryReplace(
  path: string,
  facts: { readonly temporary: string; readonly descriptor: number; readonly content: Buffer },
): boolean {
  try {
    writeFileSync(facts.descriptor, facts.content);
    renameSync(facts.temporary, path);
    return true;
  } catch {
    return false;
  }
}

/** Of memory that V8 reads where it is. */
const alignment = 8;

/** The second half is only compared: in pieces, because memory that nobody has touched yet takes longer than copying. */
const pieceBytes = 1 << 16;

/** Gives what follows the head twice; `undefined` if it does not, or if the head is another. */
function readProven(descriptor: number, head: Buffer, memory: (byteLength: number) => Buffer): Buffer | undefined {
  const half = (fstatSync(descriptor).size - head.length) / 2;
  if (!Number.isInteger(half) || half < 0) return undefined;
  const byteLength = head.length + half;
  const start = readNext(descriptor, memory(byteLength).subarray(0, byteLength));
  if (!start.subarray(0, head.length).equals(head)) return undefined;
  const piece = Buffer.allocUnsafe(Math.min(half, pieceBytes));
  for (let place = head.length; place < start.length; place += piece.length) {
    const expected = start.subarray(place, place + piece.length);
    if (!readNext(descriptor, piece.subarray(0, expected.length)).equals(expected)) return undefined;
  }
  return start.subarray(head.length);
}

/** Fills a buffer with what a file has next; what is behind the end of the file is missing from it. */
function readNext(descriptor: number, buffer: Buffer): Buffer {
  let filled = 0;
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, null);
    if (count === 0) break;
    filled += count;
  }
  return buffer.subarray(0, filled);
}

/** FNV-1a of 32 bits: a file name, no proof. */
function hashText(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(16).padStart(8, "0");
}
