/** Functions of JavaScript that C calls while it is called. What may crash is in `crash/`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import type { CType, Pointer } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";

const path = compileLibrary("callbacks");
const toInt = c.callback([c.int], c.int, { onThrow: -1 });
const compare = c.callback([c.pointer(c.int), c.pointer(c.int)], c.int);
const { symbols } = openLibrary(path, {
  call_now: c.fn([toInt, c.int], c.int),
  call_many: c.fn([toInt, c.int], c.long),
  call_two: c.fn([toInt, toInt, c.int], c.int),
  call_if_given: c.fn([toInt, c.int], c.int),
  call_text: c.fn([c.callback([c.string], c.usize), c.string], c.usize),
  call_pointer: c.fn([c.callback([c.pointer(c.void)], c.pointer(c.void)), c.pointer(c.void)], c.pointer(c.void)),
  call_void: c.fn([c.callback([], c.void)], c.void),
  sort_ints: c.fn([c.pointer(c.int), c.usize, compare], c.void),
  negate: c.fn([c.int], c.int),
});

test("C calls JavaScript and gets its result, thousands of times", () => {
  for (let round = 0; round < 3000; round++)
    assert.equal(
      symbols.call_now((value) => value * 2, round),
      round * 2,
    );
  assert.equal(
    symbols.call_many((value) => value, 100_000),
    4_999_950_000n,
  );
});

test("qsort sorts with a comparison in JavaScript", () => {
  const numbers = Int32Array.from({ length: 2000 }, (_, index) => Math.imul(index, 0x9e37_79b1) >> 3);
  const expected = numbers.slice().sort();
  symbols.sort_ints(numbers, numbers.length, (left, right) => {
    const [first, second] = [left?.value ?? 0, right?.value ?? 0];
    return first < second ? -1 : first > second ? 1 : 0;
  });
  assert.deepEqual(numbers, expected);
});

test("sqlite3_exec calls back with its rows", () => {
  const Database = c.opaque("sqlite3");
  const row = c.callback([c.pointer(c.void), c.int, c.pointer(c.string), c.pointer(c.string)], c.int);
  const sqlite = openLibrary(["sqlite3", "libsqlite3.so.0"], {
    sqlite3_open: c.fn([c.string, c.out(c.pointer(Database))], c.int),
    sqlite3_exec: c.fn([c.pointer(Database), c.string, row, c.pointer(c.void), c.pointer(c.pointer(c.char))], c.int),
    sqlite3_close: c.fn([c.pointer(Database)], c.int),
  }).symbols;
  const [status, database] = sqlite.sqlite3_open(":memory:");
  assert.equal(status, 0);
  const rows: Record<string, string | null>[] = [];
  const sql =
    "create table t(a, b); insert into t values (1, 'one'), (2, 'zwölf'), (3, null); select a, b from t order by a";
  const done = sqlite.sqlite3_exec(
    database,
    sql,
    (_, count, values, names) => {
      const entries = Array.from({ length: count }, (_item, index) => [names?.get(index), values?.get(index) ?? null]);
      rows.push(Object.fromEntries(entries) as Record<string, string | null>);
      return 0;
    },
    null,
    null,
  );
  assert.equal(done, 0);
  assert.deepEqual(rows, [
    { a: "1", b: "one" },
    { a: "2", b: "zwölf" },
    { a: "3", b: null },
  ]);
  const failure = new Error("enough");
  const stop = (): number => {
    throw failure;
  };
  assert.throws(
    () => sqlite.sqlite3_exec(database, "select 1", stop, null, null),
    (error) => error === failure,
  );
  assert.equal(sqlite.sqlite3_close(database), 0);
});

test("a callback may call native functions, the same one too, and use their results", () => {
  for (let round = 0; round < 2000; round++) {
    const result = symbols.call_now(
      (value) => symbols.negate(symbols.call_now((inner) => inner + symbols.negate(1), value)),
      round,
    );
    assert.equal(result, 1 - round);
  }
  const factorial = (value: number): number => (value <= 1 ? 1 : value * symbols.call_now(factorial, value - 1));
  assert.equal(factorial(10), 3_628_800);
});

test("two callbacks of one call are told apart, also when they nest", () => {
  assert.equal(
    symbols.call_two(
      (value) => value + 1,
      (value) => value + 2,
      5,
    ),
    6007,
  );
  const nested = symbols.call_two(
    (value) =>
      symbols.call_two(
        (inner) => inner,
        (inner) => inner * 2,
        value,
      ) % 1000,
    (value) => value + 3,
    4,
  );
  assert.equal(nested, 8007);
});

test("strings, pointers and nothing go in and out", () => {
  assert.equal(
    symbols.call_text((text) => BigInt(text?.length ?? 99), "漢字"),
    2n,
  );
  assert.equal(
    symbols.call_text((text) => (text === null ? 7n : 0n), null),
    7n,
  );
  const seen: (bigint | undefined)[] = [];
  const pointer = openLibrary(path, { negate: c.fn([c.int], c.int) }).symbols.negate.pointer as Pointer | null;
  const back = symbols.call_pointer((given) => {
    seen.push(given?.address);
    return given;
  }, pointer);
  assert.equal(back?.address, pointer?.address);
  assert.deepEqual(seen, [pointer?.address]);
  assert.equal(
    symbols.call_pointer(() => null, null),
    null,
  );
  let calls = 0;
  symbols.call_void(() => void calls++);
  assert.equal(calls, 1);
});

test("a native function may stand for a callback, and so may null", () => {
  assert.equal(symbols.call_now(symbols.negate.pointer, 5), -5);
  assert.equal(symbols.call_if_given(null, 5), 1000);
  assert.equal(
    symbols.call_if_given((value) => value, 5),
    5,
  );
});

test("a native function of another signature may not", () => {
  const others = openLibrary(path, {
    negate: "int negate(int value)",
    call_now: c.fn([c.callback([c.double], c.int), c.int], c.int),
  }).symbols;
  assert.equal(symbols.call_now(others.negate.pointer, 5), -5);
  const wrong = [
    // @ts-expect-error it takes an integer, and C would give it a double
    () => others.call_now(symbols.negate.pointer, 5),
    // @ts-expect-error it takes more than C would give it
    () => symbols.call_now(symbols.call_now.pointer, 5),
  ];
  for (const call of wrong) {
    const { message } = catchError("FFI_ARGUMENT_TYPE", call);
    assert.match(message, /^call_now\(\): argument 1: expected a .*, got a Pointer to (?:int|function)/);
  }
});

test("a pointer that a callback returns must lead to what C expects", () => {
  const Point = c.struct("point", { x: c.int });
  const Other = c.struct("other", { x: c.int });
  const point = Point.create({ x: 1 });
  using character = allocate(c.char);
  const freed = allocate(Point);
  freed[Symbol.dispose]();
  const returning = (type: CType) =>
    openUntyped(path, { call_for_address: c.fn([c.callback([c.int], type), c.int], c.pointer(c.void)) }).symbols;
  const giveBack = (type: CType, value: unknown): unknown =>
    requireFunction(returning(type), "call_for_address")(() => value, 1);
  const addressOf = (type: CType, value: unknown): unknown => (giveBack(type, value) as Pointer | null)?.address;
  // Twice: the second call is another tier's.
  for (let round = 0; round < 2; round++) {
    assert.equal(addressOf(c.pointer(Point), point), point.pointer.address);
    assert.equal(addressOf(c.pointer(Point), point.pointer.cast(c.void)), point.pointer.address);
    assert.equal(addressOf(c.pointer(c.void), point), point.pointer.address);
    assert.equal(addressOf(c.string, character), character.address);
    assert.equal(giveBack(c.pointer(Point), null), null);
    const refused: readonly (readonly [CType, unknown, string])[] = [
      [c.pointer(Point), Other.create(), "a Pointer to struct point or null, got a other"],
      [c.pointer(Point), character, "a Pointer to struct point or null, got a Pointer to char"],
      [c.string, "text", 'a Pointer to char or null, got string "text"'],
      [c.pointer(c.int), new Int32Array(2), "a Pointer to int or null, got Int32Array"],
      [c.pointer(c.int), 5, "a Pointer to int or null, got 5"],
      [c.pointer(c.int), undefined, "a Pointer to int or null, got undefined"],
    ];
    for (const [type, value, message] of refused) {
      const error = catchError("FFI_RESULT_TYPE", () => giveBack(type, value));
      assert.ok(error.message.includes(`expected the function to return ${message}`), error.message);
    }
    catchError("FFI_USE_AFTER_FREE", () => giveBack(c.pointer(Point), freed));
  }
});

test("what a callback throws is thrown by the call, once and as it is, and C gets the default", () => {
  for (let round = 0; round < 2000; round++) {
    let entered = 0;
    const thrown = { round };
    const run = (): unknown =>
      symbols.call_many((value) => {
        entered++;
        // oxlint-disable-next-line typescript/only-throw-error -- JavaScript allows it, and so it must arrive
        if (value === 2) throw thrown;
        return value;
      }, 10);
    assert.throws(run, (error) => error === thrown);
    assert.equal(entered, 3);
    assert.equal(
      symbols.call_now((value) => value, round),
      round,
    );
  }
});

test("an undefined that is thrown is thrown, too", () => {
  let isCaught = false;
  try {
    symbols.call_now(() => {
      // oxlint-disable-next-line typescript/only-throw-error -- JavaScript allows it, and so it must arrive
      throw undefined;
    }, 1);
  } catch (error) {
    isCaught = error === undefined;
  }
  assert.ok(isCaught);
});

test("an error crosses several levels of C", () => {
  const failure = new RangeError("deep");
  const descend = (level: number): number => {
    if (level === 0) throw failure;
    return symbols.call_now(descend, level - 1);
  };
  assert.throws(
    () => descend(50),
    (error) => error === failure,
  );
  const inner = symbols.call_now((value) => {
    try {
      return symbols.call_now(() => {
        throw failure;
      }, value);
    } catch {
      return 77;
    }
  }, 1);
  assert.equal(inner, 77);
});

const results = openUntyped(path, {
  call_i8: c.fn([c.callback([c.i8], c.i8), c.i8], c.i8),
  call_bool: c.fn([c.callback([c.bool], c.bool), c.bool], c.bool),
  call_u32: c.fn([c.callback([c.u32], c.u32), c.u32], c.u32),
  call_i64: c.fn([c.callback([c.i64], c.i64), c.i64], c.i64),
  call_u64: c.fn([c.callback([c.u64], c.u64), c.u64], c.u64),
  call_float: c.fn([c.callback([c.float], c.float), c.float], c.float),
  call_double: c.fn([c.callback([c.double], c.double), c.double], c.double),
  call_pointer: c.fn([c.callback([c.pointer(c.void)], c.pointer(c.void)), c.pointer(c.void)], c.pointer(c.void)),
}).symbols;

const wrongResults: Readonly<Record<string, readonly [given: unknown, wrong: readonly unknown[]]>> = {
  call_i8: [0, [128, 1n, "1", undefined, null, 0.5, NaN]],
  call_bool: [true, [1, 0, "true", undefined]],
  call_u32: [0, [-1, 2 ** 32, {}]],
  call_i64: [0n, [2n ** 63n, 0.5, "1", undefined]],
  call_u64: [0n, [-1n, -1, null]],
  call_float: [0, ["1", 1n, undefined]],
  call_double: [0, [true, undefined, Promise.resolve(1)]],
  call_pointer: [null, [0, 1n, "1", new Uint8Array(8)]],
};

for (const [name, [given, wrong]] of Object.entries(wrongResults)) {
  test(`${name}: a result of the wrong type is FFI_RESULT_TYPE`, () => {
    const native = requireFunction(results, name);
    for (let round = 0; round < 200; round++) {
      for (const value of wrong) {
        const error = catchError("FFI_RESULT_TYPE", () => native(() => value, given));
        assert.ok(error.message.startsWith(`${name}(): argument 1: expected the function to return `), error.message);
      }
      native((value: unknown) => value, given);
    }
  });
}

test("an async function cannot be a callback that has a result", () => {
  catchError("FFI_RESULT_TYPE", () => symbols.call_now((async () => 1) as never, 1));
});

test("a default that its type does not accept is refused when the function is bound", () => {
  const declare = (onThrow: unknown) => (): unknown =>
    openUntyped(path, {
      call_now: c.fn([c.callback([c.int], c.int, { onThrow: onThrow as never }), c.int], c.int),
    }).symbols["call_now"]?.(() => 1, 1);
  catchError("FFI_ARGUMENT_RANGE", declare(2 ** 31));
  catchError("FFI_ARGUMENT_TYPE", declare("x"));
});
