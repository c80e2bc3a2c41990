/** Frontend cases: out-parameters and in-out-parameters. */
import assert from "node:assert/strict";
import { c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

export const outCases: readonly FrontendCase[] = [
  {
    name: "out-parameters come back after the result",
    run(library) {
      const { symbols } = openLibrary(library, {
        divide: c.fn([c.int, c.int, c.out(c.int), c.out(c.int)], c.bool),
      });
      assert.deepEqual(symbols.divide(17, 5), [true, 3, 2]);
      assert.deepEqual(symbols.divide(-17, 5), [true, -3, -2]);
    },
  },
  {
    name: "what C does not write is zero",
    run(library) {
      const { symbols } = openLibrary(library, {
        divide: c.fn([c.int, c.int, c.out(c.int), c.out(c.int)], c.bool),
      });
      assert.deepEqual(symbols.divide(17, 5), [true, 3, 2]);
      assert.deepEqual(symbols.divide(1, 0), [false, 0, 0]);
    },
  },
  {
    name: "without a result the outs come alone",
    run(library) {
      const { symbols } = openLibrary(library, { split: c.fn([c.double, c.out(c.int), c.out(c.double)], c.void) });
      assert.deepEqual(symbols.split(3.25), [3, 0.25]);
    },
  },
  {
    name: "a single value comes bare, and c.inout takes it first",
    run(library) {
      const { symbols } = openLibrary(library, { double_it: c.fn([c.inout(c.i64)], c.void) });
      assert.equal(symbols.double_it(21), 42n);
      assert.equal(symbols.double_it(2n ** 61n), 2n ** 62n);
      expectError("FFI_ARGUMENT_TYPE", /double_it\(\): argument 1: expected .*, got string "2"/, () =>
        (symbols.double_it as (value: unknown) => unknown)("2"),
      );
    },
  },
  {
    name: "a pointer can be an out-parameter",
    run(library) {
      const { symbols } = openLibrary(library, { give_numbers: c.fn([c.out(c.pointer(c.int))], c.i64) });
      const [count, numbers] = symbols.give_numbers();
      assert.equal(count, 3n);
      assert.deepEqual([numbers?.get(0), numbers?.get(1), numbers?.get(2)], [10, 20, 30]);
    },
  },
];
