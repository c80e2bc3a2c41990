/** A misspelt KOINE_ENGINE is an error that says what may be written. */
import { openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";

testInChild(
  "KOINE_ENGINE with an unknown value is refused",
  import.meta.url,
  {
    prints: ['KOINE_ENGINE is "quick"', 'use "fast", "plain", "libffi" or leave it unset'],
    env: { KOINE_ENGINE: "quick" },
  },
  (print) => {
    const error = catchError("FFI_UNSUPPORTED", () => openLibrary(null, { abs: "int abs(int value)" }));
    print(error.message.split("\n")[0]);
    print(error.hint);
  },
);
