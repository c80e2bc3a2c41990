/**
 * Runs compiled test files on one runtime and counts. Node runs them all in one go, one process per file; Bun and Deno get
 * one process per file from here, and a file counts as one test there, by its exit code.
 */
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { lastLines } from "../process/progress.mjs";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { countsPrefix } from "./quiet-reporter.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */

const reporter = fileURLToPath(new URL("quiet-reporter.mjs", import.meta.url));
// Far beyond what any test needs: a test that hangs in native code must not hang the whole run.
const testTimeoutMs = 900_000;
const runTimeoutMs = 1_800_000;

/**
 * @typedef {object} TestRun
 * @property {string} name For the log file.
 * @property {string} executable The runtime.
 * @property {readonly string[]} files Compiled tests, relative to the repository.
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * Runs test files with `node --test`, and prints failures and skip reasons.
 *
 * @param {TestRun} run
 * @returns {Promise<Counts>}
 */
export async function runNodeTests(run) {
  if (run.files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const flags = [
    "--test",
    `--test-concurrency=${String(availableParallelism())}`,
    `--test-timeout=${String(testTimeoutMs)}`,
    `--test-reporter=${reporter}`,
  ];
  const { exitCode, output } = await runCaptured(run.executable, [...flags, ...run.files], {
    env: { ...run.env, NODE_NO_WARNINGS: "1" },
    timeoutMs: runTimeoutMs,
  });
  const { counts, text } = readReport(output);
  if (text !== "") console.log(text);
  if (exitCode !== 0 && counts.failed === 0) {
    console.log(`  exit code ${String(exitCode)} without a failed test; all output: ${writeLog(run.name, output)}`);
    counts.failed = 1;
  }
  return counts;
}

/**
 * Splits a report into its counts and the text for people.
 *
 * @param {string} output
 * @returns {{ counts: Counts, text: string }}
 */
export function readReport(output) {
  const lines = output.split("\n");
  const at = lines.findLastIndex((line) => line.startsWith(countsPrefix));
  const counts =
    at === -1 ? { passed: 0, failed: 0, skipped: 0 } : JSON.parse(lines[at]?.slice(countsPrefix.length) ?? "");
  const text = lines.filter((_, index) => index !== at).join("\n");
  return { counts, text: text.trimEnd() };
}

/**
 * Runs each file in a process of its own.
 *
 * @param {TestRun} run
 * @param {readonly string[]} parameters What stands before the file.
 * @returns {Promise<Counts>}
 */
export async function runFilesApart(run, parameters) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await forEachInParallel(run.files, async (file) => {
    const { exitCode, output } = await runCaptured(run.executable, [...parameters, `./${file}`], {
      env: { ...run.env, NO_COLOR: "1" },
      timeoutMs: testTimeoutMs,
    });
    if (exitCode === 0) counts.passed += 1;
    else {
      counts.failed += 1;
      const log = writeLog(`${run.name}-${file.replaceAll("/", "-")}`, output);
      console.log(`\n  ✖ ${file} (exit code ${String(exitCode)}; all output: ${log})\n${lastLines(output, 30)}`);
    }
  });
  return counts;
}

/**
 * Works on items with as many at a time as there are processors.
 *
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => Promise<void>} work
 */
export async function forEachInParallel(items, work) {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
