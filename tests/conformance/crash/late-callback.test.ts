/** A callback whose lifetime is over answers with its default, from calls of every temperature. */
import { c, openLibrary } from "koine";
import { testInChild } from "../child-test.ts";
import { compileLibrary } from "../native-library.ts";

testInChild(
  "a callback that C kept and calls after its call gives its default",
  import.meta.url,
  {
    prints: [
      "during: 6",
      "after: -7",
      "hot: -7",
      "again: 6",
      "FFI_CALLBACK_RELEASED",
      'keep_and_call(): argument 1 "kept": native code called the callback after the call that it was passed to, and ' +
        'got its default result; where native code keeps a callback, its type has lifetime "until", and `create` makes it',
    ],
  },
  (print) => {
    process.on("warning", (warning: Error & { code?: string }) => {
      print(warning.code);
      print(warning.message);
    });
    const callback = c.callback([c.int], c.int, { onThrow: -7 });
    const { symbols } = openLibrary(compileLibrary("callbacks"), {
      keep_and_call: c.fn([callback, c.int], c.int, { parameterNames: ["kept", "value"] }),
      call_kept: c.fn([c.int], c.int),
    });
    const double = (value: number): number => value * 2;
    print(`during: ${symbols.keep_and_call(double, 3)}`);
    print(`after: ${symbols.call_kept(3)}`);
    const answers = new Set<number>();
    for (let round = 0; round < 200_000; round++) answers.add(symbols.call_kept(round));
    print(`hot: ${[...answers].join()}`);
    print(`again: ${symbols.keep_and_call(double, 3)}`);
  },
);
