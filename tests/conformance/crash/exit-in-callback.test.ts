/** A program may end from inside a callback. */
import { openLibrary, c } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "process.exit in a callback ends the process in order",
  import.meta.url,
  { prints: ["at exit"] },
  (print) => {
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_now: c.fn([c.callback([c.int], c.int), c.int], c.int),
    });
    process.on("exit", () => print("at exit"));
    // oxlint-disable-next-line unicorn/no-process-exit -- what happens then is the subject
    symbols.call_now(() => process.exit(0), 1);
    print("not reached");
  },
);
