/** Where examples are compiled to, and the stage that runs each of them together with the examples in the docs. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../process/repository-root.mjs";
import { lastLines } from "../process/progress.mjs";
import { runCaptured } from "../process/run-captured.mjs";
import { oldestNodeExecutable } from "../setup/required.mjs";
import { countCheck, sumCounts } from "./counts.mjs";
import { findTestFiles } from "./test-files.mjs";
import { runNodeTests } from "./test-runs.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */

const directory = join(repositoryRoot, "examples");

/** The source of the test that runs the examples in the docs. */
export const docsExamplesTest = "tests/repo/docs-examples.test.ts";

/**
 * Gives the compiled entry of an example, `examples/<name>/<name>.ts` in the source.
 *
 * @param {string} name
 * @returns {string | undefined} Undefined when there is no such example.
 */
export function exampleEntry(name) {
  const project = join(directory, name, "tsconfig.json");
  // An example of several programs, such as `libraries`, has a test of its own.
  if (!existsSync(project) || !existsSync(join(directory, name, `${name}.ts`))) return undefined;
  const outDir = readFileSync(project, "utf8").match(/"outDir"\s*:\s*"([^"]+)"/)?.[1] ?? "dist";
  return join(directory, name, outDir, `${name}.js`);
}

/**
 * Runs the examples: exit code 0 is the promise of each.
 *
 * @returns {Promise<Counts>}
 */
export async function runExamples() {
  const executable = oldestNodeExecutable();
  const all = [
    await runNodeTests({
      name: "docs",
      rank: 0,
      executable,
      files: findTestFiles(["tests/repo"], isDocsTest).compiled,
    }),
  ];
  const names = existsSync(directory) ? readdirSync(directory) : [];
  for (const name of names) {
    const entry = exampleEntry(name);
    if (entry === undefined) continue;
    const { exitCode, output } = await runCaptured(executable, [entry]);
    if (exitCode !== 0) console.log(`  ✖ example ${name}: exit code ${String(exitCode)}\n${lastLines(output, 30)}`);
    all.push(countCheck(exitCode === 0));
  }
  return sumCounts(all);
}

/** @param {string} source */
function isDocsTest(source) {
  return source === docsExamplesTest;
}
