/** What calls through the plans of a libffi must do, whichever libffi has them. */
import assert from "node:assert/strict";
import { c, openLibrary } from "koine";
import { bind } from "koine/libffi/high";
import { compileLibrary } from "./native-library.ts";

/** Compares calls through libffi, of structs by value and variadic ones, with direct calls. */
export function checkPlans(): void {
  const Point = c.struct("Point", { x: c.double, y: c.double });
  const Large = c.struct("Forty", { values: c.array(c.long, 40) });
  const add = c.fn([Point, Point], Point);
  const sum = c.fn([c.int, Large, c.int], c.long);
  const { symbols } = openLibrary(compileLibrary("structs"), { add, sum });
  const [left, right] = [
    { x: 1.5, y: -2 },
    { x: 10, y: 20 },
  ];
  const numbers = { values: Array.from({ length: 40 }, (_, index) => BigInt(index)) };
  const [addPlanned, sumPlanned] = [bind(symbols.add.address, add), bind(symbols.sum.address, sum)];
  for (let round = 0; round < 1000; round++) {
    assert.deepEqual(addPlanned(left, right).toObject(), symbols.add(left, right).toObject());
    assert.equal(sumPlanned(1, numbers, round), symbols.sum(1, numbers, round));
  }
  const printed = c.fn([c.bytes, c.usize.number, c.string], c.int, { variadic: true });
  const { snprintf } = openLibrary(null, { snprintf: printed }).symbols;
  const [direct, planned] = [new Uint8Array(32), new Uint8Array(32)];
  const length = snprintf(direct, 32, "%d %s %.2f", c.int(42), "x", c.double(0.5));
  assert.equal(bind(snprintf.address, printed)(planned, 32, "%d %s %.2f", c.int(42), "x", c.double(0.5)), length);
  assert.deepEqual(planned, direct);
}
