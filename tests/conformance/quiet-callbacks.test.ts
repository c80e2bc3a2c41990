/**
 * Callbacks that become live in the middle of optimised loops, again and again: calls that need not ask whether there are any
 * (`packages/koine/src/backend/call-guard.ts`) must ask from then on, and come to need it no more when there was none for long.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { catchError } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const Handler = c.callback([c.int], c.int, { lifetime: "until", onThrow: -7 });
const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), {
  keep: c.fn([c.int, Handler], c.void),
  call_kept: c.fn([c.int, c.int], c.int),
  call_for_nothing: c.fn([], c.void),
  negate: c.fn([c.int], c.int),
  run_now: "int run_now(int (*function)(int), int value)",
});
const { keep, call_kept, call_for_nothing, negate, run_now } = symbols;
const nobody = -1000;
/** More calls than it takes until callbacks are out of sight, the first times. */
const longTimes = [2 ** 20, 2 ** 21, 2 ** 22].map((calls) => calls + 10);

/** Calls in one loop, and does something before one of the calls. */
function callOften(times: number, meanwhile?: { readonly at: number; readonly run: () => void }): number {
  let sum = 0;
  for (let index = 0; index < times; index++) {
    if (index === meanwhile?.at) meanwhile.run();
    sum += call_kept(0, 1);
    call_for_nothing();
  }
  return sum;
}

test("a callback that becomes live between two calls of a hot loop is called by the next, however often that was so", () => {
  for (const calls of longTimes) {
    assert.equal(callOften(calls), calls * nobody);
    let received = 0;
    const handler = Handler.create((value) => ((received += value), 5));
    const run = (): void => keep(0, handler);
    assert.equal(callOften(3000, { at: 1000, run }), 1000 * nobody + 2000 * 5);
    assert.equal(received, 4000);
    assert.equal(
      callOften(2000, { at: 1000, run: () => (keep(0, null), handler.release()) }),
      1000 * 5 + 1000 * nobody,
    );
  }
});

test("callbacks that are made and released before each call are called, and between them nothing is", () => {
  for (let round = 0; round < 3000; round++) {
    const handler = Handler.create((value) => value + round);
    keep(0, handler);
    assert.equal(callOften(2), 2 * (1 + round));
    keep(0, null);
    handler.release();
    assert.equal(callOften(1), nobody);
  }
});

test("calls inside of a callback that belongs to a call find what is live, after a long time without any", () => {
  for (const calls of longTimes) {
    assert.equal(callOften(calls), calls * nobody);
    for (let round = 0; round < 500; round++) {
      const result = run_now((value) => {
        // Within this call only: the next round begins with none.
        const handler = Handler.create((inner) => inner * 3);
        keep(0, handler);
        const sum = callOften(1) + negate(value);
        keep(0, null);
        handler.release();
        return sum;
      }, round);
      assert.equal(result, 3 - round);
    }
    assert.equal(callOften(10), 10 * nobody);
  }
});

test("errors are the same before a callback, while one is live, and long after", () => {
  const wrong = negate as unknown as (...values: unknown[]) => number;
  const cases = [
    { code: "FFI_ARGUMENT_COUNT", values: [] },
    { code: "FFI_ARGUMENT_TYPE", values: ["1"] },
    { code: "FFI_ARGUMENT_RANGE", values: [2 ** 31] },
  ] as const;
  const messages = (): readonly string[] =>
    cases.map(({ code, values }) => catchError(code, () => wrong(...values)).message);
  const expected = messages();
  for (const calls of longTimes) {
    for (let call = 0; call < calls; call++) negate(call);
    assert.deepEqual(messages(), expected);
    const handler = Handler.create(() => {
      throw new Error("from a callback");
    });
    keep(0, handler);
    assert.deepEqual(messages(), expected);
    for (let call = 1; call < 1000; call++) assert.equal(negate(call), -call);
    assert.throws(() => call_kept(0, 1), /^Error: from a callback$/);
    assert.throws(() => call_for_nothing(), /^Error: from a callback$/);
    keep(0, null);
    handler.release();
    assert.equal(call_kept(0, 1), nobody);
    assert.deepEqual(messages(), expected);
  }
});
