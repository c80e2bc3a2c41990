/** What a library does last may call back: JavaScript does not run any more then, and the default is given. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

/** Other runtimes end without calling what C wants called. */
const callsAtExit = process.versions["bun"] === undefined && process.versions["deno"] === undefined;

testInChild(
  "a callback that is called while the process ends gives its default",
  import.meta.url,
  { prints: ["called: 1000", ...(callsAtExit ? ["at exit: -7"] : [])] },
  (print) => {
    const Handler = c.callback([c.int], c.int, { lifetime: "until", onThrow: -7 });
    const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), {
      keep: c.fn([c.int, Handler], c.void),
      call_kept: c.fn([c.int, c.int], c.int),
      call_kept_at_exit: c.fn([c.int], c.void),
    });
    let calls = 0;
    symbols.keep(
      0,
      Handler.create((value) => {
        calls++;
        // oxlint-disable-next-line unicorn/no-process-exit -- what happens then is the subject
        if (value === 0) process.exit(0);
        return value;
      }),
    );
    symbols.call_kept_at_exit(0);
    for (let round = 1; round <= 1000; round++) symbols.call_kept(0, round);
    print(`called: ${calls}`);
    symbols.call_kept(0, 0);
  },
);
