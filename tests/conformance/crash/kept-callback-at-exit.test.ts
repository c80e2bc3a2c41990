/** What a library does last may call back: Node runs no JavaScript any more then, and the default is given. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

/** Bun ends without what C wants called; Deno still runs JavaScript then. */
function lastLines(): readonly string[] {
  if (process.versions["bun"] !== undefined) return [];
  return [process.versions["deno"] === undefined ? "at exit: -7" : "at exit: 1"];
}

testInChild(
  "a callback that is called while the process ends gives its default",
  import.meta.url,
  { prints: ["called: 1000", ...lastLines()] },
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
