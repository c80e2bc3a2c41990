/**
 * The stages of `npm test`, in order. A stage prints what a developer must see and returns its counts; a check that has no
 * tests of its own counts as one.
 */
import { runStep } from "../process/progress.mjs";
import { installedProgram } from "../process/repository-root.mjs";
import { runCaptured } from "../process/run-captured.mjs";
import { ensureBundles } from "../setup/bundles.mjs";
import { oldestNodeExecutable } from "../setup/required.mjs";
import { countCheck, sumCounts } from "./counts.mjs";
import { docsExamplesTest, runExamples } from "./examples.mjs";
import { checkPackages } from "./package-checks.mjs";
import { findTestsOfMatrix, runMatrix } from "./runtime-matrix.mjs";
import { findTestFiles } from "./test-files.mjs";
import { runNodeTests } from "./test-runs.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */

/**
 * @typedef {object} Selection
 * @property {readonly string[]} paths What unit tests are run, as the beginnings of their paths; all when empty.
 * @property {boolean} isMatrixChosen Whether the matrix runs as well, which has some of the unit tests.
 */

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string} summary
 * @property {boolean} [isGate] When it fails, the stages after it say nothing and are not run.
 * @property {boolean} [isShared] It runs at the same time as its neighbours that are, and shares the processors with them.
 * @property {(selection: Selection) => Promise<Counts>} run
 */

/** @type {readonly Stage[]} */
export const stages = [
  {
    name: "format",
    summary: "oxfmt --check",
    run: () => runTool("oxfmt", ["--check"]),
  },
  {
    name: "types",
    summary: "tsc -b, and bundles of what it writes",
    isGate: true,
    run: buildAll,
  },
  {
    name: "lint",
    summary: "oxlint --type-aware",
    run: () => runTool("oxlint", ["--type-aware", "--deny-warnings"]),
  },
  {
    name: "unit",
    summary: "tests of packages, of the repository and of the scripts, on the oldest supported Node",
    isShared: true,
    run: runUnitTests,
  },
  {
    name: "languages",
    summary: "generated packages of every language, built and run",
    isShared: true,
    run: runLanguages,
  },
  {
    name: "matrix",
    summary: "native packages and conformance tests on every runtime",
    isShared: true,
    run: runMatrix,
  },
  { name: "packages", summary: "publint and attw on packed packages", run: checkPackages },
  { name: "examples", summary: "examples of the docs and examples/", run: runExamples },
];

/** @returns {Promise<Counts>} */
async function buildAll() {
  const counts = await runTool("typescript", ["-b", "--pretty", "false"], "bin/tsc");
  if (counts.failed === 0) await runStep("bundles", ensureBundles);
  return counts;
}

/**
 * @param {string} packageName
 * @param {readonly string[]} parameters
 * @param {string} [entry]
 * @returns {Promise<Counts>}
 */
async function runTool(packageName, parameters, entry = `bin/${packageName}`) {
  const { exitCode, output } = await runCaptured(process.execPath, [
    installedProgram(packageName, entry),
    ...parameters,
  ]);
  if (exitCode !== 0) console.log(output.trimEnd());
  return countCheck(exitCode === 0);
}

/**
 * @param {Selection} selection
 * @returns {Promise<Counts>}
 */
async function runUnitTests({ paths, isMatrixChosen }) {
  const { compiled, notCompiled } = findTestFiles(
    undefined,
    (source) => !isOtherStage(source) && (paths.length === 0 || paths.some((path) => source.startsWith(path))),
  );
  if (compiled.length + notCompiled.length === 0) {
    console.log(`  no tests below ${paths.join(", ")}`);
    return countCheck(false);
  }
  for (const source of notCompiled) console.log(`  ✖ ${source} is not compiled: add it to a tsconfig.json`);
  const elsewhere = paths.length === 0 && isMatrixChosen ? await findTestsOfMatrix() : new Set();
  const files = compiled.filter((file) => !elsewhere.has(file));
  if (elsewhere.size > 0) console.log(`  ${String(compiled.length - files.length)} files are run by the matrix`);
  const counts = await runNodeTests({ name: "unit", rank: 1, executable: oldestNodeExecutable(), files });
  return sumCounts([counts, { passed: 0, failed: notCompiled.length, skipped: 0 }]);
}

const languageTests = "tests/languages";

/** @param {string} source */
function isOtherStage(source) {
  return source === docsExamplesTest || source.startsWith(`${languageTests}/`);
}

/** @returns {Promise<Counts>} */
async function runLanguages() {
  const { compiled, notCompiled } = findTestFiles([languageTests]);
  for (const source of notCompiled) console.log(`  ✖ ${source} is not compiled: add it to a tsconfig.json`);
  const counts = await runNodeTests({
    name: "languages",
    rank: 0,
    executable: oldestNodeExecutable(),
    files: compiled,
    // Each builds many programs.
    filesAtATime: 1,
  });
  return sumCounts([counts, { passed: 0, failed: notCompiled.length, skipped: 0 }]);
}
