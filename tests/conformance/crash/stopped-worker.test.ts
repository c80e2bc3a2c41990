/** A worker that ends while native code holds its callbacks leaves function pointers that answer with their defaults. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const callback = c.callback([c.int], c.int, { onThrow: -3 });

if (!isMainThread) leaveCallbackBehind(String(workerData));
else {
  testInChild(
    "callbacks of a worker that is gone give their default",
    import.meta.url,
    { prints: ["called from here: -3", "called from a thread: true"] },
    async (print) => {
      const path = compileLibrary("callbacks");
      const { symbols } = openLibrary(path, {
        call_kept: c.fn([c.int], c.int),
        start_caller: c.fn([], c.int),
        stop_caller: c.fn([], c.long),
      });
      for (let round = 0; round < 5; round++) {
        const worker = new Worker(new URL(import.meta.url), { workerData: path });
        await new Promise((resolve) => worker.once("message", resolve));
        if (round === 0) symbols.start_caller();
        await worker.terminate();
      }
      print(`called from here: ${symbols.call_kept(1)}`);
      print(`called from a thread: ${symbols.stop_caller() < 0n}`);
    },
  );
}

function leaveCallbackBehind(path: string): void {
  const { symbols } = openLibrary(path, {
    keep: c.fn([callback], c.void),
    keep_and_call: c.fn([callback, c.int], c.int),
  });
  for (let round = 0; round < 1000; round++) {
    if (symbols.keep_and_call((value) => value + 1, round) !== round + 1) throw new Error("wrong result");
  }
  symbols.keep((value) => value);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage("ready");
  setInterval(() => symbols.keep_and_call((value) => value, 1), 0);
}
