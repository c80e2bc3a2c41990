/** Functions that call back behave the same on a stack of their own, of any size, and on the caller's. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import type { FfiError } from "koine";
import { catchError, openUntyped } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";
import { skipWithoutOwnStacks as skip } from "./own-stacks.ts";

const path = compileLibrary("callbacks");
const toInt = c.callback([c.int], c.int, { onThrow: -1 });
const toIntForCaller = c.callback([c.int], c.int, { onThrow: -1, stack: "caller" });

const ways = [
  { title: "its own", stack: undefined, callback: toInt },
  { title: "16 KiB", stack: 16_384, callback: toInt },
  { title: "2 MiB", stack: 2_097_152, callback: toInt },
  { title: "the caller's, as the function wants", stack: "caller", callback: toInt },
  { title: "the caller's, as the callback wants", stack: undefined, callback: toIntForCaller },
] as const;

for (const { title, stack, callback } of ways) {
  const options = stack === undefined ? {} : { stack };
  const { symbols } = openLibrary(path, {
    call_now: c.fn([callback, c.int], c.int, options),
    call_many: c.fn([callback, c.int], c.long, options),
    call_two: c.fn([callback, callback, c.int], c.int, options),
    keep_and_call_many: c.fn([callback, c.int], c.long, options),
    get_kept: c.fn([], c.pointer(callback.signature)),
    call_kept: c.fn([c.int], c.int),
    call_for_text: c.fn([callback, c.int], c.string, options),
    call_for_pair: c.fn([callback, c.int], c.struct("pair", { first: c.int, second: c.int }), options),
    negate: c.fn([c.int], c.int),
  });

  test(`stack: ${title}: callbacks nest, and results are kept while they do`, () => {
    for (let round = 0; round < 300; round++) {
      const nest = (level: number): number => (level === 0 ? symbols.negate(1) : 1 + symbols.call_now(nest, level - 1));
      assert.equal(nest(6), 5);
      const pair = symbols.call_for_pair((value) => {
        const inner = symbols.call_for_pair((deep) => deep * 2, value);
        assert.equal(
          symbols.call_for_text(() => 1, 0),
          "text after a call",
        );
        return inner.first + inner.second;
      }, round);
      assert.deepEqual(pair.toObject(), { first: 4 * round + 2, second: 4 * round + 6 });
      assert.equal(
        symbols.call_for_text((value) => value, 0),
        null,
      );
    }
  });

  test(`stack: ${title}: callbacks of several calls are told apart`, () => {
    const inner = (value: number): number => symbols.call_two(double, symbols.negate, value);
    const double = (value: number): number => value * 2;
    for (let round = 0; round < 300; round++) {
      assert.equal(symbols.call_two(inner, double, round), (2000 * round - round) * 1000 + 2 * round);
    }
  });

  test(`stack: ${title}: what is thrown at any depth arrives, and the next call works`, () => {
    const failure = new Error("thrown");
    for (let round = 0; round < 300; round++) {
      const fail = (level: number): number => {
        if (level === 0) throw failure;
        return symbols.call_now(fail, level - 1);
      };
      assert.throws(
        () => symbols.call_many(() => symbols.call_now(fail, 3), 5),
        (error) => error === failure,
      );
      assert.equal(
        symbols.call_many((value) => value, 5),
        10n,
      );
    }
  });

  test(`stack: ${title}: a callback that threw where an inner call had its pointer is not run again`, () => {
    const failure = new Error("thrown");
    const callers = [
      (value: number): number => symbols.call_kept(value),
      (value: number): number => symbols.call_two(symbols.get_kept(), (inner) => inner, value),
      (value: number): number => symbols.call_two((inner) => inner, symbols.get_kept(), value),
      (value: number): number => symbols.call_now(() => symbols.call_kept(value), value),
      (): number => Number(symbols.keep_and_call_many(symbols.get_kept(), 1)),
    ];
    for (const call of callers) {
      for (let round = 0; round < 100; round++) {
        const seen: number[] = [];
        const run = (value: number): number => {
          seen.push(value);
          if (value === 1) call(7);
          else if (value === 7 || (value === 0 && seen.length > 1)) throw failure;
          return value;
        };
        assert.throws(
          () => symbols.keep_and_call_many(run, 5),
          (error) => error === failure,
        );
        assert.equal(seen.length, 3, String(seen));
      }
    }
  });

  test(`stack: ${title}: a pointer to the callback of an outer call is another one beside a function`, () => {
    for (let round = 0; round < 100; round++) {
      const seen: number[] = [];
      const sum = symbols.keep_and_call_many((value) => {
        if (value < 10) {
          seen.push(symbols.call_two(symbols.get_kept(), (inner) => inner + 1, value + 10));
          seen.push(symbols.call_two((inner) => inner + 2, symbols.get_kept(), value + 10));
        }
        return value;
      }, 2);
      assert.equal(sum, 1n);
      assert.deepEqual(seen, [10_011, 12_010, 11_012, 13_011]);
    }
  });

  test(`stack: ${title}: the stack of an error leads through the call`, () => {
    const thrower = (): number => {
      throw new Error("here");
    };
    const error = assertThrown(() => symbols.call_now(thrower, 1));
    const [first, ...rest] = String(error.stack)
      .split("\n")
      .filter((line) => line.includes("at "));
    assert.match(String(first), /thrower/);
    assert.ok(
      rest.some((line) => line.includes("assertThrown")),
      String(error.stack),
    );
  });
}

function assertThrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}

test("native code that looks for the thread's stack finds it where that is asked for", { skip }, () => {
  const type = [toInt, c.int] as const;
  const { call_on_own_stack } = openLibrary(path, {
    call_on_own_stack: c.fn(type, c.int, { stack: "caller" }),
  }).symbols;
  const forCaller = openLibrary(path, { call_on_own_stack: c.fn([toIntForCaller, c.int], c.int) }).symbols;
  const usual = openLibrary(path, { call_on_own_stack: c.fn(type, c.int) }).symbols;
  for (let round = 0; round < 2000; round++) {
    assert.equal(
      call_on_own_stack((value) => value * 2, round),
      2 * round,
    );
    assert.equal(
      forCaller.call_on_own_stack((value) => value * 3, round),
      3 * round,
    );
    assert.equal(
      usual.call_on_own_stack(() => 1, round),
      -1,
    );
  }
});

test("a stack that is too small is FFI_STACK_OVERFLOW, and a larger one is enough", { skip }, () => {
  const declare = (stack?: number): ((...values: unknown[]) => unknown) => {
    const type = c.fn([toInt, c.int], c.int, stack === undefined ? {} : { stack });
    return openUntyped(path, { descend_pages: type }).symbols["descend_pages"] as (...values: unknown[]) => unknown;
  };
  const [usual, large] = [declare(), declare(8 * 1024 * 1024)];
  for (let round = 0; round < 20; round++) {
    assert.equal(
      usual(() => 5, 40),
      45,
    );
    const error = catchError("FFI_STACK_OVERFLOW", () => usual(() => 5, 1000));
    assert.match(error.message, /^descend_pages\(\): native code overflowed its stack of 262144 bytes\n/);
    assert.match(String(error.hint), /stack: 1048576/);
    assert.equal(
      large(() => 5, 1000),
      1005,
    );
  }
});

test("an overflow inside of a callback ends that call alone", { skip }, () => {
  const { symbols } = openLibrary(path, {
    call_many: c.fn([toInt, c.int], c.long),
    descend_pages: c.fn([toInt, c.int], c.int),
  });
  const seen: string[] = [];
  const sum = symbols.call_many((value) => {
    try {
      return symbols.descend_pages(() => value, value === 1 ? 10_000 : 1);
    } catch (error) {
      seen.push((error as FfiError).code);
      return 100;
    }
  }, 3);
  assert.deepEqual([sum, seen], [1n + 100n + 3n, ["FFI_STACK_OVERFLOW"]]);
  assert.throws(() => symbols.call_many(() => symbols.descend_pages(() => 0, 10_000), 3), {
    code: "FFI_STACK_OVERFLOW",
  });
});

test("bsearch and nftw of the C library call back", () => {
  const visit = c.callback([c.string, c.pointer(c.void), c.int, c.pointer(c.void)], c.int);
  const { symbols } = openLibrary(null, {
    bsearch:
      "void *bsearch(const void *key, const void *base, size_t n, size_t size, int (*compare)(const void *, const void *))",
    nftw: c.fn([c.string, visit, c.int, c.int], c.int),
  });
  const values = Int32Array.from({ length: 100 }, (_, index) => index * 3);
  const found = symbols.bsearch(Int32Array.of(75), values, 100, 4, (key, element) => {
    return (key?.cast(c.int).value ?? 0) - (element?.cast(c.int).value ?? 0);
  });
  assert.equal(found?.cast(c.int).value, 75);
  const folder = mkdtempSync(join(tmpdir(), "koine-nftw-"));
  try {
    for (const name of ["a", "b"]) writeFileSync(join(folder, name), "x");
    const names = new Set<string | null>();
    const collect = (name: string | null): number => {
      names.add(name);
      return 0;
    };
    assert.equal(symbols.nftw(folder, collect, 8, 0), 0);
    assert.deepEqual(names, new Set([folder, join(folder, "a"), join(folder, "b")]));
    assert.equal(
      symbols.nftw(folder, () => 17, 8, 0),
      17,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
