/**
 * What a cached binding was made from: files by their content, directories by the names that were not in them. A stamp of the
 * file system saves reading what was not touched; whatever was touched is compared by content.
 */
import { areSameFile, describeContent, readDirectory, statPath } from "../header/header-files.ts";
import type { HeaderTrace, IdentityTrace } from "../header/header-files.ts";

/** A file: its path, the hash of its content or why it has none, and its stamp; `null` for one that was too young to be trusted. */
export type FileDependency = readonly [path: string, content: string, stamp: string | null];

/** A directory: its path, whether it exists, its stamp, and the names that must not be in it, and those that must. */
export type DirectoryDependency = readonly [
  path: string,
  exists: boolean,
  stamp: string | null,
  absentNames: readonly string[],
  presentNames: readonly string[],
];

/** All that a binding was made from. */
export interface Dependencies {
  readonly files: readonly FileDependency[];
  readonly directories: readonly DirectoryDependency[];
  readonly identities: readonly IdentityTrace[];
}

/** A change within this time of a stamp might not show in it: file systems count time in steps, FAT in steps of 2 s. */
const doubtfulMs = 2000;

const missingStamp = "missing";

/**
 * Makes the dependencies out of what was read.
 *
 * @param startedMs When reading began, in milliseconds since 1970. What changed shortly before or after gets no stamp.
 */
export function recordDependencies({ files, directories, identities }: HeaderTrace, startedMs: number): Dependencies {
  return {
    files: [...files].map(([path, content]) => [path, content, readStamp(path, startedMs)]),
    directories: [...directories].map(([path, { exists, absentNames, presentNames }]) => [
      path,
      exists,
      readStamp(path, startedMs),
      absentNames,
      presentNames,
    ]),
    identities,
  };
}

/**
 * Looks whether everything is as it was.
 *
 * @returns The dependencies with the stamps of now, the same object if no stamp changed; `null` if anything is different.
 */
export function checkDependencies(dependencies: Dependencies, nowMs: number): Dependencies | null {
  let isRefreshed = false;
  const files: FileDependency[] = [];
  const directories: DirectoryDependency[] = [];
  for (const directory of dependencies.directories) {
    const stamp = readStamp(directory[0], nowMs);
    const isUntouched = stamp !== null && stamp === directory[2];
    if (!isUntouched && !isSameDirectory(directory)) return null;
    isRefreshed ||= stamp !== directory[2];
    directories.push([directory[0], directory[1], stamp, directory[3], directory[4]]);
  }
  for (const [path, content, oldStamp] of dependencies.files) {
    const stamp = readStamp(path, nowMs);
    const isUntouched = stamp !== null && stamp === oldStamp;
    if (!isUntouched && describeContent(path) !== content) return null;
    isRefreshed ||= stamp !== oldStamp;
    files.push([path, content, stamp]);
  }
  const { identities } = dependencies;
  if (identities.some(([path, other, isSame]) => areSameFile(path, other) !== isSame)) return null;
  return isRefreshed ? { files, directories, identities } : dependencies;
}

function isSameDirectory([path, exists, , absentNames, presentNames]: DirectoryDependency): boolean {
  const names = readDirectory(path);
  if ((names !== null) !== exists) return false;
  return !absentNames.some((name) => names?.has(name) === true) && presentNames.every((name) => names?.has(name));
}

/**
 * Changes of the content or of the directory entry change the stamp: `ctime` cannot be set back, unlike `mtime`.
 *
 * @see POSIX.1-2017 `sys/stat.h`
 */
function readStamp(path: string, nowMs: number): string | null {
  const facts = statPath(path);
  if (facts === undefined) return missingStamp;
  const { size, mtimeMs, ctimeMs, ino } = facts;
  if (Math.max(mtimeMs, ctimeMs) > nowMs - doubtfulMs) return null;
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`;
}
