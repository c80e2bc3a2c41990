/** `KOINE_STACK_SIZE` is the size of stacks in a process; what is no size is refused when the first one is needed. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";
import { skipWithoutOwnStacks as skip } from "../own-stacks.ts";

testInChild(
  "KOINE_STACK_SIZE says how large stacks are",
  import.meta.url,
  {
    skip,
    prints: ["65536 bytes", "shallow: 9", "jumped: 12", "FFI_UNSUPPORTED", "FFI_UNSUPPORTED"],
    env: { KOINE_STACK_SIZE: "65536" },
  },
  (print) => {
    const type = c.fn([c.callback([c.int], c.int), c.int], c.int);
    const path = compileLibrary("callbacks");
    const { symbols } = openLibrary(path, { descend_pages: type, jump_after_call: type });
    const overflow = catchError("FFI_STACK_OVERFLOW", () => symbols.descend_pages(() => 0, 30));
    print(/\d+ bytes/.exec(overflow.message)?.[0]);
    print(`shallow: ${symbols.descend_pages(() => 0, 9)}`);
    print(`jumped: ${symbols.jump_after_call((value) => value + 1, 5)}`);
    for (const wrong of ["64k", "100"]) {
      process.env["KOINE_STACK_SIZE"] = wrong;
      const { call_now } = openLibrary(path, { call_now: type }).symbols;
      print(catchError("FFI_UNSUPPORTED", () => call_now((value) => value, 1)).code);
    }
  },
);
