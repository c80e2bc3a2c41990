/**
 * Golden files: what a generator's output must be, checked in and reviewed like code. `UPDATE_GOLDENS=1` writes them
 * anew. For tests only; nothing at run time imports this.
 */
import { AssertionError } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderDifference } from "../output/line-difference.ts";
import { writeOutputFiles } from "../output/output-files.ts";

/**
 * Compares text with the golden file of that path.
 *
 * @param path Relative to `tests/goldens` in the repository, with `/` between its parts.
 * @throws {AssertionError} When they differ, or when there is no such golden, with a diff and the way to accept it.
 */
export function expectGolden(path: string, text: string): void {
  const file = goldenFile(path);
  if (process.env["UPDATE_GOLDENS"] === "1") {
    writeOutputFiles([{ path: file, text }]);
    return;
  }
  const expected = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (expected === text) return;
  throw new AssertionError({
    message: `tests/goldens/${path} differs; accept with UPDATE_GOLDENS=1\n${renderDifference(expected, text)}`,
    actual: text,
    expected,
    operator: "expectGolden",
  });
}

/** Gives the file of a golden, for tests that read one as their input. */
export function goldenFile(path: string): string {
  return join(goldenRoot(), ...path.split("/"));
}

/** The nearest folder above this file that is the root of the workspaces. */
function goldenRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package-lock.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("No repository around this file: goldens exist only in a checkout.");
    folder = parent;
  }
  return join(folder, "tests", "goldens");
}
