/**
 * Advice for a header that was not found: the directory to name, if it is on this machine in one that nobody named; else the package
 * that has it, if that is known.
 */
import { dirname, join } from "node:path";
import { readDirectory } from "./header-files.ts";
import { findHeaderPackage } from "./header-packages.ts";

/** Where a header was looked for in vain. */
export interface HeaderNeed {
  /** Directory of the file that wants it; the working directory for a header of the command line. */
  readonly directory: string;
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
}

/** What is in directories, each of which is read once for all headers that are missing. */
export class DirectoryLists {
  readonly #lists = new Map<string, ReadonlySet<string>>();

  /** Gives the names in a directory; none for what is no directory. */
  namesIn(directory: string): ReadonlySet<string> {
    let names = this.#lists.get(directory);
    if (names === undefined) this.#lists.set(directory, (names = readDirectory(directory) ?? new Set()));
    return names;
  }

  /** Whether a directory has a header, which may be in a folder of it: nothing is read below a folder that is not there. */
  has(directory: string, header: string): boolean {
    let parent = directory;
    for (const name of header.split("/")) {
      const isStep = name === "" || name === "." || name === "..";
      if (!isStep && !this.namesIn(parent).has(name)) return false;
      parent = join(parent, name);
    }
    return true;
  }
}

/** Directories of one level that are looked at. */
const maximumDirectories = 4096;
/** Several versions of a library may be installed; the newest are named. */
const maximumCandidates = 3;

/** What would bring a header. */
export interface HeaderAdvice {
  readonly text: string;
  /** What to add to the command line, if that is all. */
  readonly flags?: string;
}

/** Says what would bring a header; `undefined` if nothing is known. */
export function adviseOnHeader(
  name: string,
  need: HeaderNeed,
  lists: DirectoryLists = new DirectoryLists(),
): HeaderAdvice | undefined {
  const directories = findDirectories(name, need, lists);
  const [first] = directories;
  if (first !== undefined) {
    const flags = directories.map((directory) => `-I ${directory}`).join(" or ");
    return { text: `${join(first, name)} is there: add ${flags}`, flags };
  }
  const packageName = findHeaderPackage(name);
  return packageName === undefined ? undefined : { text: `on Debian, apt-get install ${packageName} brings it` };
}

/** Finds directories that have a header: above those that are known first, then up to two levels below them. */
function findDirectories(name: string, need: HeaderNeed, lists: DirectoryLists): readonly string[] {
  const { directory, includeDirectories, systemIncludeDirectories } = need;
  const has = (candidate: string): boolean => lists.has(candidate, name);
  const above = [directory, ...includeDirectories].flatMap(listParents);
  const nearest = above.find(has);
  if (nearest !== undefined) return [nearest];
  const roots = [...above.slice(0, 3), ...includeDirectories, ...systemIncludeDirectories];
  let level: readonly string[] = [...new Set([...roots, ...systemIncludeDirectories.flatMap(libraryDirectories)])];
  for (let depth = 0; depth < 2; depth++) {
    const below = level.flatMap((parent) =>
      [...lists.namesIn(parent)].filter(isFolderName).map((child) => join(parent, child)),
    );
    level = [...new Set(below)].slice(0, maximumDirectories);
    const found = level.filter(has);
    if (found.length > 0) return found.toSorted(compareVersions).slice(0, maximumCandidates);
  }
  return [];
}

/** A directory and those above it, without the root. */
function listParents(directory: string): readonly string[] {
  const parent = dirname(directory);
  return parent === directory ? [] : [directory, ...listParents(parent)];
}

/** `/usr/include/x86_64-linux-gnu` → `/usr/lib/x86_64-linux-gnu`: some libraries put headers beside themselves. */
function libraryDirectories(directory: string): readonly string[] {
  const found = /^(.*)\/include(\/[^/]*-[^/]*)?$/.exec(directory);
  return found === null ? [] : [`${found[1] ?? ""}/lib${found[2] ?? ""}`];
}

/** Most of what is in these directories are files, which need not be looked into. */
function isFolderName(name: string): boolean {
  return !/\.(?:a|cmake|h|la|o|pc|py|so)(?:\.|$)/.test(name);
}

/** Newest first: `lua5.4` before `lua5.3`. */
function compareVersions(left: string, right: string): number {
  return right.localeCompare(left, "en", { numeric: true });
}
