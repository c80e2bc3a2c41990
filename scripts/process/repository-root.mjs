/** Where the repository is, and where the programs that it installs are. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of the repository. */
export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Gives the path of an installed JavaScript program, to be run with Node.
 *
 * @param {string} packageName
 * @param {string} entry Path inside the package.
 * @returns {string}
 */
export function installedProgram(packageName, entry) {
  return join(repositoryRoot, "node_modules", packageName, entry);
}

/**
 * Gives a path in the repository when it exists.
 *
 * @param {...string} segments
 * @returns {string | undefined}
 */
export function existingPath(...segments) {
  const path = join(repositoryRoot, ...segments);
  return existsSync(path) ? path : undefined;
}
