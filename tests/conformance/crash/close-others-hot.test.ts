/** Closing a library leaves the compiled code of other libraries' calls alone, and throws that of its own away. */
import { currentBackend, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { catchError } from "../native-function.ts";
import { compileLibrary } from "../native-library.ts";

const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;

testInChild(
  "calls of a library stay as they were compiled when another one is closed",
  import.meta.url,
  {
    prints: ["other library: same code", "closed library: other code", "FFI_LIBRARY_CLOSED", "other library: -3"],
    nodeOptions: ["--allow-natives-syntax", "--no-concurrent-recompilation"],
    skip: isNode ? false : "asks the optimiser of Node",
  },
  (print) => {
    const backend = currentBackend();
    const statusOf = backend.compile("return (callee) => %GetOptimizationStatus(callee);", {}) as (
      callee: unknown,
    ) => number;
    const path = compileLibrary("callbacks");
    // Compiled apart: callers of one text would share what V8 learns of the functions that they call.
    const createCaller = (name: string) => {
      const library = openLibrary(path, { negate: "int negate(int value)" });
      const { negate } = library.symbols;
      const call = backend.compile(`return function ${name}(value) { return $negate(value); };`, {
        negate,
      }) as typeof negate;
      return { library, call };
    };
    const [other, closed] = [createCaller("callOther"), createCaller("callClosed")];
    const statuses = (): readonly number[] => [other, closed].map(({ call }) => statusOf(call));
    for (let round = 0; round < 200_000; round++) other.call(closed.call(round));
    const before = statuses();
    closed.library.close();
    // Code that is no longer right is thrown away when it is next called.
    const error = catchError("FFI_LIBRARY_CLOSED", () => closed.call(1));
    const result = other.call(3);
    const after = statuses();
    const compare = (index: number): string => (before[index] === after[index] ? "same code" : "other code");
    print(`other library: ${compare(0)}`);
    print(`closed library: ${compare(1)}`);
    print(error.code);
    print(`other library: ${result}`);
  },
);
