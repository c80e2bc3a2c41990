import assert from "node:assert/strict";
import { test } from "node:test";
import { createGuard } from "./call-guard.ts";
import type { CallGuard } from "./call-guard.ts";

/** Asks as calls do, until callbacks are out of sight, and gives how many answers that took. */
function countAnswers(guard: CallGuard): number {
  let answers = 0;
  for (; !guard.isQuiet; answers++) assert.equal(guard.isCalm(), true);
  return answers;
}

test("while a callback is live no call is calm, and before and after all are", () => {
  const guard = createGuard();
  assert.equal(guard.isQuiet, true);
  guard.begin();
  for (let call = 0; call < 3; call++) assert.deepEqual([guard.isQuiet, guard.isCalm()], [false, false]);
  guard.begin();
  guard.end();
  assert.equal(guard.attention, 1);
  assert.deepEqual([guard.isQuiet, guard.isCalm()], [false, false]);
  guard.end();
  assert.equal(guard.attention, 0);
  assert.deepEqual([guard.isQuiet, guard.isCalm()], [false, true]);
});

test("callbacks are out of sight after some calls without any, and after twice as many the next time", () => {
  const guard = createGuard(4);
  const needed = Array.from({ length: 12 }, () => {
    guard.begin();
    guard.end();
    return countAnswers(guard);
  });
  assert.deepEqual(
    needed,
    needed.map((_, round) => 4 * 2 ** round + 1),
  );
});

test("every callback makes calls wait anew", () => {
  const guard = createGuard(8);
  for (let round = 0; round < 5; round++) {
    guard.begin();
    guard.end();
    for (let call = 0; call < 8; call++) assert.equal(guard.isCalm(), true);
    assert.equal(guard.isQuiet, false);
  }
  assert.equal(countAnswers(guard), 1);
});

test("however often callbacks were out of sight, the next one is seen at once", () => {
  const guard = createGuard(0);
  for (let round = 0; round < 2000; round++) {
    guard.begin();
    assert.deepEqual([guard.isQuiet, guard.isCalm()], [false, false]);
    guard.end();
    assert.equal(countAnswers(guard), 1);
  }
});

test("a guard knows nothing of another, nor of what a program adds to all objects", () => {
  const [one, other] = [createGuard(), createGuard()];
  const everything = Object.prototype as { isQuiet?: boolean };
  everything.isQuiet = true;
  try {
    one.begin();
    assert.deepEqual([one.isQuiet, other.isQuiet], [false, true]);
  } finally {
    delete everything.isQuiet;
  }
});
