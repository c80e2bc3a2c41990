/** Calls that end later. */
import assert from "node:assert/strict";
import { jobs, probe } from "async-calls";

async function checkValues(): Promise<void> {
  assert.equal(await jobs.add(2, 3), 5);
  assert.equal(await jobs.atOnce(7), 7);
  assert.equal(await jobs.nothing(), undefined);
  assert.equal(await jobs.echoText("ü"), "ü");
  assert.deepEqual(await jobs.echoData(Uint8Array.of(0, 255)), Uint8Array.of(0, 255));
  assert.deepEqual(await jobs.echoNumbers([-(2n ** 63n), 1]), [-(2n ** 63n), 1n]);
  assert.deepEqual(await jobs.echoTexts(["a", "b"]), ["a", "b"]);
  assert.deepEqual(await jobs.echoScores(new Map([["k", 9]])), new Map([["k", 9]]));
  assert.equal(await jobs.maybe(2n ** 63n - 1n), 2n ** 63n - 1n);
  assert.equal(await jobs.maybe(), null);
  const sums = Array.from({ length: 50 }, (_value, index) => jobs.add(index, index));
  assert.deepEqual(
    await Promise.all(sums),
    sums.map((_sum, index) => index * 2),
  );
}

async function checkObjects(): Promise<void> {
  using report = await jobs.report(4n);
  assert.deepEqual([report.id, report.text], [4n, "report"]);
  const reports = await jobs.reports(3);
  assert.deepEqual(
    reports.map(({ id }) => id),
    [0n, 1n, 2n],
  );
  for (const one of reports) one[Symbol.dispose]();
  assert.equal(await jobs.find(-1n), null);
  using opened = await jobs.openWorker("Ada");
  assert.equal(await opened.run("sums"), "Ada did sums");
  using made = new jobs.Worker("Bob");
  await assert.rejects(made.run("fail"), { name: "JobError", kind: "Failed" });
}

async function checkErrors(): Promise<void> {
  await assert.rejects(jobs.fail("why"), { name: "JobError", kind: "Failed", code: 9, message: "why" });
  await assert.rejects(async () => jobs.echoText("a\0"), { code: "FFI_STRING_CONTENT" });
  await assert.rejects(async () => jobs.add(1.5, 0), { code: "FFI_ARGUMENT_RANGE" });
  const worker = new jobs.Worker("Eve");
  worker[Symbol.dispose]();
  await assert.rejects(async () => worker.run("late"), { code: "FFI_USE_AFTER_FREE" });
}

await checkValues();
await checkObjects();
await checkErrors();
assert.equal(probe.live(), 0n);
