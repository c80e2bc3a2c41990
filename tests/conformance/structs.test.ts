/** Structs, unions, arrays and bit-fields in memory, as C reads and writes them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const Point = c.struct("Point", { x: c.int, y: c.int });
const Record = c.struct("Record", {
  flag: c.bool,
  small: c.i8,
  middle: c.u16,
  wide: c.i64,
  single: c.float,
  twice: c.double,
  address: c.pointer(c.void),
  numbers: c.array(c.int, 3),
  inner: Point,
});
const Bits = c.struct("Bits", {
  low: c.bits(c.uint, 3),
  middle: c.bits(c.int, 7),
  high: c.bits(c.ulonglong, 40),
  flag: c.bits(c.bool, 1),
});
const Value = c.union("Value", { whole: c.i64, real: c.double, bytes: c.array(c.u8, 8) });

const { symbols } = openLibrary(compileLibrary("memory"), {
  record_size: c.fn([], c.usize),
  fill_record: c.fn([c.pointer(Record)], c.void),
  sum_record: c.fn([c.pointer(Record)], c.double),
  bits_size: c.fn([], c.usize),
  fill_bits: c.fn([c.pointer(Bits), c.uint, c.int, c.ulonglong, c.bool], c.void),
  bits_low: c.fn([c.pointer(Bits)], c.uint),
  bits_middle: c.fn([c.pointer(Bits)], c.int),
  bits_high: c.fn([c.pointer(Bits)], c.ulonglong),
  bits_flag: c.fn([c.pointer(Bits)], c.bool),
  put_real: c.fn([c.pointer(Value), c.double], c.void),
  get_whole: c.fn([c.pointer(Value)], c.i64),
});

test("a struct that C filled is read member by member", () => {
  using record = allocate(Record);
  symbols.fill_record(record);
  const { address, ...rest } = record.value;
  assert.equal(address?.address, record.address);
  assert.deepEqual(rest, {
    flag: true,
    small: -5,
    middle: 60000,
    wide: -(2n ** 63n),
    single: 1.5,
    twice: -0.25,
    numbers: [7, -8, 9],
    inner: { x: 11, y: 12 },
  });
  assert.equal(record.add(1).address - record.address, symbols.record_size());
});

test("a struct that JavaScript filled is read by C", () => {
  using records = allocate(Record, 2);
  const value = {
    flag: true,
    small: 2,
    middle: 30,
    wide: 400n,
    single: 0.5,
    twice: 0.25,
    address: null,
    numbers: [1, 2, 3],
    inner: { x: 4, y: 5 },
  };
  records.set(1, value);
  assert.equal(symbols.sum_record(records.add(1)), 1 + 2 + 30 + 400 + 0.75 + 1 + 20 + 300 + 4000 + 50_000);
  assert.equal(symbols.sum_record(records), 0);
  assert.deepEqual(records.get(1), value);
});

test("an object that does not fit a struct is refused with the path of what is wrong", () => {
  using record = allocate(Record);
  symbols.fill_record(record);
  const right = record.value;
  const attempt = (change: object): string =>
    catchError("FFI_ARGUMENT_TYPE", () => (record.value = { ...right, ...change })).message;
  assert.match(attempt({ inner: { x: 1 } }), /the object has no inner\.y/);
  assert.match(attempt({ numbers: 5 }), /\.numbers: expected an array of 3, got 5/);
  assert.match(attempt({ small: "1" }), /\.small: expected an integer from -128 to 127, got string "1"/);
  const tooLong = catchError("FFI_ARGUMENT_RANGE", () => (record.value = { ...right, numbers: [1, 2, 3, 4] }));
  assert.match(tooLong.message, /\.numbers: expected 3 elements, got 4/);
  const element = catchError("FFI_ARGUMENT_RANGE", () => (record.value = { ...right, numbers: [1, 2 ** 40, 3] }));
  assert.match(element.message, /\.numbers\[1\]: expected an integer/);
  catchError("FFI_ARGUMENT_TYPE", () => (record.value = 5 as never));
});

test("bit-fields lie where C has them", () => {
  using bits = allocate(Bits, 2);
  assert.equal(bits.add(1).address - bits.address, symbols.bits_size());
  for (const [low, middle, high, flag] of [
    [0, 0, 0n, false],
    [7, -64, 2n ** 40n - 1n, true],
    [5, 63, 2n ** 39n, false],
    [1, -1, 12_345_678_901n, true],
  ] as const) {
    symbols.fill_bits(bits, low, middle, high, flag);
    assert.deepEqual(bits.value, { low, middle, high, flag });
    const second = bits.add(1);
    bits.bytes(Number(symbols.bits_size()) * 2).fill(0xff);
    second.value = { low, middle, high, flag };
    assert.equal(symbols.bits_low(second), low);
    assert.equal(symbols.bits_middle(second), middle);
    assert.equal(symbols.bits_high(second), high);
    assert.equal(symbols.bits_flag(second), flag);
    assert.equal(symbols.bits_low(bits), 7);
  }
  catchError("FFI_ARGUMENT_RANGE", () => (bits.value = { low: 8, middle: 0, high: 0n, flag: false }));
  catchError("FFI_ARGUMENT_RANGE", () => (bits.value = { low: 0, middle: 64, high: 0n, flag: false }));
  catchError("FFI_ARGUMENT_TYPE", () => (bits.value = { low: 0, middle: 0, high: 0n, flag: 1 as never }));
});

test("the members of a union share their bytes", () => {
  using value = allocate(Value);
  symbols.put_real(value, -2.5);
  assert.equal(value.value.real, -2.5);
  assert.equal(value.value.whole, symbols.get_whole(value));
  assert.deepEqual(value.value.bytes, [0, 0, 0, 0, 0, 0, 4, 192]);
  value.value = { whole: 77n } as never;
  assert.equal(symbols.get_whole(value), 77n);
});

test("one error names all members that lack, those of structs inside too, and what to do instead", () => {
  const Corner = c.struct("Corner", { x: c.int, y: c.int });
  const Edge = c.struct("Edge", { from: Corner, to: Corner, width: c.int });
  const given = { from: { x: 1 }, to: { y: 2 } };
  const error = catchError("FFI_ARGUMENT_TYPE", () => Edge.create(given as never));
  assert.match(error.message, /: the object has no from\.y, no to\.x, no width\n/);
  assert.deepEqual(error.details["missing"], ["from.y", "to.x", "width"]);
  assert.match(error.hint ?? "", /^struct Edge needs every member; T\.create\(\) .* T\.assign\(instance/);
  const edge = Edge.create();
  Edge.assign(edge, { from: Corner.create({ x: 1, y: 0 }), width: 3 });
  assert.deepEqual(edge.toObject(), { from: { x: 1, y: 0 }, to: { x: 0, y: 0 }, width: 3 });
});
