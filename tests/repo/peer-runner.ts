/** Runs programs of other foreign function interfaces, and Koine's beside them, as a user's would run. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./source-file.ts";

// Inside the repository, so that programs find packages as a user's program would.
const directory = join(repositoryRoot, ".koine", "peer-examples");

/** A runtime that runs TypeScript, inside `node_modules`, and how. */
export interface Runner {
  readonly executable: string;
  readonly parameters: readonly string[];
}

/** Node, the newest. */
export const node: Runner = { executable: "node-26/bin/node", parameters: ["--disable-warning=ExperimentalWarning"] };
/** Bun. */
export const bun: Runner = { executable: "bun/bin/bun.exe", parameters: ["run"] };
/** Deno. */
export const deno: Runner = { executable: "deno/deno", parameters: ["run", "--allow-all", "--no-lock", "--quiet"] };

/** Runs a program that must end well, and gives what it printed. `name` is that of its file. */
export function runProgram({ executable, parameters }: Runner, name: string, program: string): string {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, `${name}.ts`);
  writeFileSync(path, program);
  const { status, stdout, stderr } = spawnSync(
    join(repositoryRoot, "node_modules", executable),
    [...parameters, path],
    {
      cwd: directory,
      encoding: "utf8",
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    },
  );
  assert.equal(status, 0, stderr);
  return stdout;
}
