/** Frontend cases: C calls JavaScript during a call. */
import assert from "node:assert/strict";
import { c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

const applyPrototype = "int apply(int (*function)(int), int value)";

export const callbackCases: readonly FrontendCase[] = [
  {
    name: "a function is called with C's values, and C gets its result",
    run(library) {
      const { symbols } = openLibrary(library, {
        apply: applyPrototype,
        apply_twice: "double apply_twice(double (*function)(double), double value)",
      });
      assert.equal(
        symbols.apply((value) => value * 2, -21),
        -42,
      );
      assert.equal(
        symbols.apply_twice((value) => value / 2, 5),
        1.25,
      );
    },
  },
  {
    name: "null is a NULL function pointer",
    run(library) {
      const { symbols } = openLibrary(library, { apply_or: "int apply_or(int (*function)(int), int value)" });
      assert.equal(symbols.apply_or(null, 7), -1);
      assert.equal(
        symbols.apply_or((value) => value, 7),
        7,
      );
    },
  },
  {
    name: "a native function can be the callback of another",
    run(library) {
      const { symbols } = openLibrary(library, {
        apply: c.fn([c.callback([c.int], c.int), c.int], c.int),
        echo_i32: "int echo_i32(int value)",
      });
      assert.equal(symbols.apply(symbols.echo_i32.pointer, 99), 99);
    },
  },
  {
    name: "callbacks call native functions, and themselves through them",
    run(library) {
      const { symbols } = openLibrary(library, {
        apply: applyPrototype,
        text_length: "int64_t text_length(const char *)",
      });
      const sumTo = (value: number): number => (value === 0 ? 0 : value + symbols.apply(sumTo, value - 1));
      assert.equal(symbols.apply(sumTo, 20), 210);
      assert.equal(
        symbols.apply((value) => Number(symbols.text_length("four")) + value, 1),
        5,
      );
    },
  },
  {
    name: "a callback gets strings and pointers",
    run(library) {
      const { symbols } = openLibrary(library, {
        tell: c.fn([c.callback([c.string], c.int)], c.int),
        visit: "void visit(const int *numbers, size_t length, void (*visitor)(int value, const int *place))",
      });
      assert.equal(
        symbols.tell((text) => text?.length ?? -1),
        11,
      );
      const seen: unknown[] = [];
      symbols.visit(Int32Array.of(5, 6, 7), 3, (value, place) => seen.push([value, place?.value]));
      assert.deepEqual(seen, [
        [5, 5],
        [6, 6],
        [7, 7],
      ]);
    },
  },
  {
    name: "what a callback throws comes out of the call, and it is not called again",
    run(library) {
      const { symbols } = openLibrary(library, {
        visit: "void visit(const int *numbers, size_t length, void (*visitor)(int value, const int *place))",
      });
      const failure = new Error("enough");
      let count = 0;
      const visitor = (): void => {
        count += 1;
        throw failure;
      };
      assert.throws(
        () => symbols.visit(Int32Array.of(1, 2, 3), 3, visitor),
        (error) => error === failure,
      );
      assert.equal(count, 1);
      symbols.visit(Int32Array.of(1, 2, 3), 3, () => {
        count += 1;
      });
      assert.equal(count, 4);
    },
  },
  {
    name: "a callback that returns the wrong type is told so",
    run(library) {
      const { symbols } = openLibrary(library, { apply: applyPrototype });
      const wrong = (() => "x") as unknown as (value: number) => number;
      expectError("FFI_RESULT_TYPE", /apply\(\): argument 1 "function": .*got string "x"/, () =>
        symbols.apply(wrong, 1),
      );
      expectError("FFI_ARGUMENT_TYPE", /apply\(\): argument 1 "function": expected a function.*, got 5/, () =>
        (symbols.apply as (...values: unknown[]) => unknown)(5, 1),
      );
    },
  },
];
