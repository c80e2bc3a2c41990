/** The process ends while threads call and wait for JavaScript, also when the end waits for such a thread. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "the process ends in the middle of a storm of calls",
  import.meta.url,
  { prints: ["served"] },
  async (print) => {
    const Handler = c.callback([c.int], c.int, { lifetime: "until", threads: "any" });
    const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), {
      keep: c.fn([c.int, Handler], c.void),
      start_endless_callers: c.fn([c.int, c.int], c.void),
      start_joined_at_exit: c.fn([c.int], c.void),
    });
    await new Promise<void>((resolve) => {
      let calls = 0;
      symbols.keep(
        0,
        Handler.create((value) => {
          calls += 1;
          if (calls === 1000) resolve();
          return value;
        }).ref(),
      );
      symbols.start_endless_callers(0, 8);
    });
    symbols.keep(
      1,
      Handler.create((value) => value),
    );
    symbols.start_joined_at_exit(1);
    print("served");
    // Long enough for that thread to wait for JavaScript, which does not come back.
    const end = Date.now() + 100;
    while (Date.now() < end);
    // oxlint-disable-next-line unicorn/no-process-exit -- that is what is tested
    process.exit(0);
  },
);
