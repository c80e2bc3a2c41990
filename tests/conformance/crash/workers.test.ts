/** Worker threads have backends of their own: they call at the same time, and one that is stopped takes nothing with it. */
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { isChild, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

/** What a worker is told: where the libraries are, and whether it ends by itself. */
interface Task {
  readonly callbacks: string;
  readonly text: string;
  readonly isEndless: boolean;
}

const task: Task = isMainThread
  ? { callbacks: compileLibrary("callbacks"), text: compileLibrary("text"), isEndless: false }
  : (workerData as Task);

if (!isMainThread) work();
else {
  testInChild(
    "four workers call at once, and one is stopped in the middle of its calls",
    import.meta.url,
    { prints: ["sums: 1999000 1999000 1999000", "stopped while calling", "main: 1999000"] },
    async (print) => {
      const workers = [0, 1, 2, 3].map(
        (index) => new Worker(new URL(import.meta.url), { workerData: { ...task, isEndless: index === 3 } }),
      );
      const sums = await Promise.all(workers.map((worker) => nextMessage(worker)));
      print(`sums: ${sums.slice(0, 3).join(" ")}`);
      await workers[3]?.terminate();
      print("stopped while calling");
      print(`main: ${callALot()}`);
    },
  );
}

function nextMessage(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

function work(): void {
  if (!isChild) throw new Error("workers belong to the child process");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage(callALot());
  while (task.isEndless) callALot();
}

function callALot(): bigint {
  const callback = c.callback([c.int], c.int);
  const { symbols } = openLibrary(task.callbacks, {
    call_many: c.fn([callback, c.int], c.long),
    negate: c.fn([c.int], c.int),
  });
  const texts = openLibrary(task.text, { echo: "const char *echo(const char *text)" }).symbols;
  let sum = 0n;
  for (let round = 0; round < 1000; round++) {
    for (let call = 0; call < 100; call++) if (symbols.negate(call) !== -call) throw new Error("wrong result");
    if (texts.echo(`round ${round}`) !== `round ${round}`) throw new Error("wrong text");
    sum += symbols.call_many((value) => value, 2) + BigInt(round) * 4n;
  }
  return sum;
}
