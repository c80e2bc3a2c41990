/** A native call that finds the JavaScript stack full throws and leaves nothing behind. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "calls at the end of the stack throw, at every depth, and calls work afterwards",
  import.meta.url,
  { prints: ["strings: ok", "out: 42", "callbacks: 3"] },
  (print) => {
    const texts = openLibrary(compileLibrary("text"), { echo: "const char *echo(const char *text)" }).symbols;
    const memory = openLibrary(compileLibrary("memory"), { give_int: c.fn([c.int, c.out(c.int)], c.void) }).symbols;
    const callbacks = openLibrary(compileLibrary("callbacks"), {
      call_now: c.fn([c.callback([c.int], c.int), c.int], c.int),
      call_kept: c.fn([c.int], c.int),
    }).symbols;
    // Bound beforehand: what a compiler says at the end of the stack is not our subject.
    texts.echo("");
    memory.give_int(0);
    callbacks.call_now((value) => value, 0);
    const atEveryDepth = (call: () => unknown): void => {
      const descend = (): void => {
        try {
          descend();
        } finally {
          call();
        }
      };
      for (let round = 0; round < 20; round++) {
        try {
          descend();
        } catch (error) {
          if (!(error instanceof RangeError) && (error as { code?: string }).code !== "FFI_OUT_OF_MEMORY") throw error;
        }
      }
    };
    atEveryDepth(() => texts.echo("a text of some length"));
    print(`strings: ${texts.echo("ok")}`);
    atEveryDepth(() => memory.give_int(1));
    print(`out: ${memory.give_int(42)}`);
    atEveryDepth(() => callbacks.call_now((value) => value, 1));
    print(`callbacks: ${callbacks.call_now((value) => value + 1, 2)}`);
  },
);
