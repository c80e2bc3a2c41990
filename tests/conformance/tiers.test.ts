/** Functions in their two forms, shared and compiled for themselves, and with values in registers: the same in all of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const path = compileLibrary("tiers");
const hotCalls = 20_000;
const prototypes = {
  add: "int add(int a, int b)",
  subtract: "int subtract(int a, int b)",
  negate: "int64_t negate(int64_t value)",
  invert: "uint64_t invert(uint64_t value)",
  last_of_five: "int64_t last_of_five(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e)",
  last_of_six: "int64_t last_of_six(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f)",
  mix: "double mix(int64_t a, double b, uint64_t c, float d)",
  truncate: "int64_t truncate(double value)",
  store: "void store(int64_t value, double factor)",
  load: "double load(void)",
  call: "int call(int (*callback)(int), int value)",
} as const;

test("functions of one shape are told apart at every call, in results and in errors", () => {
  const { symbols } = openUntyped(path, prototypes);
  const add = requireFunction(symbols, "add");
  const subtract = requireFunction(symbols, "subtract");
  for (let call = 0; call < 40; call++) {
    assert.equal(add(call, 1), call + 1);
    assert.equal(subtract(call, 1), call - 1);
    for (const [name, run] of [
      ["add", add],
      ["subtract", subtract],
    ] as const) {
      assert.match(catchError("FFI_ARGUMENT_COUNT", () => run(1)).message, new RegExp(`^${name}\\(\\): expected 2`));
      assert.match(catchError("FFI_ARGUMENT_COUNT", () => run(1, 2, undefined)).message, new RegExp(`^${name}\\(\\)`));
      assert.match(
        catchError("FFI_ARGUMENT_TYPE", () => run(1, "2")).message,
        new RegExp(`^${name}\\(\\): argument 2 "b"`),
      );
      catchError("FFI_ARGUMENT_RANGE", () => run(2 ** 31, 0));
    }
  }
});

test("functions of one shape are told apart whatever they take and give", () => {
  const { symbols } = openLibrary(path, {
    count_up: "void count_up(void)",
    count_down: "void count_down(void)",
    counted: "int counted(void)",
    small_word: "const char *small_word(int index)",
    large_word: "const char *large_word(int index)",
    fail_with: c.withErrno("int fail_with(int code)", true),
    pass_with: c.withErrno("int pass_with(int code)", true),
    call: prototypes.call,
  });
  const { count_up, count_down, counted, small_word, large_word, fail_with, pass_with, call } = symbols;
  const round = (index: number): void => {
    count_up();
    count_up();
    count_down();
    assert.deepEqual([small_word(index), large_word(index), small_word(0)], ["small", "large", null]);
    assert.deepEqual(fail_with(index), { value: -1, errno: index });
    assert.deepEqual(pass_with(index), { value: 1, errno: index + 1 });
  };
  for (let index = 1; index <= 20; index++) round(index);
  assert.equal(counted(), 20);
  // Calls inside of a callback use the same slots, and another way into native code.
  for (let index = 21; index <= 40; index++)
    assert.equal(
      call((value) => (round(value), counted()), index),
      index + 1,
    );
});

test("a closed library is noticed at every call", () => {
  for (const callsBefore of [0, 1, 7, 8, 9, hotCalls]) {
    const library = openLibrary(path, prototypes);
    const { add, negate, load } = library.symbols;
    for (let call = 0; call < callsBefore; call++) {
      add(call, 1);
      negate(BigInt(call));
      load();
    }
    library.close();
    for (let call = 0; call < 20; call++) {
      catchError("FFI_LIBRARY_CLOSED", () => add(1, 2));
      catchError("FFI_LIBRARY_CLOSED", () => negate(1n));
      catchError("FFI_LIBRARY_CLOSED", () => load());
    }
  }
});

test("a function that the user froze stays callable", () => {
  const { add } = openLibrary(path, prototypes).symbols;
  Object.freeze(add);
  for (let call = 0; call < 600; call++) assert.equal(add(call, 1), call + 1);
  catchError("FFI_ARGUMENT_COUNT", () => (add as (...values: unknown[]) => unknown)(1));
});

test("64-bit integers as bigints and as numbers, cold and hot, alone and beside floats", () => {
  const { symbols } = openLibrary(path, prototypes);
  const { negate, invert, last_of_five, last_of_six, mix, truncate, store, load } = symbols;
  for (let call = 0; call < hotCalls; call++) {
    const value = 2n ** 62n + BigInt(call);
    assert.equal(negate(value), -value);
    assert.equal(negate(call), BigInt(-call));
    assert.equal(negate(-(2n ** 63n)), -(2n ** 63n));
    assert.equal(invert(BigInt(call)), 2n ** 64n - 1n - BigInt(call));
    assert.equal(last_of_five(1n, 2n, 3n, 4n, BigInt(call)), 1n + 4n + 12n + 32n + 16n * BigInt(call));
    assert.equal(last_of_six(1n, 2n, 3n, 4n, 5n, BigInt(call)), 1n + 4n + 12n + 32n + 80n + 32n * BigInt(call));
    assert.equal(mix(1n, 2.5, 3n, 0.5), 826);
    assert.equal(mix(1n, 2.5, 3, 0.5), 826);
    assert.equal(truncate(call + 0.75), BigInt(call));
    assert.equal(store(BigInt(call), 0.5), undefined);
    assert.equal(load(), call / 2);
  }
});

test("what a bigint parameter refuses, it refuses cold and hot", () => {
  const { symbols } = openUntyped(path, prototypes);
  const negate = requireFunction(symbols, "negate");
  const invert = requireFunction(symbols, "invert");
  const mix = requireFunction(symbols, "mix");
  const refuse = (): void => {
    catchError("FFI_ARGUMENT_RANGE", () => negate(2n ** 63n));
    catchError("FFI_ARGUMENT_RANGE", () => invert(-1n));
    catchError("FFI_ARGUMENT_RANGE", () => invert(2n ** 64n));
    catchError("FFI_ARGUMENT_TYPE", () => negate("1"));
    catchError("FFI_ARGUMENT_TYPE", () => negate(undefined));
    catchError("FFI_ARGUMENT_TYPE", () => mix(1n, 2n, 3n, 4));
    catchError("FFI_ARGUMENT_COUNT", () => mix(1n, 2, 3n));
  };
  refuse();
  for (let round = 0; round < 5; round++) {
    for (let call = 0; call < hotCalls; call++) {
      negate(BigInt(call));
      invert(BigInt(call));
      mix(1n, 2, 3n, 4);
    }
    refuse();
  }
});

test("hot functions are called from callbacks, and their callers are still right afterwards", () => {
  const { add, negate, load, call } = openLibrary(path, prototypes).symbols;
  const work = (): void => {
    for (let round = 0; round < hotCalls; round++) {
      assert.equal(add(round, 1), round + 1);
      assert.equal(negate(BigInt(round)), BigInt(-round));
      load();
    }
  };
  work();
  const inside = (value: number): number => {
    work();
    return add(value, 1) + Number(negate(1n));
  };
  for (let round = 0; round < 3; round++) {
    assert.equal(call(inside, 5), 6);
    work();
  }
});

test("callbacks of functions of one shape do not meet", () => {
  const first = openLibrary(path, prototypes).symbols;
  const second = openLibrary(path, { call: c.fn([c.callback([c.int], c.int), c.int], c.int) }).symbols;
  for (let round = 0; round < 40; round++) {
    assert.equal(
      first.call((value) => second.call((inner) => inner * 2, value), round),
      round * 2 + 2,
    );
  }
});

test("integers up to 32 bits arrive and come back whole in registers, at the ends of their ranges", () => {
  const { symbols } = openLibrary(path, {
    narrow: "int narrow(int8_t a, uint8_t b, int16_t c, uint16_t d)",
    halve: "uint32_t halve(uint32_t a, uint32_t b)",
    blend: "double blend(int a, double b, uint32_t c, float d, int8_t e)",
    narrow_result: "int8_t narrow_result(int value)",
    keep: "void keep(int value, unsigned other)",
    give: "int give(int unused)",
  });
  const { narrow, halve, blend, narrow_result: narrowResult, keep, give } = symbols;
  const check = (index: number): void => {
    const sign = index % 2 === 0 ? 1 : -1;
    const small = sign < 0 ? -128 : 127;
    const short = sign < 0 ? -32_768 : 32_767;
    assert.equal(narrow(small, 255, short, 65_535), small + 255 * 2 + short * 3 + 65_535 * 5);
    assert.equal(halve(4_294_967_295, 2_147_483_648), 4_294_967_295);
    assert.equal(halve(index, 1), Math.floor(index / 2) + 1);
    assert.equal(
      blend(sign * 2_147_483_647, 0.5, 4_294_967_295, -0.25, small),
      sign * 2_147_483_647 + 1 + 4_294_967_295 * 4 - 2 + small * 16,
    );
    assert.equal(narrowResult(sign * 129), sign * -127);
    assert.equal(keep(sign * index, 4_294_967_295), undefined);
    assert.equal(give(0), sign * index + 65_535);
    assert.ok(Object.is(halve(-0, 0), 0));
  };
  for (let index = 0; index < hotCalls; index++) check(index);
  for (const wrong of [2 ** 31, -(2 ** 31) - 1, 1.5, Number.NaN, Infinity]) {
    catchError("FFI_ARGUMENT_RANGE", () => keep(wrong, 1));
    check(7);
  }
  catchError("FFI_ARGUMENT_RANGE", () => narrow(128, 0, 0, 0));
  catchError("FFI_ARGUMENT_RANGE", () => narrow(0, -1, 0, 0));
  catchError("FFI_ARGUMENT_RANGE", () => halve(-1, 0));
  catchError("FFI_ARGUMENT_TYPE", () => halve("1" as unknown as number, 0));
  catchError("FFI_ARGUMENT_COUNT", () => (halve as (...values: unknown[]) => unknown)(1));
  check(3);
});
