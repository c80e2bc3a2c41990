/**
 * The pages `docs/from-*.md` show one program twice: in another foreign function interface, and in Koine. Both are run, on
 * runtimes that can, and must print the same. Where no runtime of today can run the other one, Koine's is run alone.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bun, deno, node, runProgram } from "./peer-runner.ts";
import type { Runner } from "./peer-runner.ts";
import { repositoryRoot } from "./source-file.ts";

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
