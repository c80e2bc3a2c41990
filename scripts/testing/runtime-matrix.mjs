/**
 * The stage that runs what depends on the runtime on every runtime: the packages that reach native code, and the
 * conformance tests. Node runs them with each engine entry; libffi, which is the same everywhere, serves on one version. What
 * a test file depends on is found by `native-reach.mjs`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../process/repository-root.mjs";
import { findRuntime, isStrict, runtimes } from "../setup/required.mjs";
import { sumCounts, renderCounts } from "./counts.mjs";
import { findReach } from "./native-reach.mjs";
import { findTestFiles } from "./test-files.mjs";
import { runFilesApart, runNodeTests } from "./test-runs.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */
/** @typedef {import("./native-reach.mjs").Reach} Reach */
/** @typedef {import("../setup/required.mjs").Runtime} Runtime */

const directories = ["packages/native", "packages/engine", "packages/koine", "tests/conformance"];
const engineModes = ["fast", "plain"];
/** Koine chooses the engine itself: the fast one, which a conformance test checks. */
const ownChoice = "";
const libffiRuntime = "Node 22";
/** After the stages of long files: many short ones keep all processors at work to the end. */
const matrixRank = 2;

/**
 * Finds the tests that the matrix may run, with what they depend on.
 *
 * @returns {Promise<ReadonlyMap<string, Reach>>} By compiled file.
 */
function readReach() {
  return findReach(findTestFiles(directories).compiled, (path) => readFileSync(join(repositoryRoot, path), "utf8"));
}

/**
 * Gives the tests that the matrix runs on the oldest Node with the engine that Koine chooses, which is how unit tests run.
 *
 * @returns {Promise<ReadonlySet<string>>} Compiled files; none where that Node is not installed.
 */
export async function findTestsOfMatrix() {
  const oldest = runtimes.find(({ kind }) => kind === "node");
  if (oldest === undefined || findRuntime(oldest) === undefined) return new Set();
  const reach = await readReach();
  return new Set([...reach.keys()].filter((file) => reach.get(file) !== "neither"));
}

/**
 * @typedef {object} Combination
 * @property {Runtime} runtime
 * @property {string} mode What `KOINE_ENGINE` is.
 * @property {readonly string[]} files
 */

/**
 * Says which tests run where: what depends on the engine with each engine of each runtime, what depends on the runtime once on
 * each, and nothing that depends on neither.
 *
 * @param {ReadonlyMap<string, Reach>} reach
 * @returns {readonly Combination[]}
 */
export function planMatrix(reach) {
  return runtimes.flatMap((runtime) =>
    modesOf(runtime).map((mode, index) => ({
      runtime,
      mode,
      files: [...reach.keys()].filter(
        (file) => reach.get(file) === "engine" || (index === 0 && reach.get(file) === "runtime"),
      ),
    })),
  );
}

/**
 * Runs the matrix and prints one line per combination, in the order in which they end.
 *
 * @returns {Promise<Counts>}
 */
export async function runMatrix() {
  const reach = await readReach();
  if (reach.size === 0) {
    console.log(`  no compiled tests below ${directories.join(", ")}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  console.log(`  ${renderReach([...reach.values()])}`);
  /** @type {Counts[]} */
  const all = [];
  for (const runtime of runtimes) if (findRuntime(runtime) === undefined) all.push(reportAbsent(runtime));
  const runs = planMatrix(reach).flatMap((combination) => {
    const executable = findRuntime(combination.runtime);
    return executable === undefined ? [] : [runCombination(combination, executable)];
  });
  return sumCounts([...all, ...(await Promise.all(runs))]);
}

/** @param {readonly Reach[]} reaches */
function renderReach(reaches) {
  const count = (/** @type {Reach} */ reach) => String(reaches.filter((one) => one === reach).length);
  const once = `${count("runtime")} files reach no native code, and are run with one engine of each runtime`;
  return `${once}; ${count("neither")} depend on neither, and are unit tests only`;
}

/**
 * @param {Combination} combination
 * @param {string} executable
 * @returns {Promise<Counts>}
 */
async function runCombination({ runtime, mode, files }, executable) {
  const name = `${runtime.name}, ${mode === ownChoice ? "no KOINE_ENGINE" : `KOINE_ENGINE=${mode}`}`;
  const counts = await runOn(runtime, { name, rank: matrixRank, executable, files, env: { KOINE_ENGINE: mode } });
  const unit = runtime.kind === "node" ? "" : " (test files)";
  console.log(`  ${name}: ${renderCounts(counts)}${unit}`);
  return counts;
}

/**
 * @param {Runtime} runtime
 * @returns {readonly string[]} The first of them is the one that tests run with that no engine concerns.
 */
function modesOf(runtime) {
  if (runtime.kind !== "node") return ["plain"];
  // Where Koine chooses it takes the fast engine, and the unit tests need not run the same again.
  const isOldest = runtime === runtimes.find(({ kind }) => kind === "node");
  const modes = isOldest ? [ownChoice, "plain"] : engineModes;
  return runtime.name === libffiRuntime ? [...modes, "libffi"] : modes;
}

/**
 * @param {Runtime} runtime
 * @param {import("./test-runs.mjs").TestRun} run
 * @returns {Promise<Counts>}
 */
function runOn(runtime, run) {
  // Bun ends a test after 5 seconds; how long a file may take is decided by the runner of files.
  if (runtime.kind === "bun") return runFilesApart(run, ["test", "--timeout=300000"]);
  if (runtime.kind === "deno") return runFilesApart(run, ["test", "--allow-all", "--no-check", "--no-lock", "--quiet"]);
  return runNodeTests(run);
}

/**
 * @param {Runtime} runtime
 * @returns {Counts}
 */
function reportAbsent(runtime) {
  const isFailure = isStrict && runtime.required;
  const reason = `node_modules/${runtime.executable} is not installed`;
  console.log(`  ${runtime.name}: ${isFailure ? "required in CI, but" : "skipped,"} ${reason}`);
  return { passed: 0, failed: isFailure ? 1 : 0, skipped: isFailure ? 0 : 1 };
}
