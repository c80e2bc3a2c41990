/** A native function that runs until its callback says otherwise does not keep the process from ending. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "process.exit in the callback of an endless native function ends the process",
  import.meta.url,
  { prints: ["at exit"] },
  (print) => {
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_until: c.fn([c.callback([c.int], c.int)], c.int),
    });
    process.on("exit", () => print("at exit"));
    // oxlint-disable-next-line unicorn/no-process-exit -- what happens then is the subject
    symbols.call_until((count) => (count === 100 ? process.exit(0) : 0));
  },
);
