/**
 * Reads headers. Include search asks for many files that do not exist; a list of each directory answers that without asking
 * the system again.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { basename, dirname } from "node:path";
import { decodeWithLatin1Comments } from "./latin1-comments.ts";

/** Everything that was learned of the file system: whoever finds it unchanged would read the same. */
export interface HeaderTrace {
  /** By path what {@link describeContent} gives. */
  readonly files: ReadonlyMap<string, string>;
  /** Directories by path. */
  readonly directories: ReadonlyMap<string, DirectoryTrace>;
  /** Of which paths was asked whether they lead to one file. */
  readonly identities: readonly IdentityTrace[];
}

/** Whether two paths lead to one file. */
export type IdentityTrace = readonly [path: string, other: string, isSame: boolean];

/** What was learned of one directory, besides the files that were read. */
export interface DirectoryTrace {
  readonly exists: boolean;
  /** Names that were looked for in vain. */
  readonly absentNames: readonly string[];
  /** Names that were found, of what was not read. */
  readonly presentNames: readonly string[];
}

interface DirectoryView {
  /** Names inside; `null` when it cannot be read. */
  readonly names: ReadonlySet<string> | null;
  readonly absentNames: Set<string>;
  readonly presentNames: Set<string>;
}

const noNames: ReadonlySet<string> = new Set();

/** A read-through view of the file system, as it was when each directory and file was first asked for. */
export class HeaderFiles {
  readonly #directories = new Map<string, DirectoryView>();
  readonly #texts = new Map<string, string | undefined>();
  readonly #problems = new Map<string, string>();
  /** Files that are no UTF-8, whose text says less than they do. */
  readonly #otherTexts = new Set<string>();
  readonly #identities: IdentityTrace[] = [];

  /** Reads a file as UTF-8, with comments in Latin-1 where they are; `undefined` when there is none. */
  readFile(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, this.has(path) ? this.#readPresent(path) : undefined);
    return this.#texts.get(path);
  }

  /** Reads a file as it is; `undefined` when there is none. */
  readBytes(path: string): Uint8Array | undefined {
    return this.readFile(path) === undefined ? undefined : readContent(path);
  }

  /** Tells whether two paths lead to one file. */
  isSameFile(path: string, other: string): boolean {
    const isSame = areSameFile(path, other);
    this.#identities.push([path, other, isSame]);
    return isSame;
  }

  /** Gives what a symbolic link says where that is not there; `undefined` for everything else. */
  danglingTarget(path: string): string | undefined {
    try {
      const isDangling = this.has(path) && statSync(path, { throwIfNoEntry: false }) === undefined;
      return isDangling ? readlinkSync(path) : undefined;
    } catch {
      // It leads in a circle, or nobody may look.
      return undefined;
    }
  }

  /** Tells why what is at a path could not be read; `undefined` for what was read, or is not there. */
  problemOf(path: string): string | undefined {
    return this.#problems.get(path);
  }

  /** The paths of what is there and could not be read. */
  get unreadablePaths(): readonly string[] {
    return [...this.#problems.keys()];
  }

  /** Tells whether there is a file or directory at a path, which is read then. */
  has(path: string): boolean {
    const { names, absentNames } = this.#view(dirname(path));
    const name = basename(path);
    if (names?.has(name) === true) return true;
    absentNames.add(name);
    return false;
  }

  /** Tells whether there is a file or directory at a path, of which only that counts. */
  exists(path: string): boolean {
    if (!this.has(path)) return false;
    this.#view(dirname(path)).presentNames.add(basename(path));
    return true;
  }

  /** Tells whether there is a directory at a path. */
  isDirectory(path: string): boolean {
    return this.#view(path).names !== null;
  }

  /** Lists the names in a directory; none when it cannot be read. */
  list(directory: string): ReadonlySet<string> {
    return this.#view(directory).names ?? noNames;
  }

  /** Gives what was learned so far. What {@link HeaderFiles.list} gave is not part of it: it only serves advice. */
  trace(): HeaderTrace {
    const found = [...this.#texts.keys()].filter((path) => this.has(path));
    return {
      files: new Map(found.map((path) => [path, this.#describe(path)])),
      directories: new Map(
        [...this.#directories].map(([path, { names, absentNames, presentNames }]) => [
          path,
          { exists: names !== null, absentNames: [...absentNames], presentNames: [...presentNames] },
        ]),
      ),
      identities: this.#identities,
    };
  }

  #describe(path: string): string {
    const isRead = this.readFile(path) !== undefined;
    return isRead ? this.hashOf(path) : (this.problemOf(path) ?? leadsNowhere);
  }

  /** Gives the first 16 hexadecimal digits of a file's SHA-256; of nothing when there is no such file. */
  hashOf(path: string): string {
    const text = this.readFile(path) ?? "";
    // What is no UTF-8 was replaced in the text, and different files may have the same.
    return hashContent((this.#otherTexts.has(path) ? readContent(path) : undefined) ?? text);
  }

  #view(directory: string): DirectoryView {
    let view = this.#directories.get(directory);
    if (view === undefined) {
      view = { names: readDirectory(directory), absentNames: new Set(), presentNames: new Set() };
      this.#directories.set(directory, view);
    }
    return view;
  }

  /** Node reads text at once into the engine, in a third of the time that bytes take. */
  #readPresent(path: string): string | undefined {
    const unfit = findProblem(statPath(path));
    if (unfit !== undefined) {
      this.#problems.set(path, unfit);
      return undefined;
    }
    const text = tryRead(
      // A socket has no path that could be opened.
      () => readFileSync(path === standardInput ? 0 : path, "utf8"),
      (problem) => this.#problems.set(path, problem),
    );
    if (text === undefined || !text.includes("\uFFFD")) return text;
    this.#otherTexts.add(path);
    // What was read from a pipe is gone, and what has null bytes is no text.
    const content = path === standardInput || text.includes("\0") ? undefined : readContent(path);
    return content === undefined ? text : decodeWithLatin1Comments(content);
  }
}

/** The header that `-` stands for. */
export const standardInput = "/dev/stdin";

/** Gives the first 16 hexadecimal digits of a SHA-256. */
export function hashContent(content: Buffer | string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/** Gives what the system says of a path; `undefined` where there is nothing, or nothing that may be seen. */
export function statPath(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A directory on the way is not permitted, is none, or leads in a circle.
    return undefined;
  }
}

/** Lists the names in a directory; `null` when it cannot be read. */
export function readDirectory(directory: string): ReadonlySet<string> | null {
  try {
    return new Set(readdirSync(directory));
  } catch {
    // Missing, not a directory, not permitted: for a search all of them mean that nothing is found there.
    return null;
  }
}

/** No header is as large, and no string of JavaScript may be twice as long. */
const maximumByteLength = 2 ** 28;

/** Devices such as `/dev/zero` have no end. */
function findProblem(facts: Stats | undefined): string | undefined {
  if (facts?.isCharacterDevice() === true || facts?.isBlockDevice() === true) return "it is a device";
  return facts !== undefined && facts.size > maximumByteLength ? "it is larger than 256 MiB" : undefined;
}

/** What a link is whose file is not there. */
const leadsNowhere = "it leads nowhere";

/** Gives the hash of what is at a path, as {@link hashContent} does; or why it cannot be read. */
export function describeContent(path: string): string {
  let problem = findProblem(statPath(path));
  if (problem !== undefined) return problem;
  const content = readContent(path, (reason) => (problem = reason));
  return content === undefined ? (problem ?? leadsNowhere) : hashContent(content);
}

/** Tells whether two paths lead to one file. */
export function areSameFile(path: string, other: string): boolean {
  const [facts, others] = [statPath(path), statPath(other)];
  return facts !== undefined && facts.dev === others?.dev && facts.ino === others.ino;
}

function readContent(path: string, onProblem?: (problem: string) => void): Buffer | undefined {
  return tryRead(() => readFileSync(path), onProblem);
}

/**
 * Gives what was read; `undefined` when there is no such file, and when it cannot be read.
 *
 * @param onProblem Is told why what is there cannot be read.
 */
function tryRead<TContent>(read: () => TContent, onProblem?: (problem: string) => void): TContent | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const { code } = error;
    // A directory may be named like a header (`#include <gnutls>` never means one).
    if (code === "EISDIR") onProblem?.("it is a directory");
    else if (code !== "ENOENT") onProblem?.(describeSystemError(error.message));
    return undefined;
  }
}

/** What Node says without the call and the path: `EACCES: permission denied, open '…'`. */
function describeSystemError(message: string): string {
  return message.replace(/, \w+(?: '.*')?$/, "");
}
