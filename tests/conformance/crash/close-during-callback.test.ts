/** A callback that closes the library whose function is running lets that function end. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a library closed by its own callback stays until the call has ended",
  import.meta.url,
  { prints: ["sum: 4950", "FFI_LIBRARY_CLOSED", "FFI_LIBRARY_CLOSED"] },
  (print) => {
    const library = openLibrary(compileLibrary("callbacks"), {
      call_many: c.fn([c.callback([c.int], c.int), c.int], c.long),
      negate: c.fn([c.int], c.int),
    });
    const { call_many, negate } = library.symbols;
    for (let round = 0; round < 20_000; round++) negate(round);
    const refused: string[] = [];
    const sum = call_many((value) => {
      library.close();
      if (value === 0) refused.push(catchError("FFI_LIBRARY_CLOSED", () => negate(1)).code);
      return value;
    }, 100);
    print(`sum: ${sum}`);
    print(refused.join());
    print(catchError("FFI_LIBRARY_CLOSED", () => call_many((value) => value, 1)).code);
  },
);
