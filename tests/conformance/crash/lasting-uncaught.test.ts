/** What a callback throws while JavaScript waits for no native call is an uncaught exception, and C gets the default. */
import { c, openLibrary } from "koine";
import type { FfiError } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "an exception without a call to come out of is uncaught",
  import.meta.url,
  { prints: ["FFI_CALLBACK_THREW: alone", "C got -3"] },
  async (print) => {
    const Handler = c.callback([c.int], c.int, { lifetime: "until", threads: "any", onThrow: -3 });
    const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), {
      keep: c.fn([c.int, Handler], c.void),
      start_callers: c.fn([c.int, c.int, c.int], c.int),
      join_callers: c.fn([c.int], c.long),
    });
    using handler = Handler.create(() => {
      throw new RangeError("alone");
    }).ref();
    symbols.keep(0, handler);
    const uncaught = new Promise<FfiError>((resolve) => {
      process.once("uncaughtException", (error) => resolve(error as FfiError));
    });
    symbols.start_callers(0, 1, 1);
    const { code, cause } = await uncaught;
    print(`${code}: ${(cause as Error).message}`);
    print(`C got ${symbols.join_callers(1)}`);
  },
);
