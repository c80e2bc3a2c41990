/** Items that come later. */
import assert from "node:assert/strict";
import { feed, probe } from "streams";

async function check(): Promise<void> {
  const numbers: number[] = [];
  for await (const number of feed.numbers(3)) numbers.push(number);
  assert.deepEqual(numbers, [0, 1, 2]);
  for await (const word of feed.words("one two")) {
    assert.equal(word, "one");
    break;
  }
  for await (const event of feed.events(1)) {
    using owned = event;
    assert.deepEqual([owned.id, owned.text], [0, "event"]);
  }
  await using unfinished = feed.numbers(5);
  const asked = [unfinished.next(), unfinished.next()];
  assert.deepEqual(await Promise.all(asked), [
    { done: false, value: 0 },
    { done: false, value: 1 },
  ]);
}

async function checkErrors(): Promise<void> {
  await assert.rejects(
    async () => {
      for await (const number of feed.breaking(1)) assert.equal(number, 0);
    },
    { name: "FeedError", kind: "Broken", message: "the feed broke" },
  );
  assert.throws(() => feed.words("a\0"), { code: "FFI_STRING_CONTENT" });
}

/** Who leaves a stream cancels the question that waits. */
async function checkCancel(): Promise<void> {
  const endless = feed.endless();
  for (let expected = 0n; expected < 3n; expected += 1n) {
    assert.deepEqual(await endless.next(), { done: false, value: expected });
  }
  const waiting = endless.next();
  assert.equal((await endless.return()).done, true);
  assert.deepEqual(await waiting, { done: true, value: undefined });
  assert.equal((await endless.next()).done, true);
}

await check();
await checkErrors();
await checkCancel();
assert.equal(probe.live(), 0n);
