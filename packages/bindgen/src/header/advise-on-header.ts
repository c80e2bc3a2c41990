/**
 * Advice for a header that was not found: the directory to name, if it is on this machine in one that nobody named; else the package
 * that has it, if that is known.
 */
import { basename, dirname, join } from "node:path";
import { readDirectory } from "./header-files.ts";
import { findHeaderPackage } from "./header-packages.ts";

/** Where a header was looked for in vain. */
export interface HeaderNeed {
  /** Directory of the file that wants it; the working directory for a header of the command line. */
  readonly directory: string;
  readonly includeDirectories: readonly string[];
  readonly systemIncludeDirectories: readonly string[];
}

/** Directories that are looked at before the search is given up. */
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
export function adviseOnHeader(name: string, need: HeaderNeed): HeaderAdvice | undefined {
  const directories = findDirectories(name, need);
  const [first] = directories;
  if (first !== undefined) {
    const flags = directories.map((directory) => `-I ${directory}`).join(" or ");
    return { text: `${join(first, name)} is there: add ${flags}`, flags };
  }
  const packageName = findHeaderPackage(name);
  return packageName === undefined ? undefined : { text: `on Debian, apt-get install ${packageName} brings it` };
}

/** Finds directories that have a header: above those that are known first, then up to two levels below them. */
function findDirectories(name: string, need: HeaderNeed): readonly string[] {
  const { directory, includeDirectories, systemIncludeDirectories } = need;
  const listed = new Map<string, ReadonlySet<string>>();
  const list = (path: string): ReadonlySet<string> => {
    const known = listed.get(path) ?? readDirectory(path) ?? new Set();
    listed.set(path, known);
    return known;
  };
  const has = (candidate: string): boolean => list(dirname(join(candidate, name))).has(basename(name));
  const above = [directory, ...includeDirectories].flatMap(listParents);
  const nearest = above.find(has);
  if (nearest !== undefined) return [nearest];
  const roots = [...above.slice(0, 3), ...includeDirectories, ...systemIncludeDirectories];
  let level: readonly string[] = [...new Set([...roots, ...systemIncludeDirectories.flatMap(libraryDirectories)])];
  for (let depth = 0; depth < 2 && listed.size < maximumDirectories; depth++) {
    level = level.flatMap((parent) => [...list(parent)].filter(isFolderName).map((child) => join(parent, child)));
    const found = [...new Set(level)].slice(0, maximumDirectories).filter(has);
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
