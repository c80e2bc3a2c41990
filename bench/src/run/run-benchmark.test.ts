/** Tests of run-benchmark.ts: which processes are planned. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseOptions } from "./options.ts";
import { planSteps } from "./run-benchmark.ts";

const node = { version: "20.0.0", v8: "11.3", path: process.execPath };

function plan(mode: "isolated" | "mixed", ...argv: readonly string[]): ReturnType<typeof planSteps> {
  const options = parseOptions(["--peer", "koine", ...argv]);
  assert.notEqual(options, "help");
  return planSteps(node, mode, options as Exclude<typeof options, "help">);
}

test("calls of few nanoseconds are measured in three processes, others in one", () => {
  const steps = plan("isolated", "--workload", "nop,strlen20");
  assert.deepEqual(
    steps.map(({ tasks }) => [tasks[0]?.workloads, tasks.length]),
    [
      [["nop"], 3],
      [["strlen20"], 1],
    ],
  );
  const more = plan("isolated", "--workload", "nop,strlen20", "--processes", "5");
  assert.deepEqual(
    more.map(({ tasks }) => tasks.length),
    [5, 5],
  );
});

test("a mixed process runs all workloads, and the further ones time those of few nanoseconds", () => {
  const [step] = plan("mixed", "--workload", "nop,strlen20");
  assert.deepEqual(
    step?.tasks.map(({ workloads, timed }) => [workloads, timed]),
    [
      [["nop", "strlen20"], undefined],
      [["nop", "strlen20"], ["nop"]],
      [["nop", "strlen20"], ["nop"]],
    ],
  );
  const [other] = plan("mixed", "--workload", "strlen20");
  assert.equal(other?.tasks.length, 1);
});
