/**
 * Runs compiled test files on one runtime and counts. Node is given some at a time and runs each in a process of its own; Bun and
 * Deno get one process per file from here, and a file counts as one test there, by its exit code. How many processes there are at a
 * time is decided by `processor-pool.mjs`, which all stages share.
 */
import { fileURLToPath } from "node:url";
import { lastLines } from "../process/progress.mjs";
import { runCaptured, writeLog } from "../process/run-captured.mjs";
import { countCheck, sumCounts } from "./counts.mjs";
import { whenFree } from "./processor-pool.mjs";
import { countsPrefix } from "./quiet-reporter.mjs";

/** @typedef {import("./counts.mjs").Counts} Counts */

const reporter = fileURLToPath(new URL("quiet-reporter.mjs", import.meta.url));
// Far beyond what any file needs on a slow machine: what hangs in native code must not hang the whole run.
const fileTimeoutMs = 2_400_000;
/** Enough that starting Node for them is little, and few enough that they end together on all processors. */
const filesAtATime = 8;

/**
 * @typedef {object} TestRun
 * @property {string} name For people, and for the log file.
 * @property {number} rank What has a lower one is run first; see `processor-pool.mjs`.
 * @property {number} [filesAtATime] How many files one `node --test` is given; few when files take long.
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
  const size = run.filesAtATime ?? filesAtATime;
  const batches = run.files.flatMap((_, at) => (at % size === 0 ? [run.files.slice(at, at + size)] : []));
  const reports = await Promise.all(batches.map((files) => whenFree(run.rank, () => runBatch({ ...run, files }))));
  /** @type {Map<string, number>} */
  const skips = new Map();
  for (const { reasons } of reports)
    for (const [reason, count] of Object.entries(reasons)) skips.set(reason, (skips.get(reason) ?? 0) + count);
  for (const [reason, count] of skips) console.log(`  skipped ${String(count)} of ${run.name}: ${reason}`);
  return sumCounts(reports.map(({ counts }) => counts));
}

/**
 * @param {TestRun} run
 * @returns {Promise<Report>}
 */
async function runBatch(run) {
  const flags = [
    "--test",
    "--test-concurrency=1",
    `--test-timeout=${String(fileTimeoutMs)}`,
    `--test-reporter=${reporter}`,
  ];
  const { exitCode, output } = await runCaptured(run.executable, [...flags, ...run.files], {
    env: { ...run.env, NODE_NO_WARNINGS: "1" },
    timeoutMs: fileTimeoutMs * run.files.length,
  });
  const report = readReport(output);
  if (report.text !== "") console.log(`\n  ${run.name}:\n${report.text}`);
  if (exitCode !== 0 && report.counts.failed === 0) {
    const log = writeLog(`${run.name}-${run.files[0] ?? ""}`, output);
    console.log(`  ${run.name}: exit code ${String(exitCode)} without a failed test; all output: ${log}`);
    report.counts.failed = 1;
  }
  return report;
}

/**
 * @typedef {object} Report
 * @property {Counts} counts
 * @property {Readonly<Record<string, number>>} reasons How many tests were skipped for each reason.
 * @property {string} text The text for people.
 */

/**
 * Splits a report into its counts and the text for people.
 *
 * @param {string} output
 * @returns {Report}
 */
export function readReport(output) {
  const lines = output.split("\n");
  const at = lines.findLastIndex((line) => line.startsWith(countsPrefix));
  const { reasons, ...counts } =
    at === -1
      ? { passed: 0, failed: 0, skipped: 0, reasons: {} }
      : JSON.parse(lines[at]?.slice(countsPrefix.length) ?? "");
  const text = lines.filter((_, index) => index !== at).join("\n");
  return { counts, reasons, text: text.trimEnd() };
}

/**
 * Runs each file in a process of its own.
 *
 * @param {TestRun} run
 * @param {readonly string[]} parameters What stands before the file.
 * @returns {Promise<Counts>}
 */
export async function runFilesApart(run, parameters) {
  return sumCounts(
    await Promise.all(
      run.files.map((file) => whenFree(run.rank, () => runFile({ ...run, files: [file] }, parameters))),
    ),
  );
}

/**
 * @param {TestRun} run
 * @param {readonly string[]} parameters
 * @returns {Promise<Counts>}
 */
async function runFile({ name, executable, files: [file = ""], env }, parameters) {
  const { exitCode, output } = await runCaptured(executable, [...parameters, `./${file}`], {
    env: { ...env, NO_COLOR: "1" },
    timeoutMs: fileTimeoutMs,
  });
  if (exitCode !== 0) {
    const log = writeLog(`${name}-${file.replaceAll("/", "-")}`, output);
    console.log(`\n  ✖ ${name}: ${file} (exit code ${String(exitCode)}; all output: ${log})\n${lastLines(output, 30)}`);
  }
  return countCheck(exitCode === 0);
}
