/** Names of header files without the directories of this machine: as `#include` would name them. */
import { basename, dirname, relative, sep } from "node:path";

/** Turns paths of headers into names that are the same on every machine. */
export class HeaderNames {
  /** Longest first, so that the innermost directory decides. */
  readonly #directories: readonly string[];

  /** @param directories The include directories, and those of the given headers. */
  constructor(directories: readonly string[]) {
    this.#directories = [...new Set(directories)].toSorted((left, right) => right.length - left.length);
  }

  /** Gives the name of a header, with `/` between its parts. */
  nameOf(path: string): string {
    if (path.startsWith("<")) return path;
    const directory = this.directoryOf(path);
    return (directory === undefined ? basename(path) : relative(directory, path)).split(sep).join("/");
  }

  /** Gives the directory that a name is relative to; `undefined` for a file outside of all. */
  directoryOf(path: string): string | undefined {
    return this.#directories.find((directory) => isInside(path, directory));
  }
}

function isInside(path: string, directory: string): boolean {
  return dirname(path) === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}
