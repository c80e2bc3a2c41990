/** JavaScript that is stopped inside of a callback leaves its native call behind: it is finished, with defaults. */
import { runInNewContext } from "node:vm";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";
import { skipWithoutOwnStacks as skip } from "../own-stacks.ts";

const callback = c.callback([c.int], c.int, { onThrow: 1000 });
const declarations = {
  call_to_end: c.fn([callback, c.int], c.int),
  call_now: c.fn([callback, c.int], c.int),
  count_finished: c.fn([], c.int),
};
const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;

if (isMainThread) {
  const prints = ["worker ended: true", "again: 6", ...(isNode ? ["sum: 33", "finished: true"] : [])];
  testInChild("calls that were stopped are finished", import.meta.url, { prints, skip }, async (print) => {
    const path = compileLibrary("callbacks");
    const { symbols } = openLibrary(path, declarations);
    const worker = new Worker(new URL(import.meta.url), { workerData: path });
    await new Promise((resolve) => worker.once("message", resolve));
    await worker.terminate();
    print(`worker ended: ${isNode ? symbols.count_finished() === 2 : true}`);
    print(`again: ${symbols.call_to_end((value) => value, 4)}`);
    if (!isNode) return;
    const before = symbols.count_finished();
    let attempts = 0;
    const sum = symbols.call_to_end((value) => {
      attempts += stopInside(symbols.call_to_end);
      return value + 10;
    }, 3);
    print(`sum: ${sum}`);
    // One that was stopped before it had begun its callback may be among them.
    const finished = symbols.count_finished() - before;
    print(`finished: ${finished >= 4 && finished <= attempts + 1}`);
  });
} else {
  const { symbols } = openLibrary(String(workerData), declarations);
  symbols.call_to_end(() => {
    return symbols.call_to_end(() => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
      parentPort?.postMessage("inside");
      for (;;);
    }, 3);
  }, 2);
}

/** Stops a call whose callback does not end, and gives how many attempts it took until one was stopped in there. */
function stopInside(call: unknown): number {
  let isInside = false;
  const stuck = (): number => {
    isInside = true;
    for (;;);
  };
  for (let attempts = 1; ; attempts++) {
    try {
      runInNewContext("call(stuck, 5)", { call, stuck }, { timeout: 20 * attempts });
    } catch {
      if (isInside) return attempts;
    }
  }
}
