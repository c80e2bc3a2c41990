/** Recursion through C and back until the stack is full ends in an error that can be caught, and nothing is left behind. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "JavaScript → C → JavaScript → C … until the stack is full throws, and calls work afterwards",
  import.meta.url,
  {
    prints: [
      "1: caught after many levels",
      "2: caught after many levels",
      "3: caught after many levels",
      "sum: 10",
      "late: 0",
      "text: ok",
    ],
  },
  (print) => {
    const callback = c.callback([c.int], c.int);
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_now: c.fn([callback, c.int], c.int),
      keep_and_call: c.fn([callback, c.int], c.int),
      call_kept: c.fn([c.int], c.int),
      call_many: c.fn([callback, c.int], c.long),
    });
    const texts = openLibrary(compileLibrary("text"), { echo: "const char *echo(const char *text)" });
    let deepest = 0;
    const descend = (level: number): number => {
      deepest = level;
      texts.symbols.echo("some text");
      return symbols.call_now(descend, level + 1);
    };
    for (let round = 1; round <= 3; round++) {
      try {
        descend(0);
        print(`${round}: no error`);
      } catch (error) {
        const isExpected = error instanceof RangeError || (error as { code?: string }).code === "FFI_OUT_OF_MEMORY";
        print(`${round}: ${isExpected ? "caught" : String(error)} after ${deepest > 50 ? "many" : deepest} levels`);
      }
    }
    print(`sum: ${symbols.call_many((value) => value, 5)}`);
    symbols.keep_and_call((value) => value, 1);
    let late = 0;
    for (let round = 0; round < 50_000; round++) late += symbols.call_kept(1);
    print(`late: ${late}`);
    print(`text: ${texts.symbols.echo("ok")}`);
  },
);
