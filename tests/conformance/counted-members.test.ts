/** Members with a number of elements: flexible arrays (C17 6.7.2.1p18), and arrays that are copied for as long as a struct lives. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { catchError } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const Packet = c.struct("packet", {
  count: c.u16,
  kind: c.u8,
  values: c.flexibleArray(c.double, { length: "count" }),
});
const Part = c.struct("part", { x: c.i16, y: c.i16 });
const Block = c.struct("block", { id: c.i64, parts: c.flexibleArray(Part) });
const Wrapped = c.struct("wrapped", { tag: c.int, packet: Packet });
const Segments = c.struct("segments", {
  length: c.u32,
  ":0": c.union("data", {
    ":0": c.struct("data_bytes", { bytes: c.flexibleArray(c.u8) }),
    ":1": c.struct("data_words", { words: c.flexibleArray(c.u16) }),
  }),
});
const Ring = c.union("ring", {
  ":0": c.struct("head", { reserved: c.u32, tail: c.u16 }),
  parts: c.flexibleArray(Part),
});
const Point = c.struct("point", { x: c.double, y: c.double });
const Command = c.struct("command", {
  arguments: c.nullTerminated(c.string),
  count: c.u32,
  numbers: c.sizedBy("count", c.pointer(c.i32, { const: true })),
  points: c.sizedBy("count", c.pointer(Point, { const: true })),
});

const Label = c.struct("label", { length: c.u16, text: c.sizedBy("length", c.string) });

const { symbols } = openLibrary(compileLibrary("counted-members"), {
  packet_size: c.fn([], c.usize.number),
  packet_values: c.fn([], c.usize.number),
  sum_packet: c.fn([c.pointer(Packet, { const: true })], c.double),
  make_packet: c.fn([c.u16], c.pointer(Packet)),
  scale_packet: c.fn([c.pointer(Packet), c.double], c.void),
  free_packet: c.fn([c.pointer(c.void)], c.void),
  segments_size: c.fn([], c.usize.number),
  ring_size: c.fn([], c.usize.number),
  sum_words: c.fn([c.pointer(Segments, { const: true })], c.int),
  sum_ring: c.fn([c.pointer(Ring, { const: true }), c.int], c.int),
  sum_block: c.fn([c.pointer(Block), c.int], c.int),
  argument_length: c.fn([c.pointer(Command)], c.usize.number),
  sum_numbers: c.fn([c.pointer(Command)], c.i64),
  last_point: c.fn([c.pointer(Command)], c.double),
  weigh_label: c.fn([c.pointer(Label)], c.int),
  sum_units: c.fn([c.sizedBy("length", c.stringOf("utf-16le")), c.usize], c.int, {
    parameterNames: ["units", "length"],
  }),
  count_bytes: c.fn([c.usize, c.sizedBy("length", c.string)], c.usize.number, { parameterNames: ["length", "text"] }),
});

test("a flexible array lies where C has it and takes no room in sizeof", () => {
  assert.equal(Packet.size, symbols.packet_size());
  assert.equal(Packet.offsetOf("values"), symbols.packet_values());
});

test("a struct is made with as many elements as its value has, and its count is filled in", () => {
  const packet = Packet.create({ kind: 3, values: [1, 2, 3.5] });
  assert.equal(packet.count, 3);
  assert.equal(symbols.sum_packet(packet.pointer), 9.5);
  symbols.scale_packet(packet.pointer, 2);
  assert.deepEqual(packet.values, [2, 4, 7]);
  assert.deepEqual(packet.toObject(), { count: 3, kind: 3, values: [2, 4, 7] });
  assert.deepEqual(Packet.create(packet.toObject()).values, [2, 4, 7]);
  assert.deepEqual(Packet.create(packet).values, [2, 4, 7]);
  assert.deepEqual(packet.pointer.value, packet.toObject());
});

test("a struct is made with as many elements as the option says", () => {
  const packet = Packet.create(undefined, { flexible: 100_000 / 8 });
  assert.equal(packet.count, 12_500);
  assert.equal(packet.values.length, 12_500);
  packet.values = Float64Array.from({ length: 12_500 }, (_, index) => index % 2) as never;
  assert.equal(symbols.sum_packet(packet.pointer), 6_250);
  const block = Block.create({ id: 1n, parts: [{ x: 1, y: 2 }] });
  assert.equal(symbols.sum_block(block.pointer, 1), 13);
  const empty = Block.create(undefined, { flexible: 3 });
  empty.parts = [{ x: 0, y: 1 }, { x: 0, y: 2 }, Part.create({ x: 1, y: 0 })];
  assert.equal(symbols.sum_block(empty.pointer, 3), 13);
  assert.deepEqual(empty.parts.at(2), { x: 1, y: 0 });
});

test("a view of C's memory has as many elements as the count says", () => {
  const pointer = symbols.make_packet(4);
  assert.ok(pointer !== null);
  const packet = Packet.at(pointer);
  assert.deepEqual(packet.values, [0, 1.5, 3, 4.5]);
  assert.deepEqual(pointer.value.values, [0, 1.5, 3, 4.5]);
  packet.values = [10, 20];
  assert.equal(packet.count, 2);
  assert.equal(symbols.sum_packet(pointer), 31);
  assert.deepEqual(Packet.at(pointer, { flexible: 4 }).values, [10, 20]);
  packet.count = 5;
  const error = catchError("FFI_OUT_OF_BOUNDS", () => packet.values);
  assert.match(error.message, /^struct packet\.values: 5 elements, where there is room for 4/);
  symbols.free_packet(pointer);
});

test("without a count, the size of the memory or the caller says how many there are", () => {
  using memory = allocate(c.u8, 8 + 3 * 4);
  const pointer = memory.cast(Block);
  assert.equal(Block.at(pointer).parts.length, 3);
  assert.equal(Block.at(pointer, { flexible: 2 }).parts.length, 2);
  catchError("FFI_OUT_OF_BOUNDS", () => Block.at(pointer, { flexible: 4 }));
  Block.at(pointer).parts = [1, 2, 3].map((x) => ({ x, y: 0 }));
  assert.equal(symbols.sum_block(pointer, 3), 60);
  const refused = catchError("FFI_ARGUMENT_RANGE", () => (Block.at(pointer).parts = []));
  assert.match(refused.message, /^struct block\.parts: expected 3 elements, got 0/);
});

test("flexible arrays of a union are for the same bytes: as many elements as fit are read", () => {
  assert.equal(Segments.size, symbols.segments_size());
  const segments = Segments.create({ length: 6, words: [1, 2, 0x300] });
  assert.equal(symbols.sum_words(segments), 0x303);
  assert.deepEqual(segments.bytes, [1, 0, 2, 0, 0, 3]);
  segments.bytes = [5, 0, 6, 0, 7, 0];
  assert.deepEqual(segments.words, [5, 6, 7]);
  assert.deepEqual(Segments.at(segments.pointer).toObject(), {
    length: 6,
    bytes: [5, 0, 6, 0, 7, 0],
    words: [5, 6, 7],
  });
  const short = Segments.at(segments.pointer, { flexible: 3 });
  assert.deepEqual([short.bytes, short.words], [[5, 0, 6], [5]]);
  assert.deepEqual(Segments.create(undefined, { flexible: 5 }).words, [0, 0]);
  assert.deepEqual(Segments.create(segments.toObject()).toObject(), segments.toObject());
  assert.deepEqual(Segments.create(segments).toObject(), segments.toObject());
  assert.deepEqual(Segments.create().bytes, []);
  catchError("FFI_ARGUMENT_RANGE", () => (segments.words = [1, 2]));
});

test("a union that ends in a flexible array has its other members in the first elements", () => {
  assert.equal(Ring.size, symbols.ring_size());
  const ring = Ring.create(undefined, { flexible: 3 });
  ring.parts = [1, 2, 3].map((x) => ({ x, y: x }));
  assert.equal(symbols.sum_ring(ring, 3), 66);
  assert.equal(ring.reserved, 0x10001);
  ring.tail = 9;
  assert.deepEqual(ring.parts[1], { x: 9, y: 2 });
  assert.equal(Ring.at(ring.pointer).parts.length, 3);
  assert.deepEqual(Ring.create(ring.toObject()).toObject(), ring.toObject());
  assert.deepEqual(Ring.create(ring).toObject(), ring.toObject());
  assert.deepEqual(Ring.create({ parts: [{ x: 4, y: 5 }] }).parts, [{ x: 4, y: 5 }]);
});

test("a flexible array inside of the last member is reached through it", () => {
  const wrapped = Wrapped.create(undefined, { flexible: 2 });
  assert.equal(wrapped.packet.count, 2);
  Wrapped.at(wrapped.pointer, { flexible: 2 }).packet.values = [1, 2];
  assert.deepEqual(wrapped.packet.values, [1, 2]);
});

test("what does not go together is refused by name", () => {
  const counts = catchError("FFI_ARGUMENT_RANGE", () => Packet.create({ count: 2, kind: 0, values: [1] }));
  assert.match(counts.message, /^struct packet\.values: 1 elements, but count is 2\n {2}hint: leave "count" out/);
  const option = catchError("FFI_ARGUMENT_TYPE", () => Point.create({ x: 0, y: 0 }, { flexible: 1 }));
  assert.match(option.message, /^point\.create\(\): struct point has no flexible array/);
  catchError("FFI_ARGUMENT_RANGE", () => Block.create(undefined, { flexible: -1 }));
  catchError("FFI_ARGUMENT_TYPE", () => Block.create(undefined, { flexibel: 1 } as never));
  const lost = c.struct("s", { a: c.int, b: c.flexibleArray(c.int, { length: "n" }) });
  assert.match(catchError("FFI_DECLARATION_TYPE", () => lost.size).message, /member "b" is sized by "n", which is no/);
  catchError("FFI_DECLARATION_TYPE", () => c.struct("s", { a: c.double, b: c.flexibleArray(c.int, { length: "a" }) }));
});

test("members take arrays, which live as long as the struct", () => {
  const make = (): ReturnType<typeof Command.create> =>
    Command.create({
      arguments: ["copy", "--all", "ünd"],
      numbers: new Int32Array([1, -2, 2 ** 31 - 1]),
      points: [1, 2, 3].map((y) => ({ x: 0, y })),
    });
  const command = make();
  assert.equal(command.count, 3);
  // What is not kept would be written over by what comes after.
  for (let round = 0; round < 2000; round++) make();
  assert.equal(symbols.argument_length(command.pointer), 13);
  assert.equal(symbols.sum_numbers(command.pointer), 2n ** 31n - 2n);
  assert.equal(symbols.last_point(command.pointer), 3);
  assert.deepEqual(command.arguments, ["copy", "--all", "ünd"]);
  assert.equal(command.numbers?.get(1), -2);
  command.arguments = ["again"];
  assert.equal(symbols.argument_length(command.pointer), 5);
  command.arguments = [];
  assert.equal(symbols.argument_length(command.pointer), 0);
  command.arguments = null;
  assert.equal(symbols.argument_length(command.pointer), 999);
});

test("typed arrays are copied where C only reads, and arrays with an end in them are refused", () => {
  const command = Command.create({ arguments: null, numbers: new Int32Array([5, 6]), points: null, count: 2 });
  assert.equal(symbols.sum_numbers(command.pointer), 11n);
  const ended = catchError("FFI_ARGUMENT_TYPE", () => (command.arguments = ["a", null as never]));
  assert.match(ended.message, /^struct command\.arguments\[1\]: null would end the array for C/);
  const wrong = catchError("FFI_ARGUMENT_TYPE", () => (command.arguments = ["a", 5 as never]));
  assert.match(wrong.message, /^struct command\.arguments\[1\]: expected/);
  const both = {
    arguments: null,
    numbers: new Int32Array(1),
    points: [
      { x: 0, y: 0 },
      { x: 1, y: 1 },
    ],
  };
  catchError("FFI_ARGUMENT_RANGE", () => Command.create(both));
});

test("what is assigned to a counted member is counted", () => {
  const command = Command.create({ arguments: null, numbers: new Int32Array(3), points: null });
  command.numbers = new Int32Array([4, 5]) as never;
  assert.equal(command.count, 2);
  assert.equal(symbols.sum_numbers(command.pointer), 9n);
  command.points = [
    { x: 0, y: 1 },
    { x: 0, y: 8 },
  ] as never;
  assert.equal(symbols.last_point(command.pointer), 8);
  const error = catchError("FFI_ARGUMENT_RANGE", () => (command.numbers = new Int32Array(3) as never));
  assert.match(error.message, /^struct command\.numbers: 3 elements, but count is 2\n {2}hint: another member/);
  assert.equal(symbols.sum_numbers(command.pointer), 9n);
});

test("text with a length may have NULs in it, and need not end with one", () => {
  const label = Label.create({ text: "a\0b\0" });
  assert.equal(label.length, 4);
  assert.equal(symbols.weigh_label(label.pointer), 2004);
  assert.equal(label.text, "a\0b\0");
  label.text = "gr\u00fc\u00dfe";
  assert.equal(label.length, 7);
  assert.equal(symbols.weigh_label(label.pointer), 7);
  label.length = 2;
  assert.equal(label.text, "gr");
  label.text = null;
  assert.equal(label.text, null);
  catchError("FFI_ARGUMENT_RANGE", () => (label.text = "x".repeat(65_536)));
  catchError("FFI_ARGUMENT_TYPE", () => (label.text = 5 as never));
});

test("arguments that are text with a length are counted in code units, cold and hot", () => {
  for (let round = 0; round < 3000; round++) {
    assert.equal(symbols.sum_units("a\0b"), 195);
    assert.equal(symbols.count_bytes("\u20ac"), 3 + 0xe2);
  }
  assert.equal(symbols.count_bytes(null), 77);
  assert.equal(symbols.count_bytes(""), 0);
  const error = catchError("FFI_ARGUMENT_TYPE", () => symbols.count_bytes(5 as never));
  assert.match(error.message, /^count_bytes\(\): argument 1 "text": expected a string or null, got 5/);
  catchError("FFI_STRING_CONTENT", () => symbols.count_bytes("\ud800"));
  catchError("FFI_DECLARATION_TYPE", () => c.sizedBy("length", c.string.owned("free")));
});
