/** Native threads that call a callback of lifetime "call" get its default; JavaScript is never entered from them. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a callback called on a foreign thread answers with its default",
  import.meta.url,
  {
    prints: [
      "on a thread: -9",
      "beside JavaScript: true, entered 0 times",
      "default of the default: 0",
      'FFI_CALLBACK_THREAD of call_on_thread(): declare it with lifetime "until" and threads: "any"',
      'FFI_CALLBACK_THREAD of keep(): declare it with lifetime "until" and threads: "any"',
      'FFI_CALLBACK_THREAD of call_on_thread(): declare it with lifetime "until" and threads: "any"',
    ],
  },
  (print) => {
    process.on("warning", ({ code, message }: Error & { code?: string }) => {
      print(`${code ?? ""} of ${message.slice(0, message.indexOf(":"))}:${message.slice(message.indexOf(";") + 1)}`);
    });
    const callback = c.callback([c.int], c.int, { onThrow: -9 });
    const plain = c.callback([c.int], c.int);
    const path = compileLibrary("callbacks");
    const { symbols } = openLibrary(path, {
      call_on_thread: c.fn([callback, c.int], c.int),
      keep: c.fn([callback], c.void),
      start_caller: c.fn([], c.int),
      stop_caller: c.fn([], c.long),
      negate: c.fn([c.int], c.int),
    });
    print(`on a thread: ${symbols.call_on_thread((value) => value, 5)}`);
    let entered = 0;
    symbols.keep(() => ++entered);
    symbols.start_caller();
    for (let round = 0; round < 300_000; round++) symbols.negate(round);
    for (let round = 0; round < 1000; round++) symbols.keep(() => ++entered);
    print(`beside JavaScript: ${symbols.stop_caller() < 0n}, entered ${entered} times`);
    const other = openLibrary(path, { call_on_thread: c.fn([plain, c.int], c.int) });
    print(`default of the default: ${other.symbols.call_on_thread((value) => value, 5)}`);
  },
);
