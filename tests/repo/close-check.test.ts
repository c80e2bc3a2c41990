/** What it costs a call to ask whether its library was closed: at most a nanosecond. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

/**
 * Prints the nanoseconds of a call. Of many short loops the quickest counts: whatever else the machine does is not in that one.
 * With `without`, the wrapper is compiled without the question.
 */
const program = `
import { currentBackend, openLibrary } from "koine";

const backend = currentBackend();
const { compile } = backend;
let changed = 0;
if (process.argv[2] === "without") {
  backend.compile = (source, values) => {
    if (source.includes("$gate.isClosed")) changed++;
    return compile.call(backend, source.replaceAll("$gate.isClosed", "false"), values);
  };
}
const { abs } = openLibrary(null, { abs: "int abs(int value)" }).symbols;
const loop = (count) => {
  let sum = 0;
  for (let index = 0; index < count; index++) sum = (sum + abs(index)) | 0;
  return sum;
};
for (let round = 0; round < 20; round++) loop(20_000);
let best = Infinity;
for (let round = 0; round < 2_000; round++) {
  const start = process.hrtime.bigint();
  loop(10_000);
  best = Math.min(best, Number(process.hrtime.bigint() - start) / 10_000);
}
console.log(JSON.stringify({ best, changed }));
`;

interface Measurement {
  readonly best: number;
  readonly changed: number;
}

const folder = join(repositoryRoot, ".koine", "close-check");
const path = join(folder, "measure.mjs");

function measure(mode: "with" | "without"): Measurement {
  const { stdout, stderr } = spawnSync(process.execPath, [path, mode], { encoding: "utf8" });
  assert.notEqual(stdout, "", stderr);
  return JSON.parse(stdout) as Measurement;
}

test("to ask whether the library was closed costs a call at most a nanosecond", () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, program);
  const costs: number[] = [];
  // Another process may have the processor during all loops of one of the two: what costs more costs more every time.
  for (let attempt = 0; attempt < 20 && !costs.some((cost) => cost <= 1); attempt++) {
    const asking = measure("with");
    const trusting = measure("without");
    assert.equal(asking.changed, 0);
    assert.ok(trusting.changed > 0, "the wrapper that was measured asks in another way");
    costs.push(asking.best - trusting.best);
  }
  assert.ok(Math.min(...costs) <= 1, `it costs ${costs.join(", ")} ns`);
});
