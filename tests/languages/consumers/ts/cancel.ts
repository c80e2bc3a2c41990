/** Cancellation, by an AbortSignal. */
import assert from "node:assert/strict";
import { probe, waiting } from "cancel";

async function check(): Promise<void> {
  assert.equal(await waiting.wait(2), 2);
  assert.equal(await waiting.wait(2, { signal: new AbortController().signal }), 2);

  const controller = new AbortController();
  const wait = waiting.wait(60_000, { signal: controller.signal });
  assert.equal(waiting.running(), 1);
  const reason = new RangeError("enough");
  controller.abort(reason);
  await assert.rejects(wait, (error) => error === reason);

  await assert.rejects(waiting.wait(60_000, { signal: AbortSignal.abort() }), { name: "AbortError" });
  await assert.rejects(waiting.wait(60_000, { signal: AbortSignal.timeout(5) }), { name: "TimeoutError" });
  assert.equal(waiting.running(), 0);
}

await check();
assert.equal(probe.live(), 0n);
