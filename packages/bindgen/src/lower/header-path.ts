/** Names of header files without the directories of this machine: as `#include` would name them. */
import { basename, dirname, relative, sep } from "node:path";
import { nameOfBuiltIn } from "../header/built-in-headers.ts";
import { isNormalPath, toNormalPath } from "../header/normal-path.ts";

/** Turns paths of headers into names that are the same on every machine. */
export class HeaderNames {
  /** Longest first, so that the innermost directory decides. */
  readonly #directories: readonly string[];
  readonly #names = new Map<string, string>();

  /**
   * @param includeDirectories What names are relative to.
   * @param headers The given headers; those outside of all include directories are named from their own.
   */
  constructor(includeDirectories: readonly string[], headers: readonly string[]) {
    const isOutside = (header: string): boolean =>
      !header.startsWith("<") && !includeDirectories.some((directory) => isInside(header, directory));
    const own = findOwnFolders([...new Set(headers.filter(isOutside))]);
    // One that is given is what `#include` names; others are no part of a binding.
    for (const header of headers) {
      const name = nameOfBuiltIn(header);
      if (name !== undefined) this.#names.set(header, name);
    }
    this.#directories = [...new Set([...includeDirectories, ...own])].toSorted(
      (left, right) => right.length - left.length,
    );
  }

  /** Gives the name of a header, with `/` between its parts. */
  nameOf(path: string): string {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const name = this.#relativeName(path);
    this.#names.set(path, name);
    return name;
  }

  #relativeName(path: string): string {
    if (path.startsWith("<")) return path;
    // The preprocessor joins what stands behind #include as it is: lib/../other.h.
    const normal = toNormalPath(path);
    const directory = this.#directories.find((candidate) => isInside(normal, candidate));
    if (directory === undefined) return basename(normal);
    // Behind a normal directory stands the name; to calculate it takes ten times as long.
    const isPrefix = isNormalPath(normal) && isNormalPath(directory);
    return isPrefix ? normal.slice(directory.length + 1) : relative(directory, normal).split(sep).join("/");
  }
}

/** Tells whether a path leads into a directory; both are normalized. */
export function isInside(path: string, directory: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

/** Headers are named from their folders; those of one name in several folders from what those have in common. */
function findOwnFolders(headers: readonly string[]): readonly string[] {
  return headers.map((header) => {
    const others = headers.filter((other) => basename(other) === basename(header));
    let folder = dirname(header);
    while (!others.every((other) => isInside(other, folder))) folder = dirname(folder);
    return folder;
  });
}
