/** Calls from many threads are served on the JavaScript thread, one by one, while garbage is collected. */
import { c, openLibrary } from "koine";
import { collectGarbage, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const threadCount = 8;
const callCount = 2000;

testInChild(
  "threads wait for what JavaScript answers",
  import.meta.url,
  {
    prints: [
      "sum: 31984000",
      "calls: 16000",
      "other threads get the default: -36",
      "warned: FFI_CALLBACK_THREAD",
      "after release: -20",
    ],
    nodeOptions: ["--expose-gc"],
  },
  async (print) => {
    const Handler = c.callback([c.int], c.int, { lifetime: "until", threads: "any", onThrow: -2 });
    const Caller = c.callback([c.int], c.int, { lifetime: "until", onThrow: -9 });
    const path = compileLibrary("lasting-callbacks");
    const { symbols } = openLibrary(path, {
      keep: c.fn([c.int, Handler], c.void),
      start_callers: c.fn([c.int, c.int, c.int], c.int),
      join_callers: c.fn([c.int], c.long),
    });
    let calls = 0;
    const finished = new Promise<void>((resolve) => {
      const handler = Handler.create((value) => {
        calls += 1;
        if (calls % 500 === 0) collectGarbage();
        // Released in the last call, whose result still reaches C.
        if (calls === threadCount * callCount) setTimeout(() => resolve(handler.release()));
        return value * 2;
      }).ref();
      symbols.keep(0, handler);
    });
    symbols.start_callers(0, threadCount, callCount);
    await finished;
    print(`sum: ${symbols.join_callers(threadCount)}`);
    print(`calls: ${calls}`);
    const warned = new Promise<Error & { code?: string }>((resolve) => process.once("warning", resolve));
    const alive = setInterval(() => {}, 1000);
    const { keep } = openLibrary(path, { keep: c.fn([c.int, Caller], c.void) }).symbols;
    using caller = Caller.create((value) => value);
    keep(1, caller);
    symbols.start_callers(1, 4, 1);
    print(`other threads get the default: ${symbols.join_callers(4)}`);
    print(`warned: ${(await warned).code}`);
    symbols.start_callers(0, 5, 2);
    print(`after release: ${symbols.join_callers(5)}`);
    clearInterval(alive);
  },
);
