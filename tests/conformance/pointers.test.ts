/** Pointers, memory and its lifetime. C tells what it sees at an address. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, Arena, c, openLibrary, Pointer } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const Opened = c.opaque("Opened");
const Point = c.struct("Point", { x: c.int, y: c.int });
const { symbols } = openLibrary(compileLibrary("memory"), {
  same_address: c.fn([c.pointer(c.void)], c.pointer(c.void)),
  address_of: c.fn([c.pointer(c.void)], c.uintptr),
  fill_bytes: c.fn([c.pointer(c.u8), c.usize, c.int], c.void),
  sum_bytes: c.fn([c.pointer(c.u8), c.usize], c.long),
  open_one: c.fn([], c.pointer(Opened)),
  count_one: c.fn([c.pointer(Opened)], c.int),
  move_point: c.fn([c.pointer(Point)], c.int),
});

test("null is NULL and comes back as null", () => {
  assert.equal(symbols.same_address(null), null);
  assert.equal(symbols.address_of(null), 0n);
  assert.equal(Pointer.from(0n, c.int), null);
});

test("addresses go round trip in all their bits", () => {
  for (const address of [
    1n,
    0xffff_ffffn,
    0x1_0000_0000n,
    0x8000_0000n,
    0x7fff_ffff_f000n,
    2n ** 63n,
    2n ** 64n - 1n,
  ]) {
    const pointer = Pointer.from(address, c.void);
    assert.equal(pointer?.address, address);
    for (let round = 0; round < 2000; round++) {
      assert.equal(symbols.address_of(pointer), address);
      assert.equal(symbols.same_address(pointer)?.address, address);
    }
    assert.ok(pointer?.equals(symbols.same_address(pointer)));
  }
  catchError("FFI_ARGUMENT_TYPE", () => Pointer.from(1 as never, c.int));
  catchError("FFI_ARGUMENT_RANGE", () => Pointer.from(-1n, c.int));
  catchError("FFI_ARGUMENT_RANGE", () => Pointer.from(2n ** 64n, c.int));
});

test("what JavaScript writes C reads, and the other way round", () => {
  using bytes = allocate(c.u8, 8);
  bytes.set(3, 200);
  assert.equal(symbols.sum_bytes(bytes, 8), 200n);
  symbols.fill_bytes(bytes.add(2), 4, 10);
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((index) => bytes.get(index)),
    [0, 0, 10, 11, 12, 13, 0, 0],
  );
  bytes.value = 9;
  assert.equal(bytes.bytes(8)[0], 9);
  bytes.bytes(8)[1] = 8;
  assert.equal(bytes.get(1), 8);
  assert.equal(bytes.cast(c.u32).get(1), 13 * 256 + 12);
  assert.equal(bytes.add(4).add(-4).address, bytes.address);
});

test("memory is zeroed and aligned as its type needs", () => {
  for (const type of [c.u8, c.i16, c.int, c.double, c.i64, Point]) {
    for (let round = 0; round < 50; round++) {
      using pointer = allocate(type, 3);
      const alignment = type === c.u8 ? 1n : type === c.i16 ? 2n : type === c.int || type === Point ? 4n : 8n;
      assert.equal(pointer.address % alignment, 0n);
      assert.ok(pointer.bytes(3).every((byte) => byte === 0));
    }
  }
});

test("strings are read at a pointer", () => {
  using text = allocate(c.char, 16);
  text.bytes(16).set(new TextEncoder().encode("漢字 é"));
  assert.equal(text.string(), "漢字 é");
  assert.equal(text.add(3).string(), "字 é");
});

test("a read or write outside of allocated memory is refused", () => {
  using numbers = allocate(c.int, 4);
  for (const outside of [4, -1, 1000, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]) {
    catchError("FFI_OUT_OF_BOUNDS", () => numbers.get(outside));
    catchError("FFI_OUT_OF_BOUNDS", () => numbers.set(outside, 1));
  }
  catchError("FFI_OUT_OF_BOUNDS", () => numbers.bytes(17));
  catchError("FFI_OUT_OF_BOUNDS", () => numbers.add(4).value);
  catchError("FFI_OUT_OF_BOUNDS", () => numbers.add(3).cast(c.i64).value);
  catchError("FFI_ARGUMENT_RANGE", () => numbers.bytes(-1));
  catchError("FFI_ARGUMENT_RANGE", () => numbers.bytes(1.5));
  catchError("FFI_ARGUMENT_TYPE", () => numbers.get(0.5));
  catchError("FFI_ARGUMENT_TYPE", () => numbers.get("1" as never));
  assert.equal(numbers.add(4).add(-1).value, 0);
});

test("values that a type does not accept are not written", () => {
  using numbers = allocate(c.u8, 2);
  const error = catchError("FFI_ARGUMENT_RANGE", () => numbers.set(1, 256));
  assert.match(error.message, /at index 1: expected an integer from 0 to 255, got 256/);
  catchError("FFI_ARGUMENT_TYPE", () => numbers.set(0, "1" as never));
  assert.deepEqual([...numbers.bytes(2)], [0, 0]);
});

test("freed memory is refused everywhere, and freeing twice does nothing", () => {
  const numbers = allocate(c.u8, 4);
  const second = numbers.add(1);
  const other = numbers.cast(c.i8);
  numbers[Symbol.dispose]();
  numbers[Symbol.dispose]();
  for (const pointer of [numbers, second, other]) {
    catchError("FFI_USE_AFTER_FREE", () => pointer.value);
    catchError("FFI_USE_AFTER_FREE", () => pointer.set(0, 1));
    catchError("FFI_USE_AFTER_FREE", () => pointer.bytes(1));
    catchError("FFI_USE_AFTER_FREE", () => pointer.string());
    catchError("FFI_USE_AFTER_FREE", () => pointer.add(1));
    catchError("FFI_USE_AFTER_FREE", () => pointer.cast(c.int));
    const error = catchError("FFI_USE_AFTER_FREE", () => symbols.address_of(pointer));
    assert.match(error.message, /^address_of\(\): argument 1: /);
  }
});

test("an arena frees all that it handed out, and nothing else", () => {
  using kept = allocate(c.int);
  const arena = new Arena();
  const first = arena.allocate(c.int, 2);
  const second = arena.allocate(c.double);
  first.set(1, 5);
  assert.equal(first.get(1), 5);
  arena[Symbol.dispose]();
  arena[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => first.get(1));
  catchError("FFI_USE_AFTER_FREE", () => second.value);
  catchError("FFI_USE_AFTER_FREE", () => arena.allocate(c.int));
  assert.equal(kept.value, 0);
});

test("wrong sizes are refused", () => {
  catchError("FFI_OUT_OF_MEMORY", () => allocate(c.u8, 2 ** 50));
  catchError("FFI_DECLARATION_TYPE", () => allocate(c.void as never));
  catchError("FFI_DECLARATION_TYPE", () => allocate(Opened as never));
  using nothing = allocate(c.int, 0);
  catchError("FFI_OUT_OF_BOUNDS", () => nothing.value);
});

test("a read through a null address in memory gives null, and a pointer in memory must be alive", () => {
  using place = allocate(c.pointer(c.int));
  assert.equal(place.value, null);
  const number = allocate(c.int);
  number.value = 77;
  place.value = number;
  assert.equal(place.value?.address, number.address);
  assert.equal(place.value?.value, 77);
  number[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => (place.value = number));
  catchError("FFI_ARGUMENT_TYPE", () => (place.value = new Uint8Array(4) as never));
});

test("handles of one type are not handles of another", () => {
  const opened = symbols.open_one();
  const first = symbols.count_one(opened);
  for (let round = 1; round < 5000; round++) assert.equal(symbols.count_one(opened), first + round);
  using point = allocate(Point);
  catchError("FFI_ARGUMENT_TYPE", () => symbols.count_one(point as never));
  catchError("FFI_ARGUMENT_TYPE", () => symbols.move_point(opened as never));
  catchError("FFI_DECLARATION_TYPE", () => opened?.value);
});

test("what is NULL, or a few bytes from it, is passed to C and not read", () => {
  const sentinel = Pointer.from(8n, c.int);
  assert.ok(sentinel !== null);
  assert.equal(symbols.address_of(sentinel), 8n);
  for (const pointer of [sentinel, sentinel.add(-2), sentinel.cast(Point), sentinel.cast(c.string)]) {
    assert.match(catchError("FFI_NULL_POINTER", () => pointer.value).message, /is NULL|is 8 bytes from NULL/);
    catchError("FFI_NULL_POINTER", () => pointer.get(1));
    catchError("FFI_NULL_POINTER", () => pointer.bytes(4));
    catchError("FFI_NULL_POINTER", () => pointer.string());
  }
  catchError("FFI_NULL_POINTER", () => sentinel.set(0, 1));
});

test("whatever has a place may stand for void *", () => {
  const { memset } = openLibrary(null, { memset: "void *memset(void *memory, int value, size_t length)" }).symbols;
  const Pair = c.struct("pair", { first: c.u8, second: c.u16 });
  const pair = Pair.create();
  assert.equal(memset(pair, 1, Pair.size)?.address, pair.pointer.address);
  assert.deepEqual(pair.toObject(), { first: 1, second: 257 });
  using pairs = allocate(Pair, 2);
  memset(Pair.arrayView(pairs, 2), 2, 2 * Pair.size);
  assert.equal(pairs.get(1).second, 514);
  const freed = Pair.create();
  freed[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => memset(freed, 0, 1));
  for (const wrong of [() => 1, { first: 1, second: 2 }, "text", 5, [1]]) {
    catchError("FFI_ARGUMENT_TYPE", () => memset(wrong as never, 0, 0));
  }
});

test("memory is allocated for a count of values, and for nothing else", () => {
  for (const count of [-1, 1.5, NaN, Infinity, 2 ** 53]) {
    const error = catchError("FFI_ARGUMENT_RANGE", () => allocate(c.int, count));
    assert.equal(error.message, `allocate(): count: expected an integer from 0 to 9007199254740991, got ${count}`);
  }
  for (const [count, received] of [
    ["3", 'string "3"'],
    [3n, "bigint 3n"],
    [null, "null"],
  ] as const) {
    const error = catchError("FFI_ARGUMENT_TYPE", () => allocate(c.int, count as never));
    assert.equal(error.message, `allocate(): count: expected an integer from 0 to 9007199254740991, got ${received}`);
  }
});
