/** Promises of the runner: totals are true, a crash is a failure, skips keep their reason. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { findRuntime, runtimes } from "../setup/required.mjs";
import { renderCounts, sumCounts } from "./counts.mjs";
import { findTestFiles, toCompiledPath } from "./test-files.mjs";
import { readReport, runNodeTests } from "./test-runs.mjs";

const scratch = mkdtempSync(join(tmpdir(), "koine-runner-"));
after(() => rmSync(scratch, { recursive: true }));
const reporter = fileURLToPath(new URL("quiet-reporter.mjs", import.meta.url));

/**
 * @param {string} executable
 * @param {string} name
 * @param {string} source
 */
function report(executable, name, source) {
  const file = join(scratch, `${name}.test.mjs`);
  writeFileSync(
    file,
    `import { test, describe, before } from "node:test"; import assert from "node:assert/strict";\n${source}`,
  );
  const environment = { ...process.env };
  // The mark that node:test leaves for its children; with it a nested run reports to the outer one.
  delete environment["NODE_TEST_CONTEXT"];
  const { stdout, status } = spawnSync(executable, ["--test", `--test-reporter=${reporter}`, file], {
    encoding: "utf8",
    env: environment,
  });
  return { ...readReport(stdout), status };
}

const nodes = runtimes.flatMap((runtime) => {
  const executable = runtime.kind === "node" ? findRuntime(runtime) : undefined;
  return executable === undefined ? [] : [{ name: runtime.name, executable }];
});

for (const { name, executable } of nodes) {
  test(`${name}: passes, failures and skips are counted, suites are not`, () => {
    const { counts, reasons, text, status } = report(
      executable,
      "mixed",
      `describe("suite", () => { test("good", () => {}); test("bad", () => assert.equal(1, 2)); });
       test("left out", { skip: "no such device" }, () => {});
       test("expected", () => {});`,
    );
    assert.deepEqual(counts, { passed: 2, failed: 1, skipped: 1 });
    assert.equal(status, 1);
    assert.match(text, /✖ bad/);
    assert.deepEqual(reasons, { "no such device": 1 });
  });

  test(`${name}: a file that crashes, and a hook that throws, are failures`, () => {
    const crash = report(executable, "crash", `process.kill(process.pid, "SIGSEGV"); await new Promise(() => {});`);
    assert.equal(crash.counts.failed, 1);
    const hook = report(
      executable,
      "hook",
      `describe("suite", () => { before(() => { throw new Error("no"); }); test("in it", () => {}); });`,
    );
    assert.ok(hook.counts.failed >= 1);
  });
}

test("more files than are run at a time are all counted, and each is run once", async () => {
  const names = Array.from({ length: 5 }, (_, index) => `batch-${String(index)}`);
  const files = names.map((name) => {
    const file = join(scratch, `${name}.test.mjs`);
    const skipping = name === "batch-4" ? 'test("left out", { skip: "not here" }, () => {});' : "";
    writeFileSync(file, `import { test } from "node:test"; test("${name}", () => {});\n${skipping}`);
    return file;
  });
  const env = { NODE_TEST_CONTEXT: undefined };
  const run = { name: "batches", rank: 0, executable: process.execPath, files, filesAtATime: 2, env };
  assert.deepEqual(await runNodeTests(run), { passed: 5, failed: 0, skipped: 1 });
});

test("output without a report has no counts", () => {
  assert.deepEqual(readReport("something\nelse"), {
    counts: { passed: 0, failed: 0, skipped: 0 },
    reasons: {},
    text: "something\nelse",
  });
});

test("totals are sums, and skips are named only when there are some", () => {
  const total = sumCounts([
    { passed: 2, failed: 0, skipped: 0 },
    { passed: 1, failed: 1, skipped: 3 },
  ]);
  assert.equal(renderCounts(total), "3 passed, 1 failed, 3 skipped");
  assert.equal(renderCounts({ passed: 3, failed: 0, skipped: 0 }), "3 passed, 0 failed");
});

test("compiled files are derived from sources", () => {
  assert.equal(toCompiledPath("packages/ctypes/src/a/b.test.ts"), "packages/ctypes/dist/a/b.test.js");
  assert.equal(toCompiledPath("tests/repo/rule.test.ts"), "tests/dist/repo/rule.test.js");
  assert.equal(toCompiledPath("bench/src/table.test.ts"), "bench/dist/table.test.js");
  assert.equal(toCompiledPath("examples/tour/tour.test.ts"), "examples/tour/dist/tour.test.js");
  assert.throws(() => toCompiledPath("elsewhere/a.test.ts"), /no project compiles/);
});

test("this file is found, and a type test is not a test", () => {
  const { compiled } = findTestFiles();
  assert.ok(compiled.includes("scripts/testing/test-runs.test.mjs"));
  assert.deepEqual(
    compiled.filter((path) => path.includes(".test-d.")),
    [],
  );
});
