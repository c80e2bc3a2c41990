/** Runs a program with this Node and insists on success. */
import { spawnSync } from "node:child_process";
import { repositoryRoot } from "./paths.ts";

/**
 * Runs a script of the repository and gives what it printed on standard output and standard error.
 *
 * @throws {Error} When it fails, with its output.
 */
export function runNode(script: string, parameters: readonly string[]): string {
  const result = spawnSync(process.execPath, [script, ...parameters], { cwd: repositoryRoot, encoding: "utf8" });
  const output = `${result.stdout}${result.stderr}`.trimEnd();
  if (result.status === 0) return output;
  throw new Error(`${script} ${parameters.join(" ")} failed:\n${result.error?.message ?? output}`);
}
