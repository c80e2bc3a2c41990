/** Folders that files are to lie in. */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder, and those that it lies in, where they are not there. Node's own recursion never ends where a file system answers that
 * a folder's parent is missing though it is there, as Linux does below `/proc`.
 *
 * @param made Takes the paths of the folders that were made, outer ones first.
 * @throws The file system's error.
 */
export function makeFolder(path: string, made: string[] = []): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path), made);
  try {
    mkdirSync(path);
    made.push(path);
  } catch (error) {
    // Another process was quicker.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
