/** Handles, sized and terminated arrays, arrays of structs, translated values, enums and flags in calls. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, declareLibrary, FfiError, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";

const path = compileLibrary("type-arguments");
const Counter = c.handle("counter", { release: "counter_close" });
const Point = c.struct("point", { x: c.int, y: c.int });
const Label = c.struct("label", { text: c.string, weight: c.int });
const constInts = c.pointer(c.i32, { const: true });
const constDoubles = c.pointer(c.double, { const: true });

const { symbols } = openLibrary(path, {
  counter_open: c.fn([c.int], Counter),
  counter_open_into: c.fn([c.int, c.out(Counter)], c.int),
  counter_next: c.fn([Counter], c.int, { parameterNames: ["counter"] }),
  counter_close: c.fn([Counter], c.int),
  counter_live: c.fn([], c.int),
  sum_ints: c.fn([c.sizedBy("count", constInts), c.usize], c.i64.number, { parameterNames: ["values", "count"] }),
  count_first: c.fn([c.u8, c.sizedBy("count", constInts)], c.int, { parameterNames: ["count", "values"] }),
  fill_bytes: c.fn([c.sizedBy("length", c.bytes), c.inout(c.usize.number), c.int], c.int, {
    parameterNames: ["bytes", "length", "value"],
  }),
  dot: c.fn([c.sizedBy("count", constDoubles), c.sizedBy("count", constDoubles), c.int], c.double, {
    parameterNames: ["left", "right", "count"],
  }),
  total_length: c.fn([c.nullTerminated(c.string)], c.usize.number),
  sum_until_zero: c.fn([c.nullTerminated(c.int)], c.int),
  month_names: c.fn([c.int], c.nullTerminated(c.string)),
  third_length: c.fn([c.pointer(c.string, { const: true })], c.usize.number),
  sum_points: c.fn([c.pointer(Point, { const: true }), c.int], c.int, { parameterNames: ["points", "count"] }),
  double_points: c.fn([c.sizedBy("count", c.pointer(Point)), c.int], c.void, { parameterNames: ["points", "count"] }),
  weigh: c.fn([Label], c.int),
  weigh_all: c.fn([c.sizedBy("count", c.pointer(Label, { const: true })), c.int], c.int, {
    parameterNames: ["labels", "count"],
  }),
  make_label: c.fn([c.out(Label)], c.void),
});

function failureOf(run: () => unknown): FfiError {
  try {
    run();
  } catch (error) {
    if (error instanceof FfiError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

function textOf(run: () => unknown): string {
  const error = failureOf(run);
  return `${error.code} ${error.message}`;
}

test("a handle releases its resource once, and is not used after that", () => {
  const before = symbols.counter_live();
  {
    using counter = symbols.counter_open(5);
    assert.ok(counter !== null);
    assert.equal(symbols.counter_live(), before + 1);
    assert.deepEqual([symbols.counter_next(counter), symbols.counter_next(counter)], [5, 6]);
    assert.equal(counter.isReleased, false);
  }
  assert.equal(symbols.counter_live(), before);
  const counter = symbols.counter_open(1);
  assert.ok(counter !== null);
  counter.release();
  counter.release();
  counter[Symbol.dispose]();
  assert.equal(counter.isReleased, true);
  assert.equal(symbols.counter_live(), before);
  const error = failureOf(() => symbols.counter_next(counter));
  assert.equal(error.code, "FFI_USE_AFTER_FREE");
  assert.match(
    error.message,
    /^counter_next\(\): argument 1 "counter": counter \* 0x[0-9a-f]+ was released \(counter_close\)/,
  );
  assert.match(String(error.details["freedAt"]), /type-arguments\.test/);
});

test("NULL is null and not a handle", () => {
  assert.equal(symbols.counter_open(-1), null);
  const [status, none] = symbols.counter_open_into(-1);
  assert.deepEqual([status, none], [-1, null]);
  assert.match(
    textOf(() => symbols.counter_next(null as never)),
    /^FFI_ARGUMENT_TYPE counter_next\(\): argument 1 "counter": expected a handle of counter, got null/,
  );
});

test("a handle comes out of an out-parameter, and the program may call the release function itself", () => {
  const before = symbols.counter_live();
  const [status, counter] = symbols.counter_open_into(3);
  assert.equal(status, 0);
  assert.ok(counter !== null);
  assert.equal(symbols.counter_next(counter), 3);
  assert.equal(symbols.counter_close(counter), 7);
  assert.equal(symbols.counter_live(), before);
  assert.equal(counter.isReleased, true);
  counter.release();
  assert.equal(symbols.counter_live(), before);
  assert.match(
    textOf(() => symbols.counter_close(counter)),
    /^FFI_USE_AFTER_FREE/,
  );
});

test("the release function ends a handle also in a library whose symbols are declared one by one", () => {
  const library = declareLibrary(path);
  const open = library("counter_open", () => c.fn([c.int], Counter));
  const close = library("counter_close", () => c.fn([Counter], c.int));
  const before = symbols.counter_live();
  for (let round = 0; round < 100; round++) {
    const counter = open(round);
    assert.ok(counter !== null);
    assert.equal(close(counter), 7);
    assert.equal(counter.isReleased, true);
    counter.release();
    assert.match(
      textOf(() => close(counter)),
      /^FFI_USE_AFTER_FREE/,
    );
  }
  assert.equal(symbols.counter_live(), before);
});

test("the release function ends a handle also where it is declared with a plain pointer", () => {
  const mixed = openLibrary(
    path,
    { counter_open: c.fn([c.int], Counter), counter_close: "int counter_close(struct counter *)" },
    { types: { counter: c.opaque("counter") } },
  ).symbols;
  const counter = mixed.counter_open(1);
  assert.equal(mixed.counter_close(counter), 7);
  assert.equal(counter?.isReleased, true);
});

test("handles of another name are refused, and the library outlives its handles or says so", () => {
  const Other = c.handle("other", { release: "counter_close" });
  const library = openLibrary(path, { counter_open: c.fn([c.int], Other) });
  const other = library.symbols.counter_open(1);
  assert.ok(other !== null);
  assert.match(
    textOf(() => symbols.counter_next(other as never)),
    /^FFI_ARGUMENT_TYPE counter_next\(\): argument 1 "counter": expected a handle of counter, got a Pointer to other/,
  );
  library.close();
  assert.match(
    textOf(() => other.release()),
    /^FFI_LIBRARY_CLOSED counter_close\(\): the library .* was closed/,
  );
});

test("a release function that the library lacks is an error where the handle's function is first called", () => {
  const Lost = c.handle("counter", { release: "counter_clos" });
  const { counter_open } = openLibrary(path, { counter_open: c.fn([c.int], Lost) }).symbols;
  const error = failureOf(() => counter_open(1));
  assert.equal(error.code, "FFI_SYMBOL_NOT_FOUND");
  assert.match(error.hint ?? "", /did you mean "counter_close"/);
});

test("counts are filled in from arrays, buffers and sized memory", () => {
  for (let round = 0; round < 3000; round++) {
    assert.equal(symbols.sum_ints(Int32Array.of(1, 2, round)), 3 + round);
    assert.equal(symbols.count_first(Int32Array.of(5, 6)), 2);
  }
  assert.equal(symbols.sum_ints(new Int32Array(8).fill(2).subarray(1, 4)), 6);
  using memory = allocate(c.i32, 5);
  memory.set(4, 9);
  assert.equal(symbols.sum_ints(memory), 9);
  assert.equal(symbols.sum_ints(memory.add(4)), 9);
  assert.equal(symbols.sum_ints(null), 0);
  assert.equal(symbols.dot(Float64Array.of(1, 2), Float64Array.of(10, 20)), 50);
  assert.equal(symbols.sum_ints.length, 1);
});

test("a count that C changes comes back", () => {
  const bytes = new Uint8Array(10);
  assert.deepEqual(symbols.fill_bytes(bytes, 7), [10, 5]);
  assert.deepEqual([...bytes], [7, 7, 7, 7, 7, 0, 0, 0, 0, 0]);
});

test("wrong counts are refused before the call", () => {
  assert.match(
    textOf(() => symbols.count_first(new Int32Array(256))),
    /^FFI_ARGUMENT_RANGE count_first\(\): argument 1 "count": 256 elements do not fit uint8_t/,
  );
  assert.match(
    textOf(() => symbols.sum_ints(new Uint8Array(7))),
    /^FFI_ARGUMENT_RANGE sum_ints\(\): argument 1 "values": 7 bytes are no whole number of elements of 4/,
  );
  assert.match(
    textOf(() => symbols.dot(new Float64Array(2), new Float64Array(3))),
    /^FFI_ARGUMENT_RANGE dot\(\): argument 2 "right": expected as many elements as dot\(\): argument 1 "left" has/,
  );
  using counter = symbols.counter_open(1);
  const foreign = counter?.cast(c.i32) ?? null;
  assert.match(
    textOf(() => symbols.sum_ints(foreign)),
    /^FFI_ARGUMENT_TYPE sum_ints\(\): argument 1 "values": nobody knows/,
  );
  assert.match(
    textOf(() => symbols.sum_ints("abc" as never)),
    /^FFI_ARGUMENT_TYPE sum_ints\(\): argument 1 "values"/,
  );
  const untyped = symbols.sum_ints as (...values: unknown[]) => unknown;
  assert.match(
    textOf(() => untyped(null, 3)),
    /^FFI_ARGUMENT_COUNT sum_ints\(\): expected 1 argument, got 2/,
  );
});

test("terminated arrays get their end, and results lose it", () => {
  for (let round = 0; round < 2000; round++) {
    assert.equal(symbols.total_length(["a", "", "naïve", "x".repeat(round % 50)]), 2 + 1 + 7 + (round % 50) + 1);
    assert.equal(symbols.sum_until_zero([1, 2, round + 1]), round + 4);
  }
  assert.equal(symbols.total_length([]), 0);
  assert.deepEqual(symbols.month_names(1), ["January", "February", "March"]);
  assert.equal(symbols.month_names(0), null);
  assert.equal(symbols.third_length(["a", "bc", "def"]), 3);
});

test("what would end a terminated array early is refused", () => {
  assert.match(
    textOf(() => symbols.total_length(["a", null as never])),
    /^FFI_ARGUMENT_TYPE total_length\(\): argument 1\[1\]: null would end the array for C/,
  );
  assert.match(
    textOf(() => symbols.sum_until_zero([1, 0])),
    /^FFI_ARGUMENT_TYPE sum_until_zero\(\): argument 1\[1\]: 0/,
  );
  assert.match(
    textOf(() => symbols.total_length(["a\0b"])),
    /^FFI_STRING_CONTENT total_length\(\): argument 1\[0\]/,
  );
  assert.match(
    textOf(() => symbols.total_length("a" as never)),
    /expected an array of const char \*, or a Pointer/,
  );
  assert.match(
    textOf(() => symbols.sum_until_zero(Int32Array.of(1) as never)),
    /^FFI_ARGUMENT_TYPE/,
  );
});

test("arrays of numbers are copied where C only reads them, beside buffers and pointers", () => {
  const { sum_values } = openLibrary(path, {
    sum_values: "int64_t sum_ints(const int *values, size_t count)",
  }).symbols;
  for (let round = 0; round < 2000; round++) assert.equal(sum_values([1, -2, round], 3), BigInt(round - 1));
  assert.equal(sum_values(Int32Array.of(3, 4), 2), 7n);
  assert.equal(symbols.sum_ints([1, 2, 3]), 6);
  assert.equal(sum_values([], 0), 0n);
  using memory = allocate(c.int, 2);
  memory.set(1, 5);
  assert.equal(sum_values(memory, 2), 5n);
  const wrong = failureOf(() => sum_values([1, 2.5], 2));
  assert.equal(wrong.code, "FFI_ARGUMENT_RANGE");
  assert.match(wrong.message, /^sum_values\(\): argument 1 "values"\[1\]: expected an integer/);
});

test("arrays of structs are passed as objects, instances, views and pointers", () => {
  for (let round = 0; round < 2000; round++) {
    assert.equal(symbols.sum_points([{ x: 1, y: 2 }, Point.create({ x: 3, y: round })], 2), 42 + round);
  }
  using memory = allocate(Point, 2);
  memory.set(1, { x: 1, y: 1 });
  const view = Point.arrayView(memory, 2);
  symbols.double_points(view);
  assert.deepEqual(view.at(1)?.toObject(), { x: 2, y: 2 });
  symbols.double_points(memory);
  assert.equal(symbols.sum_points(view, 2), 44);
  const point = Point.create({ x: 5, y: 6 });
  symbols.double_points(point);
  assert.deepEqual(point.toObject(), { x: 10, y: 12 });
  assert.equal(symbols.weigh_all([{ text: "ab", weight: 2 }, Label.create({ text: "abc", weight: 3 })]), 13);
});

test("arrays that C may write to are refused, and wrong elements are named", () => {
  const error = failureOf(() => symbols.double_points([{ x: 1, y: 1 }] as never));
  assert.equal(error.code, "FFI_ARGUMENT_TYPE");
  assert.match(
    error.message,
    /^double_points\(\): argument 1 "points": expected a Pointer to struct point, got an array/,
  );
  assert.match(error.hint ?? "", /const/);
  assert.match(
    textOf(() =>
      symbols.sum_points(
        [
          { x: 1, y: 1 },
          { x: 1, y: 0.5 },
        ],
        2,
      ),
    ),
    /^FFI_ARGUMENT_RANGE sum_points\(\): argument 1 "points"\[1\]\.y: expected an integer/,
  );
  assert.match(
    textOf(() => symbols.sum_points(Label.create() as never, 1)),
    /expected an array of struct point, or a Pointer to one, got a Pointer to struct label/,
  );
});

test("strings in structs live as long as the call", () => {
  for (let round = 0; round < 2000; round++) {
    assert.equal(symbols.weigh({ text: "x".repeat(round % 40), weight: 3 }), (round % 40) * 3);
  }
  const label = symbols.make_label();
  assert.deepEqual([label.text, label.weight], ["made", 4]);
  assert.deepEqual(label.toObject(), { text: "made", weight: 4 });
});
