/**
 * The pages `docs/from-*.md` show one program twice: in another foreign function interface, and in Koine. Both are run, on
 * runtimes that can, and must print the same. Where no runtime of today can run the other one, Koine's is run alone.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

// Inside the repository, so that programs find packages as a user's program would.
const directory = join(repositoryRoot, ".koine", "peer-examples");

/** A runtime that runs TypeScript, inside `node_modules`, and how. */
interface Runner {
  readonly executable: string;
  readonly parameters: readonly string[];
}

const node: Runner = { executable: "node-26/bin/node", parameters: ["--disable-warning=ExperimentalWarning"] };
const bun: Runner = { executable: "bun/bin/bun.exe", parameters: ["run"] };
const deno: Runner = { executable: "deno/deno", parameters: ["run", "--allow-all", "--no-lock", "--quiet"] };

const pages: ReadonlyArray<readonly [page: string, runner: Runner]> = [
  ["from-koffi", node],
  ["from-node-ffi", node],
  ["from-bun-ffi", bun],
  ["from-deno", deno],
];

/** Whether a page says that no runtime of today runs the other program. */
const retired: readonly string[] = ["from-ffi-napi"];

/** What every program prints: zlib's version, and what it computed. */
const expectedOutput = /^1\.\S+ 2369606115 16 1 2 3$/m;

function findPrograms(page: string): readonly string[] {
  const text = readFileSync(join(repositoryRoot, "docs", `${page}.md`), "utf8");
  return [...text.matchAll(/^```ts[^\n]*\n([\s\S]*?)^```/gm)].map(([, program = ""]) => program);
}

function runProgram({ executable, parameters }: Runner, name: string, program: string): string {
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

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });

for (const [page, runner] of pages) {
  const missing = [runner, node].find(
    ({ executable }) => !existsSync(join(repositoryRoot, "node_modules", executable)),
  );
  const skip = missing === undefined ? false : `node_modules/${missing.executable} is not installed`;
  test(`both programs of docs/${page}.md print the same`, { skip }, () => {
    const [theirs = "", ours = ""] = findPrograms(page);
    const printed = runProgram(runner, page, theirs);
    assert.match(printed, expectedOutput);
    assert.equal(runProgram(node, `${page}-koine`, ours), printed);
    assert.equal(runProgram(runner, `${page}-koine-same-runtime`, ours), printed);
  });
}

for (const page of retired) {
  const skip = existsSync(join(repositoryRoot, "node_modules", node.executable)) ? false : "node-26 is not installed";
  test(`Koine's program of docs/${page}.md prints what the others do`, { skip }, () => {
    const [, ours = ""] = findPrograms(page);
    assert.match(runProgram(node, `${page}-koine`, ours), expectedOutput);
  });
}
