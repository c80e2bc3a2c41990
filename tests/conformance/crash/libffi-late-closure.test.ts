/** A released libffi closure answers with its default for as long as its memory is kept, from calls of every temperature. */
import { c, openLibrary } from "koine";
import { bind, closure } from "koine/libffi/high";
import { collectEverything, testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

/** So many closures may be released after one before its memory is used again. */
const laterReleases = 255;

testInChild(
  "a libffi closure that C kept and calls after its release gives its default",
  import.meta.url,
  {
    nodeOptions: ["--expose-gc"],
    prints: [
      "before: 6",
      "after: -7",
      "hot: -7",
      "after later releases: -7",
      "through libffi: -7",
      "on a thread: -7",
      "released by itself: 4, then -7",
    ],
  },
  (print) => {
    const type = c.fn([c.int], c.int);
    const pointer = c.pointer(type);
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_if_given: c.fn([pointer, c.int], c.int),
      call_on_thread: c.fn([pointer, c.int], c.int),
    });
    const double = closure(type, (value) => value * 2, { onThrow: -7 });
    const { codePointer } = double;
    print(`before: ${symbols.call_if_given(codePointer, 3)}`);
    double[Symbol.dispose]();
    print(`after: ${symbols.call_if_given(codePointer, 3)}`);
    const answers = new Set<number>();
    for (let round = 0; round < 100_000; round++) answers.add(symbols.call_if_given(codePointer, round));
    print(`hot: ${[...answers].join()}`);
    for (let count = 0; count < laterReleases; count++) {
      const later = closure(type, (value) => value);
      symbols.call_if_given(later.codePointer, count);
      later[Symbol.dispose]();
      if (count % 50 === 0) collectEverything();
    }
    print(`after later releases: ${symbols.call_if_given(codePointer, 3)}`);
    print(`through libffi: ${bind(codePointer, type)(3)}`);
    print(`on a thread: ${symbols.call_on_thread(codePointer, 3)}`);
    const own = closure(
      type,
      (value) => {
        own[Symbol.dispose]();
        for (let count = 0; count < 2 * laterReleases; count++) closure(type, () => 0)[Symbol.dispose]();
        collectEverything();
        return value * 2;
      },
      { onThrow: -7 },
    );
    const during = symbols.call_if_given(own.codePointer, 2);
    print(`released by itself: ${during}, then ${symbols.call_if_given(own.codePointer, 2)}`);
  },
);
