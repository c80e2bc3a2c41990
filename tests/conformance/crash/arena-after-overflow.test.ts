/** Calls that end in the middle because the stack is full give back what they took of the memory for strings. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a thousand full stacks in the middle of calls with strings leave room for strings and out-parameters",
  import.meta.url,
  { prints: ["3", "42"] },
  (print) => {
    const texts = openLibrary(compileLibrary("text"), {
      count_different: c.fn([c.string, c.string, c.string], c.int),
    }).symbols;
    const memory = openLibrary(compileLibrary("memory"), { give_int: c.fn([c.int, c.out(c.int)], c.void) }).symbols;
    const long = "é".repeat(6000);
    texts.count_different(long, long, long);
    memory.give_int(0);
    let attempts = 0;
    const descend = (): void => {
      try {
        descend();
      } catch (error) {
        // Only the deepest calls can run out of stack themselves.
        if (attempts++ < 20) texts.count_different(long, long, long);
        throw error;
      }
    };
    for (let round = 0; round < 1000; round++) {
      attempts = 0;
      try {
        // Another depth each time, so that the stack ends at another place of the call.
        const pad = (count: number): void => (count === 0 ? descend() : pad(count - 1));
        pad(round % 37);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    print(texts.count_different("1", "2", "3"));
    print(memory.give_int(42));
  },
);
