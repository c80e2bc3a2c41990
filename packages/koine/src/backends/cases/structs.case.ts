/** Frontend cases: structs by value. */
import assert from "node:assert/strict";
import { c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

const Point = c.struct("Point", { x: c.double, y: c.int });
const Small = c.struct("Small", { a: c.i8, b: c.u8, c: c.i16 });
const Large = c.struct("Large", { values: c.array(c.i64, 5) });

export const structCases: readonly FrontendCase[] = [
  {
    name: "a struct of a float and an integer goes in and comes out",
    run(library) {
      const { symbols } = openLibrary(library, { move_point: c.fn([Point, c.double, c.int], Point) });
      const moved = symbols.move_point({ x: 1.5, y: -4 }, 0.25, 10);
      assert.deepEqual([moved.x, moved.y], [1.75, 6]);
    },
  },
  {
    name: "an instance is passed as it is, and what comes out is another one",
    run(library) {
      const { symbols } = openLibrary(library, { move_point: c.fn([Point, c.double, c.int], Point) });
      const point = Point.create({ x: 1, y: 2 });
      const first = symbols.move_point(point, 1, 1);
      const second = symbols.move_point(first, 1, 1);
      point.x = 100;
      assert.deepEqual([point.x, first.x, second.x], [100, 2, 3]);
      assert.equal(symbols.move_point(point, 0, 0).x, 100);
    },
  },
  {
    name: "narrow members do not touch each other",
    run(library) {
      const { symbols } = openLibrary(library, { negate_small: c.fn([Small], Small) });
      const negated = symbols.negate_small({ a: -127, b: 0x0f, c: -300 });
      assert.deepEqual([negated.a, negated.b, negated.c], [127, 0xf0, 300]);
    },
  },
  {
    name: "structs that go through memory keep every byte",
    run(library) {
      const { symbols } = openLibrary(library, { add_large: c.fn([Large, c.int, Large], Large) });
      const sum = symbols.add_large({ values: [1n, 2n, 3n, 4n, 2n ** 62n] }, -2, { values: [1n, 1n, 1n, 1n, 1n] });
      assert.deepEqual([...sum.values], [-1n, 0n, 1n, 2n, 2n ** 62n - 2n]);
    },
  },
  {
    name: "numbers of several words are copied as structs are",
    run(library) {
      const { echo_wide, conjugate } = openLibrary(library, {
        echo_wide: "long double echo_wide(long double value)",
        conjugate: "float _Complex conjugate(float _Complex value)",
      }).symbols;
      for (const value of [0, -1 / 3, 2 ** -1074, Infinity]) assert.equal(echo_wide(value), value);
      assert.deepEqual(conjugate({ real: 0.5, imaginary: 2 }), { real: 0.5, imaginary: -2 });
      const untyped = echo_wide as (value: unknown) => unknown;
      expectError("FFI_ARGUMENT_TYPE", /argument 1 "value": expected a number, got bigint 1n/, () => untyped(1n));
    },
  },
  {
    name: "a wrong member is told by its path, and nothing is called",
    run(library) {
      const { symbols } = openLibrary(library, { move_point: c.fn([Point, c.double, c.int], Point) });
      const move = symbols.move_point as (...values: unknown[]) => unknown;
      expectError("FFI_ARGUMENT_RANGE", /move_point\(\): argument 1.*y: expected an integer/, () =>
        move({ x: 1, y: 0.5 }, 0, 0),
      );
      expectError("FFI_ARGUMENT_TYPE", /move_point\(\): argument 1.* y/, () => move({ x: 1 }, 0, 0));
      expectError("FFI_ARGUMENT_TYPE", /move_point\(\): argument 1: expected .*struct Point, got 5/, () =>
        move(5, 0, 0),
      );
    },
  },
];
