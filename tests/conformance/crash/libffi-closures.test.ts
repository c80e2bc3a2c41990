/** What may go wrong inside of libffi closures ends in errors: garbage, endless recursion, exceptions that nobody catches. */
import assert from "node:assert/strict";
import { c, FfiError, openLibrary } from "koine";
import { bind, closure } from "koine/libffi/high";
import { call } from "koine/libffi/low";
import { collectEverything, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

const type = c.fn([c.int], c.int);

testInChild(
  "libffi closures survive garbage collection, endless recursion and exceptions that nobody catches",
  import.meta.url,
  {
    nodeOptions: ["--expose-gc"],
    prints: [
      "forgotten: 50000",
      "recursion is stopped: true",
      "afterwards: 8",
      "C got -7",
      "uncaught: Error: thrown inside",
    ],
  },
  async (print) => {
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_if_given: c.fn([c.pointer(type), c.int], c.int),
    });
    const forgotten = forget((value) => value + 1);
    for (let round = 0; round < 5; round++) collectEverything();
    let sum = 0;
    for (let round = 0; round < 50_000; round++) sum += symbols.call_if_given(forgotten, 0);
    print(`forgotten: ${sum}`);

    let isEndless = true;
    using endless = closure(type, (value): number => (isEndless ? again(value) : value));
    const again: (value: number) => number = bind(endless.codePointer, type);
    print(`recursion is stopped: ${isRefused(() => again(1))}`);
    isEndless = false;
    print(`afterwards: ${again(8)}`);

    // What was refused is no call in progress that an exception could come out of.
    assert.throws(() => call("a cif" as never, null as never, null, null), { code: "FFI_ARGUMENT_TYPE" });
    using failing = closure(
      type,
      () => {
        throw new Error("thrown inside");
      },
      { onThrow: -7 },
    );
    const uncaught = new Promise<Error>((resolve) => process.once("uncaughtException", resolve));
    print(`C got ${symbols.call_if_given(failing.codePointer, 1)}`);
    print(`uncaught: ${String((await uncaught).cause)}`);
  },
);

/** Makes a closure of which JavaScript keeps only the address. */
function forget(callback: (value: number) => number): ReturnType<typeof closure<typeof type>>["codePointer"] {
  const { codePointer } = closure(type, callback);
  return codePointer;
}

/** Where the stack ends, either JavaScript cannot go on, or C cannot enter it. */
function isRefused(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    return error instanceof RangeError || (error instanceof FfiError && error.code === "FFI_OUT_OF_MEMORY");
  }
}
