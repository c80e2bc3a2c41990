/** Native code that overflows its stack ends in an error; the process lives, again and again, in workers too. */
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";
import { skipWithoutOwnStacks as skip } from "../own-stacks.ts";

function overflow(rounds: number): number {
  const { symbols } = openLibrary(compileLibrary("callbacks"), {
    descend_pages: c.fn([c.callback([c.int], c.int), c.int], c.int, { stack: 32_768 }),
    call_now: c.fn([c.callback([c.int], c.int), c.int], c.int),
  });
  let count = 0;
  for (let round = 0; round < rounds; round++) {
    catchError("FFI_STACK_OVERFLOW", () => symbols.descend_pages(() => 0, 1000));
    count += symbols.call_now((value) => value, 1);
  }
  return count;
}

if (isMainThread) {
  testInChild(
    "overflows are errors in every thread",
    import.meta.url,
    { skip, prints: ["here: 300", "there: 300,300"], env: { KOINE_STACK_SIZE: "65536" } },
    async (print) => {
      print(`here: ${overflow(300)}`);
      const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)));
      const counts = await Promise.all(
        workers.map((worker) => new Promise((resolve) => worker.once("message", resolve))),
      );
      print(`there: ${counts.join()}`);
    },
  );
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage(overflow(300));
}
