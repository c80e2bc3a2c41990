/** Tests of options.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { BenchmarkOptions } from "./options.ts";
import { parseOptions, UsageError } from "./options.ts";

function parse(...argv: string[]): BenchmarkOptions {
  const options = parseOptions(argv);
  assert.notEqual(options, "help");
  return options as BenchmarkOptions;
}

test("without options, everything is measured on Node 20 and 26 in both modes, at least 5 runs of 100 ms", () => {
  const options = parse();
  assert.deepEqual(options.nodeMajors, [20, 26]);
  assert.deepEqual(options.modes, ["isolated", "mixed"]);
  assert.ok(options.peers.includes("koine") && options.peers.includes("c"));
  assert.ok(options.workloads.includes("nop") && options.workloads.includes("startup"));
  assert.ok(options.runs >= 5 && options.minimumMs >= 100);
});

test("even a quick benchmark takes the median of five", () => {
  assert.ok(parse("--quick").runs >= 5);
});

test("lists select, in the order of the tables", () => {
  const options = parse("--peer", "koffi,koine", "--workload=add12,nop", "--node", "22", "--json", "out.json");
  assert.deepEqual(options.peers, ["koine", "koffi"]);
  assert.deepEqual(options.workloads, ["nop", "add12"]);
  assert.deepEqual(options.nodeMajors, [22]);
  assert.equal(options.jsonPath, "out.json");
});

test("unknown names and options are wrong usage, and the message lists the known names", () => {
  assert.throws(
    () => parse("--peer", "kofi"),
    (error) => error instanceof UsageError && /"kofi".*koffi/.test(error.message),
  );
  assert.throws(() => parse("--workload", "noop"), UsageError);
  assert.throws(() => parse("--node", "18"), UsageError);
  assert.throws(() => parse("--processes", "0"), UsageError);
  assert.throws(() => parse("--fast"), UsageError);
  assert.throws(() => parse("--mixed", "--isolated"), UsageError);
});
