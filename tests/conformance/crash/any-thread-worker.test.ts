/** A worker is stopped while threads call its callbacks and wait: they get the default, from then on at once. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const Handler = c.callback([c.int], c.int, { lifetime: "until", threads: "any", onThrow: -1 });

if (!isMainThread) serve(String(workerData));
else {
  testInChild(
    "callbacks of a worker that is stopped release the threads that wait",
    import.meta.url,
    { prints: ["stopped 5 times", "called from here: -1", "called from threads: -100"] },
    async (print) => {
      const path = compileLibrary("lasting-callbacks");
      const { symbols } = openLibrary(path, {
        call_kept: c.fn([c.int, c.int], c.int),
        start_callers: c.fn([c.int, c.int, c.int], c.int),
        start_endless_callers: c.fn([c.int, c.int], c.void),
        join_callers: c.fn([c.int], c.long),
      });
      for (let round = 0; round < 5; round++) {
        const worker = new Worker(new URL(import.meta.url), { workerData: path });
        await new Promise((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
        });
        if (round === 0) symbols.start_endless_callers(0, 4);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await worker.terminate();
      }
      print("stopped 5 times");
      print(`called from here: ${await answerOfNobody(() => symbols.call_kept(0, 1))}`);
      symbols.start_callers(0, 10, 10);
      print(`called from threads: ${symbols.join_callers(10)}`);
      process.exit(0);
    },
  );
}

/** A worker of Deno may answer for some time after it was told to end. */
async function answerOfNobody(call: () => number): Promise<number> {
  for (let turn = 0; turn < 10_000 && call() !== -1; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  return call();
}

function serve(path: string): void {
  const { symbols } = openLibrary(path, { keep: c.fn([c.int, Handler], c.void) });
  symbols.keep(0, Handler.create((value) => value + 1).ref());
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage("ready");
}
