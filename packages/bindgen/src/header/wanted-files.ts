/**
 * Which of the files that a header includes belong to the same library. A header in a directory of its own speaks for all
 * files below it. Directly in a system directory, where all libraries meet, it speaks for the files beside it that are not
 * the C library's, and for the directory of its name. A header of the C library speaks for the internal headers that it is
 * made of.
 */
import { basename, dirname, sep } from "node:path";
import { nameOfBuiltIn } from "./built-in-headers.ts";
import { cLibraryHeaders } from "./c-library-headers.ts";
import { toNormalPath } from "./normal-path.ts";

/** What decides about files. */
export interface WantedFilesOptions {
  /** Absolute paths of the given headers. */
  readonly headers: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
}

/** Picks the files that are wanted, by path. */
export function pickWantedFiles(files: readonly string[], options: WantedFilesOptions): readonly string[] {
  const areWanted = options.headers.map((header) => wantedBy(header, options.systemIncludeDirectories));
  return files.filter((file) => {
    // What a compiler brings is no path of the system, and only wanted where it is given.
    const path = file.startsWith("<") ? file : toNormalPath(file);
    return areWanted.some((isWanted) => isWanted(path));
  });
}

/** Tells whether a file is an internal header of the C library or the kernel: nobody includes it by name. */
export function isInternalHeader(file: string, systemDirectories: readonly string[]): boolean {
  const name = nameInSystem(toNormalPath(file), systemDirectories);
  return name !== undefined && internalFolders.some((folder) => name.startsWith(folder + sep));
}

const internalFolders = ["bits", "asm", "asm-generic"];
const systemFolders = new Set(["arpa", "net", "netinet", "rpc", "scsi", "sys", ...internalFolders]);

/** Tells whether a name, as `#include` would state it, is that of a header of the C library or the kernel's interface. */
export function isOfCLibrary(name: string): boolean {
  const [first = "", ...rest] = name.split(/[/\\]/);
  return rest.length === 0 ? cLibraryHeaders.has(name) : systemFolders.has(first);
}

function wantedBy(header: string, systemDirectories: readonly string[]): (file: string) => boolean {
  const builtIn = nameOfBuiltIn(header);
  const name = builtIn ?? nameInSystem(header, systemDirectories);
  if (name === undefined) {
    const folder = dirname(header) + sep;
    return (file) => file.startsWith(folder);
  }
  if (isOfCLibrary(name)) {
    return (file) => {
      if (file === header || isInternalHeader(file, systemDirectories)) return true;
      // What a compiler brings includes the C library's header of the same name; that has the limits of the kernel from there.
      const other = nameInSystem(file, systemDirectories);
      return (builtIn !== undefined && other === name) || (name === "limits.h" && other === "linux/limits.h");
    };
  }
  const [first = "", ...rest] = name.split(sep);
  const ownFolder = (rest.length > 0 ? first : basename(name, ".h")) + sep;
  return (file) => {
    if (file === header) return true;
    const other = nameInSystem(file, systemDirectories);
    if (other === undefined) return false;
    return other.startsWith(ownFolder) || (rest.length === 0 && !other.includes(sep) && !cLibraryHeaders.has(other));
  };
}

/** Gives the path relative to the innermost system directory; `undefined` outside of all. */
function nameInSystem(file: string, systemDirectories: readonly string[]): string | undefined {
  const inside = systemDirectories.filter((directory) => file.startsWith(directory + sep));
  const [innermost] = inside.toSorted((left, right) => right.length - left.length);
  return innermost === undefined ? undefined : file.slice(innermost.length + 1);
}
