/** Garbage is collected while native code waits on a stack of its own, also in workers and with a profiler running. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { collectGarbage, isChild, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

function callMuch(): bigint {
  const callback = c.callback([c.int], c.int);
  const { symbols } = openLibrary(compileLibrary("callbacks"), {
    call_many: c.fn([callback, c.int], c.long),
    call_now: c.fn([callback, c.int], c.int),
  });
  let kept: unknown[] = [];
  let sum = 0n;
  for (let round = 0; round < 8; round++) {
    sum += symbols.call_many((value) => {
      kept.push(
        Array.from({ length: 100 }, () => value),
        `${value}`,
      );
      if (value % 1000 === 0) {
        kept = [];
        // Workers of Bun have no such function.
        if ("gc" in globalThis) collectGarbage();
      }
      return value % 500 === 0 ? symbols.call_now((inner) => inner, value) : value;
    }, 5000);
  }
  return sum;
}

const expected = String(8n * 12_497_500n);

if (isMainThread) {
  const profiles = isChild ? "" : mkdtempSync(join(tmpdir(), "koine-profiles-"));
  if (!isChild) after(() => rmSync(profiles, { recursive: true }));
  testInChild(
    "garbage collection inside of callbacks",
    import.meta.url,
    {
      prints: [expected, `${expected},${expected}`],
      nodeOptions: ["--expose-gc", "--cpu-prof", `--cpu-prof-dir=${profiles}`, "--cpu-prof-interval=200"],
    },
    async (print) => {
      const workers = [0, 1].map(() => new Worker(new URL(import.meta.url)));
      const sums = workers.map((worker) => new Promise((resolve) => worker.once("message", resolve)));
      print(callMuch());
      print((await Promise.all(sums)).join());
    },
  );
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port between threads has no origin
  parentPort?.postMessage(String(callMuch()));
}
