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
      "other library: 4",
    ],
  },
  (print) => {
    const path = compileLibrary("callbacks");
    const library = openLibrary(path, { negate: "int negate(int value)", call_kept: "int call_kept(int value)" });
    const texts = openLibrary(compileLibrary("text"), { echo: "const char *echo(const char *text)" });
    const { negate, call_kept } = library.symbols;
    const { echo } = texts.symbols;
    for (let round = 0; round < 50_000; round++) {
      negate(round);
      echo("text");
    }
    library.close();
    texts.close();
    const first = (run: () => unknown): string => catchError("FFI_LIBRARY_CLOSED", run).message.split(' "')[0] ?? "";
    print(`hot: ${first(() => negate(1))}`);
    print(`cold: ${first(() => call_kept(1))}`);
    print(`text: ${first(() => echo("text"))}`);
    const again = openLibrary(path, { negate: "int negate(int value)" });
    for (let round = 0; round < 50_000; round++) again.symbols.negate(round);
    print(`other library: ${again.symbols.negate(-4)}`);
  },
);
