/** The folder of the cache, and those that it lies in. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder if it is not there. Node's own recursion never ends where a file system answers that a folder's parent is missing
 * though it is there, as Linux does below `/proc`.
 *
 * @throws The file system's error.
 */
export function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
