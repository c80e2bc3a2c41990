/**
 * A library whose garbage collector searches the stack calls back: on the caller's stack, which it knows, nothing is lost,
 * whoever collects, native code or a callback.
 */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";
import { skipWithout } from "../skip-without.ts";

const skip = skipWithout("/usr/include/gc.h", "libgc-dev");

testInChild(
  'objects that only the stack of C knows outlive collections with { stack: "caller" }',
  import.meta.url,
  { prints: ["1770", "1770", "true"], skip },
  (print) => {
    const callback = c.callback([c.int], c.int, { stack: "caller" });
    const { symbols } = openLibrary(compileLibrary("collector-callbacks", ["-Wl,--no-as-needed", "-lgc"]), {
      collector_start: "void collector_start(void)",
      collector_collect: "void collector_collect(void)",
      collector_sum: c.fn([callback, c.int], c.int),
      collector_rounds: "unsigned collector_rounds(void)",
    });
    symbols.collector_start();
    const before = symbols.collector_rounds();
    const collecting = (value: number): number => {
      symbols.collector_collect();
      return value;
    };
    print(symbols.collector_sum(collecting, 60));
    // From a callback of a callback, too.
    print(symbols.collector_sum((value) => (symbols.collector_sum(collecting, 3) === 3 ? value : -1), 60));
    print(symbols.collector_rounds() - before >= 60);
  },
);
