/** Native threads that call libffi closures get the default; JavaScript is never entered from them. */
import { c, openLibrary } from "koine";
import { closure } from "koine/libffi/high";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a libffi closure called on a foreign thread answers with its default",
  import.meta.url,
  {
    prints: [
      "here: 6, on a thread: -9",
      "default of the default: 0",
      "beside JavaScript: true, entered 1000 times",
      "released meanwhile: true",
    ],
  },
  (print) => {
    const type = c.fn([c.int], c.int);
    const pointer = c.pointer(type);
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      call_if_given: c.fn([pointer, c.int], c.int),
      call_on_thread: c.fn([pointer, c.int], c.int),
      keep: c.fn([pointer], c.void),
      start_caller: c.fn([], c.int),
      stop_caller: c.fn([], c.long),
    });
    let entered = 0;
    const double = closure(type, (value) => (entered++, value * 2), { onThrow: -9 });
    print(`here: ${symbols.call_if_given(double.codePointer, 3)}, on a thread: ${call(double.codePointer)}`);
    using plain = closure(type, (value) => value);
    print(`default of the default: ${call(plain.codePointer)}`);
    entered = 0;
    symbols.keep(double.codePointer);
    symbols.start_caller();
    for (let round = 0; round < 1000; round++) symbols.call_if_given(double.codePointer, round);
    print(`beside JavaScript: ${symbols.stop_caller() < 0n}, entered ${entered} times`);
    symbols.start_caller();
    double[Symbol.dispose]();
    for (let round = 0; round < 200; round++) closure(type, (value) => value)[Symbol.dispose]();
    print(`released meanwhile: ${symbols.stop_caller() < 0n}`);

    function call(code: typeof double.codePointer): number {
      return symbols.call_on_thread(code, 5);
    }
  },
);
