/** Functions of a closed library refuse to run, before and after the optimising compiler has seen them. */
import { openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "calls after close throw FFI_LIBRARY_CLOSED, cold and hot",
  import.meta.url,
  {
    prints: [
      "hot: negate(): the library",
      "cold: call_kept(): the library",
      "text: echo(): the library",
      "direct: take_double(): the library",
      "wrong argument, hot: negate(): the library",
      "wrong argument, cold: call_kept(): the library",
      "in a loop: after 49999 calls",
      "other library: 4",
    ],
  },
  (print) => {
    const path = compileLibrary("callbacks");
    const library = openLibrary(path, { negate: "int negate(int value)", call_kept: "int call_kept(int value)" });
    const texts = openLibrary(compileLibrary("text"), { echo: "const char *echo(const char *text)" });
    const doubles = openLibrary(compileLibrary("accept"), { take_double: "double take_double(double value)" });
    const { negate, call_kept } = library.symbols;
    const { echo } = texts.symbols;
    const { take_double } = doubles.symbols;
    for (let round = 0; round < 50_000; round++) {
      negate(round);
      echo("text");
      take_double(round + 0.5);
    }
    library.close();
    texts.close();
    doubles.close();
    const first = (run: () => unknown): string => catchError("FFI_LIBRARY_CLOSED", run).message.split(' "')[0] ?? "";
    print(`hot: ${first(() => negate(1))}`);
    print(`cold: ${first(() => call_kept(1))}`);
    print(`text: ${first(() => echo("text"))}`);
    print(`direct: ${first(() => take_double(0.5))}`);
    print(`wrong argument, hot: ${first(() => negate("x" as never))}`);
    print(`wrong argument, cold: ${first(() => call_kept("x" as never))}`);
    const ended = openLibrary(path, { negate: "int negate(int value)" });
    let callCount = 0;
    const callUntilClosed = (): void => {
      for (let round = 1; ; round++) {
        if (round === 50_000) ended.close();
        ended.symbols.negate(round);
        callCount = round;
      }
    };
    catchError("FFI_LIBRARY_CLOSED", callUntilClosed);
    print(`in a loop: after ${callCount} calls`);
    const again = openLibrary(path, { negate: "int negate(int value)" });
    for (let round = 0; round < 50_000; round++) again.symbols.negate(round);
    print(`other library: ${again.symbols.negate(-4)}`);
  },
);
