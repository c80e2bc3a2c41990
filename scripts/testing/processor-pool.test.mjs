/** Promises of the pool: no more at a time than there are processors, in order of rank, and failures give the processor back. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { whenFree } from "./processor-pool.mjs";

const width = availableParallelism();

/** Takes all processors, and gives a function that lets them go. */
function occupyAll() {
  /** @type {(() => void)[]} */
  const releases = [];
  const done = Array.from({ length: width }, () =>
    whenFree(0, () => new Promise((resolve) => releases.push(() => resolve(undefined)))),
  );
  return async () => {
    for (const release of releases) release();
    await Promise.all(done);
  };
}

test("work starts at once while there are processors, then in order of rank", async () => {
  const release = occupyAll();
  /** @type {string[]} */
  const started = [];
  /** @param {string} name */
  const note = (name) => async () => void started.push(name);
  const all = [
    whenFree(2, note("matrix 1")),
    whenFree(1, note("unit 1")),
    whenFree(2, note("matrix 2")),
    whenFree(0, note("languages")),
    whenFree(1, note("unit 2")),
  ];
  assert.deepEqual(started, []);
  await release();
  await Promise.all(all);
  assert.deepEqual(started, ["languages", "unit 1", "unit 2", "matrix 1", "matrix 2"]);
});

test("no more is at work than there are processors, and what fails gives its processor back", async () => {
  let atWork = 0;
  let most = 0;
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 * width }, (_, index) =>
      whenFree(0, async () => {
        atWork += 1;
        most = Math.max(most, atWork);
        await new Promise((resolve) => setImmediate(resolve));
        atWork -= 1;
        if (index % 2 === 0) throw new Error("no");
        return index;
      }),
    ),
  );
  assert.equal(most, width);
  assert.equal(outcomes.length, 5 * width);
  assert.equal(await whenFree(0, async () => "again"), "again");
});
