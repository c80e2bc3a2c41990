/** Events, from the thread of the caller and from others. */
import assert from "node:assert/strict";
import { events, probe } from "listeners";

/** Lets events of other threads arrive. */
async function until(isReached: () => boolean): Promise<void> {
  for (let count = 0; count < 60_000 && !isReached(); count += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, 1);
    });
  }
  assert.ok(isReached());
}

function checkMessages(): void {
  const heard: string[] = [];
  const kept: InstanceType<typeof events.Message>[] = [];
  assert.equal(events.send("nobody"), 0);
  const first = events.onMessage((message) => {
    heard.push(message.text);
    kept.push(message);
  });
  using second = events.onMessage((message) => heard.push(message.text));
  assert.equal(events.listeners(), 2);
  assert.equal(events.send("hello"), 2);
  assert.deepEqual(heard, ["hello", "hello"]);
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  assert.equal(events.send("again"), 1);
  assert.throws(() => kept[0]?.text, { code: "FFI_USE_AFTER_FREE" });
  second[Symbol.dispose]();
  assert.equal(events.send("gone"), 0);
}

/** What a listener throws comes out of the call that it was called from. */
function checkThrows(): void {
  using _listener = events.onMessage(() => {
    throw new RangeError("thrown in a listener");
  });
  assert.throws(() => events.send("hello"), { name: "RangeError" });
}

async function checkTicks(): Promise<void> {
  const ticks: bigint[] = [];
  using _listener = events.onTick((count) => ticks.push(count));
  events.tickHere("here");
  assert.deepEqual(ticks, [1n]);
  events.tickLater(10);
  await until(() => ticks.length === 11);
  assert.equal(
    ticks.reduce((sum, count) => sum + count),
    56n,
  );
  events.joinThreads();
}

checkMessages();
checkThrows();
await checkTicks();
assert.equal(events.listeners(), 0);
assert.throws(() => events.onMessage(5 as never), { code: "FFI_ARGUMENT_TYPE" });
assert.equal(probe.live(), 0n);
