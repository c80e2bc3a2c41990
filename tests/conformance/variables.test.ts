/** Exported variables: every type, live, read-only, thread-local, and closed. C tells what it sees in them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const path = compileLibrary("variables");
const Point = c.struct("point", { x: c.int, y: c.int });
const Line = c.struct("line", { from: Point, to: Point, width: c.double });
const Mixed = c.union("value", { whole: c.int, part: c.float });
const Color = c.enum("color", { RED: 0, GREEN: 5 });

const { symbols } = openLibrary(path, {
  flag: c.variable(c.bool),
  small: c.variable(c.schar),
  byte_value: "extern uint8_t byte_value",
  half: "extern int16_t half;",
  word: c.variable(c.u32),
  wide: "extern int64_t wide",
  huge: c.variable(c.u64),
  counter: "extern long counter",
  counter_as_number: c.optional(c.variable(c.long.number)),
  ratio: "extern float ratio",
  precise: "extern double precise",
  wide_letter: "extern wchar_t wide_letter",
  limit: "extern const int limit",
  paint: c.variable(Color),
  origin: c.variable(Point),
  diagonal: c.variable(Line),
  mixed: c.variable(Mixed),
  table: "extern int table[4]",
  matrix: "extern double matrix[2][3]",
  corners: c.variable(c.array(Point, 2)),
  version: "extern const char version[]",
  room: c.variable(c.array(c.char, 16)),
  greeting: "extern const char *greeting",
  nothing: "extern const char *nothing",
  names: c.variable(c.array(c.string, 3), { readonly: true }),
  position: "extern int *position",
  anything: "extern void *anything",
  hook: "extern int (*hook)(int)",
  choose_hook: "void choose_hook(int which)",
  call_hook: "int call_hook(int value)",
  per_thread: "extern int per_thread",
  add_to_thread: "int add_to_thread(int amount)",
  sum_scalars: "long long sum_scalars(void)",
  wide_now: "int64_t wide_now(void)",
  ratio_now: "double ratio_now(void)",
  origin_now: "int origin_now(void)",
  diagonal_now: "double diagonal_now(void)",
  table_now: "int table_now(int index)",
  set_table: "void set_table(int index, int value)",
  greeting_length: "long greeting_length(void)",
  room_is: "int room_is(const char *text)",
  where: "int where(void)",
});

test("scalars of every type are read", () => {
  assert.equal(symbols.flag.value, true);
  assert.equal(symbols.small.value, -5);
  assert.equal(symbols.byte_value.value, 250);
  assert.equal(symbols.half.value, -30_000);
  assert.equal(symbols.word.value, 4_000_000_000);
  assert.equal(symbols.wide.value, -9007199254740993n);
  assert.equal(symbols.huge.value, 2n ** 64n - 1n);
  assert.equal(symbols.counter.value, 41n);
  assert.equal(symbols.ratio.value, 0.5);
  assert.equal(symbols.precise.value, 0.1);
  assert.equal(symbols.wide_letter.value, 0x6f22);
  assert.equal(symbols.paint.value, 5);
});

test("what JavaScript assigns C reads", () => {
  symbols.flag.value = false;
  symbols.small.value = -128;
  symbols.byte_value.value = 1;
  symbols.half.value = 32_767;
  symbols.word.value = 0;
  symbols.counter.value = 1000;
  symbols.paint.value = 0;
  assert.equal(symbols.sum_scalars(), BigInt(-128 + 1 + 32_767 + 1000));
  symbols.wide.value = 5n;
  assert.equal(symbols.wide_now(), 5n);
  symbols.wide.value = -(2n ** 63n);
  assert.equal(symbols.wide_now(), -(2n ** 63n));
  symbols.ratio.value = 0.25;
  symbols.precise.value = 1;
  assert.equal(symbols.ratio_now(), 1.25);
});

test("values that the type does not accept are refused, and name the variable", () => {
  const error = catchError("FFI_ARGUMENT_RANGE", () => (symbols.byte_value.value = 256));
  assert.match(error.message, /^byte_value: expected an integer from 0 to 255, got 256/);
  catchError("FFI_ARGUMENT_TYPE", () => (symbols.flag.value = 1 as never));
  catchError("FFI_ARGUMENT_RANGE", () => (symbols.paint.value = 3 as never));
  catchError("FFI_ARGUMENT_TYPE", () => (symbols.precise.value = "1" as never));
  assert.equal(symbols.precise.value, 1);
});

test("a read-only variable is read and not written", () => {
  assert.equal(symbols.limit.value, 77);
  const error = catchError("FFI_READ_ONLY", () => ((symbols.limit as { value: number }).value = 1));
  assert.match(error.message, /^limit: /);
  assert.deepEqual(error.details, { variable: "limit", type: "int" });
  assert.equal(symbols.limit.value, 77);
});

test("nothing that leads to a read-only variable writes to it", () => {
  const Pair = c.struct("pair_of_limit", { low: c.u16, part: c.bits(c.u16, 3) });
  const { limit, origin, names, room } = openLibrary(path, {
    limit: c.variable(c.int, { readonly: true }),
    origin: c.variable(Point, { readonly: true }),
    names: c.variable(c.array(c.string, 3), { readonly: true }),
    room: c.variable(c.struct("room_view", { text: c.array(c.char, 4).string }), { readonly: true }),
  }).symbols;
  const view = limit.pointer.cast(Pair);
  const before = [limit.value, Point.at(origin.pointer).toObject(), [...names.value]];
  for (const write of [
    () => (limit.pointer.value = 1),
    () => limit.pointer.cast(c.u8).add(1).set(0, 1),
    () => (Pair.at(view).low = 1),
    () => (Pair.at(view).part = 1),
    () => Pair.arrayView(view, 1).set(0, { low: 1, part: 1 }),
    () => (origin.value.x = 1),
    () => (Point.at(origin.pointer).y = 1),
    () => ((names.value as (string | null)[])[0] = "x"),
    () => names.pointer.set(1, "x"),
    () => (room.value.text = "x"),
  ]) {
    catchError("FFI_READ_ONLY", write);
  }
  assert.deepEqual([limit.value, Point.at(origin.pointer).toObject(), [...names.value]], before);
});

test("structs and unions are live views", () => {
  const origin = symbols.origin.value;
  assert.deepEqual([origin.x, origin.y], [3, 4]);
  origin.x = 9;
  assert.equal(symbols.origin_now(), 904);
  symbols.origin.value = { x: 1, y: 2 };
  assert.deepEqual([origin.x, origin.y, symbols.origin_now()], [1, 2, 102]);
  symbols.diagonal.value.from.x = 6;
  symbols.diagonal.value.width = 0.5;
  assert.equal(symbols.diagonal_now(), 6008.5);
  symbols.mixed.value.part = 1;
  assert.equal(symbols.mixed.value.whole, 0x3f80_0000);
  catchError("FFI_ARGUMENT_TYPE", () => (symbols.origin.value = { x: 1 } as never));
});

test("arrays are read and written whole, and by element through their pointer", () => {
  assert.deepEqual([...symbols.table.value], [10, 20, 30, 40]);
  symbols.set_table(1, 21);
  assert.equal(symbols.table.pointer.get(1), 21);
  symbols.table.pointer.set(2, 31);
  assert.equal(symbols.table_now(2), 31);
  symbols.table.value = [1, 2, 3, 4];
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => symbols.table_now(index)),
    [1, 2, 3, 4],
  );
  catchError("FFI_OUT_OF_BOUNDS", () => symbols.table.pointer.get(4));
  catchError("FFI_ARGUMENT_RANGE", () => (symbols.table.value = [1]));
  assert.deepEqual(symbols.matrix.value, [
    [1, 2, 3],
    [4, 5, 6],
  ]);
  assert.deepEqual(symbols.corners.pointer.get(1).y, 4);
});

test("elements of an array are read and written where C has them", () => {
  const { table, matrix, corners, names } = symbols;
  const { value } = table;
  value[1] = -7;
  assert.equal(symbols.table_now(1), -7);
  symbols.set_table(1, 21);
  assert.equal(value[1], 21);
  assert.equal(value.at(-3), 21);
  assert.equal(Object.keys(value).length, 4);
  assert.equal(Array.isArray(value), true);
  assert.deepEqual(JSON.parse(JSON.stringify(value)), [...value]);
  assert.equal(inspect(value), inspect([...value]));
  const row = matrix.value[1];
  assert.ok(row !== undefined);
  row[2] = 60;
  assert.equal(matrix.pointer.get(1)[2], 60);
  row[2] = 6;
  const corner = corners.value[1];
  assert.ok(corner !== undefined);
  corner.x = 30;
  assert.equal(corners.pointer.get(1).x, 30);
  corners.value[1] = Point.create({ x: 3, y: 4 });
  assert.equal(corner.x, 3);
  const outside = catchError("FFI_OUT_OF_BOUNDS", () => (value[4] = 1));
  assert.match(outside.message, /^table\[4\]: the array has 4 elements/);
  assert.equal(value[4], undefined);
  const refused = catchError("FFI_ARGUMENT_TYPE", () => (row[0] = "1" as never));
  assert.match(refused.message, /^matrix\[1\]\[0\]: expected a number/);
  catchError("FFI_READ_ONLY", () => ((names.value as (string | null)[])[0] = "three"));
  assert.throws(() => ((value as { length: number }).length = 2), TypeError);
});

test("a variable of an opaque type has an address and no value", () => {
  const Hidden = c.opaque("hidden");
  const hidden = openLibrary(path, {
    origin: c.variable(Hidden),
  }).symbols.origin;
  assert.equal(hidden.address, symbols.origin.address);
  assert.equal(hidden.pointer.cast(Point).value.x, symbols.origin.value.x);
  catchError("FFI_DECLARATION_TYPE", () => hidden.value);
  catchError("FFI_UNSUPPORTED", () => (hidden.value = 1 as never));
});

test("an array without a length has elements and no value", () => {
  assert.equal(symbols.version.pointer.string(), "1.2.13 é");
  assert.equal(symbols.version.pointer.get(2), "2".charCodeAt(0));
  const error = catchError("FFI_UNSUPPORTED", () => symbols.version.value);
  assert.match(error.message, /^version: the array is declared without a length/);
});

test("strings are read, and what is assigned stays in memory until the next", () => {
  assert.equal(symbols.greeting.value, "hello");
  assert.equal(symbols.nothing.value, null);
  assert.deepEqual([...symbols.names.value], ["one", "two", null]);
  symbols.greeting.value = "grüße".repeat(1000);
  assert.equal(symbols.greeting_length(), 7000n);
  for (let round = 0; round < 50; round++) new Uint8Array(1_000_000).fill(round);
  assert.equal(symbols.greeting.value, "grüße".repeat(1000));
  symbols.greeting.value = null;
  assert.equal(symbols.greeting_length(), -1n);
  catchError("FFI_STRING_CONTENT", () => (symbols.greeting.value = "a\0b"));
  catchError("FFI_ARGUMENT_TYPE", () => (symbols.greeting.value = 5 as never));
  assert.equal(symbols.room.pointer.string(), "before");
  symbols.room.pointer.bytes(16).set(new TextEncoder().encode("after\0"));
  assert.equal(symbols.room_is("after"), 1);
});

test("pointers are read and written, function pointers too", () => {
  assert.equal(symbols.where(), 2);
  assert.equal(symbols.position.value?.address, symbols.table.address + 8n);
  symbols.position.value = symbols.table.pointer.add(3);
  assert.equal(symbols.where(), 3);
  symbols.position.value = null;
  assert.equal(symbols.where(), -1);
  assert.equal(symbols.anything.value, null);
  const twice = symbols.hook.value;
  assert.equal(symbols.call_hook(4), 8);
  symbols.choose_hook(3);
  assert.equal(symbols.call_hook(4), 12);
  symbols.hook.value = twice;
  assert.equal(symbols.call_hook(4), 8);
});

test("a thread-local variable is the one of the thread that asks", async () => {
  symbols.per_thread.value = 7;
  assert.equal(symbols.add_to_thread(1), 8);
  const source = `
    import { parentPort } from "node:worker_threads";
    import { openLibrary } from ${JSON.stringify(import.meta.resolve("koine"))};
    const { symbols } = openLibrary(${JSON.stringify(path)}, {
      per_thread: "extern int per_thread", add_to_thread: "int add_to_thread(int amount)",
    });
    const before = symbols.per_thread.value;
    symbols.per_thread.value = 50;
    parentPort.postMessage([before, symbols.add_to_thread(5), symbols.per_thread.value]);
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
  const seen = await new Promise((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
  });
  assert.deepEqual(seen, [100, 55, 55]);
  assert.equal(symbols.per_thread.value, 8);
  await worker.terminate();
});

test("after close, variables and their pointers throw", () => {
  const library = openLibrary(path, {
    counter: "extern long counter",
    origin: c.variable(Point),
    table: "extern int table[4]",
  });
  const { counter, origin, table } = library.symbols;
  const view = origin.value;
  const { pointer, value: elements } = table;
  assert.equal(pointer.get(0), 1);
  assert.equal(typeof counter.value, "bigint");
  library.close();
  const error = catchError("FFI_LIBRARY_CLOSED", () => counter.value);
  assert.match(error.message, /^counter: the library ".*" was closed/);
  catchError("FFI_LIBRARY_CLOSED", () => (counter.value = 1n));
  catchError("FFI_LIBRARY_CLOSED", () => origin.value);
  catchError("FFI_LIBRARY_CLOSED", () => table.address);
  catchError("FFI_USE_AFTER_FREE", () => elements[0]);
  catchError("FFI_USE_AFTER_FREE", () => (elements[0] = 1));
  assert.match(catchError("FFI_USE_AFTER_FREE", () => pointer.get(0)).message, /belongs to a library that was closed/);
  catchError("FFI_USE_AFTER_FREE", () => view.x);
});

test("a symbol that the library lacks is an error, or undefined if it is optional; eager says all at once", () => {
  const declarations = {
    absent: c.optional("int absent(void)"),
    missing: c.optional(c.variable(c.int)),
    counter: c.optional("extern long counter"),
    where: c.optional("int where(void)"),
  };
  for (const options of [{}, { eager: true }, { lazy: true }]) {
    const made = openLibrary(path, declarations, options).symbols;
    assert.equal(made.absent, undefined);
    assert.equal(made.missing, undefined);
    assert.equal(typeof made.counter?.value, "bigint");
    assert.equal(made.where?.(), -1);
  }
  const wrong = { conter: "extern long conter", wher: "int wher(void)", counter: "extern long counter" } as const;
  catchError("FFI_SYMBOL_NOT_FOUND", () => openLibrary(path, wrong).symbols.conter);
  catchError("FFI_SYMBOL_NOT_FOUND", () => openLibrary(path, wrong, { lazy: true }).symbols.conter.value);
  const error = catchError("FFI_SYMBOL_NOT_FOUND", () => openLibrary(path, wrong, { eager: true }));
  assert.match(error.message, /does not export 2 of the declared symbols:\n {2}"conter": did you mean "counter"/);
  assert.match(error.message, /\n {2}"wher": did you mean "where"/);
  assert.deepEqual(error.details["symbols"], ["conter", "wher"]);
});
