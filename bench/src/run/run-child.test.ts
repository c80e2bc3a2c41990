/** Tests of run-child.ts with real child processes, the real native code and real peers. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { peers } from "../peers/catalogue.ts";
import type { ChildTask } from "./child-task.ts";
import { buildNativeCode } from "./native-build.ts";
import { runChild } from "./run-child.ts";

const quick = { runs: 5, minimumMs: 1 };

before(() => {
  buildNativeCode();
});

function run(task: Omit<ChildTask, "runs" | "minimumMs">): ReturnType<typeof runChild> {
  return runChild(process.execPath, { ...quick, ...task });
}

test("a child measures its workload and answers with one line", () => {
  const [line, ...others] = run({ peer: "n-api", mode: "isolated", workloads: ["add_i32"] });
  assert.equal(line?.row, "add_i32");
  assert.equal(line.outcome.kind, "measured");
  assert.equal(others.length, 0);
});

test("every peer answers the startup rows, measured or with a reason", () => {
  for (const { name } of peers) {
    const lines = run({ peer: name, mode: "isolated", workloads: ["startup"] });
    assert.deepEqual(
      lines.map((line) => line.row),
      ["import", "bind1000", "bind1000_call"],
    );
    for (const { outcome } of lines) {
      if (outcome.kind === "measured") assert.ok(outcome.median > 0);
      else assert.ok(outcome.reason.length > 0);
    }
  }
});

test("a mixed child answers every workload of its task", () => {
  const workloads = ["nop", "callback", "strlen20"];
  const lines = run({ peer: "v8-fast", mode: "mixed", workloads });
  assert.deepEqual(lines.map((line) => line.row).sort(), [...workloads].sort());
});

test("a child that dies is a failure of the rows it left out", () => {
  const lines = run({ peer: "nobody", mode: "isolated", workloads: ["nop", "add12"] });
  assert.equal(lines.length, 2);
  for (const { outcome } of lines) {
    assert.equal(outcome.kind, "failed");
    assert.match(outcome.reason, /no peer is named "nobody".*exit code 1/);
  }
});
