/**
 * The stage that runs what depends on the runtime on every runtime: the packages that reach native code, and the
 * conformance tests. Node runs them with each engine entry; libffi, which is the same everywhere, serves on one version.
 */
import { findRuntime, isStrict, runtimes } from "../setup/required.mjs";
import { sumCounts, renderCounts } from "./counts.mjs";
import { findTestFiles } from "./test-files.mjs";
import { runFilesApart, runNodeTests } from "./test-runs.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */
/** @typedef {import("../setup/required.mjs").Runtime} Runtime */

const directories = ["packages/native", "packages/engine", "packages/koine", "tests/conformance"];
const engineModes = ["fast", "plain"];
const libffiRuntime = "Node 22";

/**
 * Runs the matrix and prints one line per combination.
 *
 * @returns {Promise<Counts>}
 */
export async function runMatrix() {
  const { compiled } = findTestFiles(directories);
  if (compiled.length === 0) {
    console.log(`  no compiled tests below ${directories.join(", ")}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  /** @type {Counts[]} */
  const all = [];
  for (const runtime of runtimes) {
    const executable = findRuntime(runtime);
    if (executable === undefined) {
      all.push(reportAbsent(runtime));
      continue;
    }
    const modes = modesOf(runtime);
    for (const mode of modes) {
      const started = performance.now();
      const counts = await runOn(runtime, {
        name: `matrix-${runtime.name}-${mode}`,
        executable,
        files: compiled,
        env: { KOINE_ENGINE: mode },
      });
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const unit = runtime.kind === "node" ? "" : " (test files)";
      console.log(`  ${runtime.name}, KOINE_ENGINE=${mode}: ${renderCounts(counts)}${unit} (${seconds} s)`);
      all.push(counts);
    }
  }
  return sumCounts(all);
}

/**
 * @param {Runtime} runtime
 * @returns {readonly string[]}
 */
function modesOf({ kind, name }) {
  if (kind !== "node") return ["plain"];
  return name === libffiRuntime ? [...engineModes, "libffi"] : engineModes;
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
