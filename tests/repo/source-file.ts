/**
 * The files that the repository's rules look at. Rules themselves are pure functions over lists of these, so that each can
 * be shown a bad sample; only this file asks git and the disk.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A text file of the repository. */
export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** What a rule found, one line for people: `path: what is wrong`. */
export type Violation = string;

/** Absolute path of the repository; compiled files are three levels below it. */
export const repositoryRoot: string = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Reads all text files that git tracks or would track. */
export function loadRepositoryFiles(): readonly SourceFile[] {
  const listing = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repositoryRoot,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = [...new Set(listing.split("\0"))].filter(
    (path) => path !== "" && existsSync(join(repositoryRoot, path)),
  );
  return paths
    .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), "utf8") }))
    .filter((file) => !file.text.includes("\0"))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Tells whether a file is written by hand in one of our programming languages. */
export function isOwnSource(file: SourceFile): boolean {
  return (
    /\.(ts|mjs|c|h|cc|cpp)$/.test(file.path) && !/(^|\/)goldens\//.test(file.path) && !file.path.endsWith(".gen.ts")
  );
}

/** Tells whether a file is a test, a type test, a conformance case or a benchmark. */
export function isTestFile(path: string): boolean {
  return /\.(test|test-d|case|bench)\.(ts|mjs)$/.test(path);
}

/** A file in a package's sources. */
export interface PackageSource {
  /** The folder's name below `packages/`. */
  readonly packageName: string;
  /** Path inside the package's `src`. */
  readonly innerPath: string;
}

/** Splits the path of a file in some package's `src`; undefined for other files. */
export function parsePackageSource(path: string): PackageSource | undefined {
  const match = /^packages\/([^/]+)\/src\/(.+)$/.exec(path);
  if (match === null) return undefined;
  return { packageName: match[1] ?? "", innerPath: match[2] ?? "" };
}
