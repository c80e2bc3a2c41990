/** Entry point of the benchmark: options, native code, runs, tables. Started by scripts/bench.mjs after `tsc -b`. */
import { writeJsonReport } from "./report/json-report.ts";
import { renderResults } from "./report/render-results.ts";
import { checkTargets, renderTargets } from "./report/targets.ts";
import { collectVersions, describeMachine } from "./run/machine.ts";
import { buildNativeCode } from "./run/native-build.ts";
import { findNodeBinary } from "./run/node-binaries.ts";
import type { BenchmarkOptions } from "./run/options.ts";
import { parseOptions, usage, UsageError } from "./run/options.ts";
import type { OnStep } from "./run/run-benchmark.ts";
import { runBenchmark } from "./run/run-benchmark.ts";

const showStep: OnStep = ({ number, total, title }) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K[${number}/${total}] ${title}`);
};

function runMain(options: BenchmarkOptions): void {
  const nodes = options.nodeMajors.map((major) => {
    const binary = findNodeBinary(major);
    if (binary === undefined) throw new UsageError(`Node ${major} is not installed: npm install brings node-${major}`);
    return binary;
  });
  buildNativeCode();
  const machine = describeMachine();
  const versions = collectVersions(nodes);
  console.log(`${machine.cpu}, ${machine.cores} cores, ${machine.os} ${machine.arch}, load ${machine.loadAverage}`);
  console.log(
    Object.entries(versions)
      .map(([name, version]) => `${name}: ${version}`)
      .join("; "),
  );
  console.log(`medians of ${options.runs} runs of at least ${options.minimumMs} ms\n`);
  const results = runBenchmark(nodes, options, showStep);
  if (process.stderr.isTTY) process.stderr.write("\r\u001B[K");
  console.log(renderResults(results));
  console.log(`\n${renderTargets(checkTargets(results))}`);
  if (options.jsonPath !== undefined) writeJsonReport(options.jsonPath, { machine, versions, options, results });
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === "help") console.log(usage);
  else runMain(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
