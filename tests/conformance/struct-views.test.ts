/** Struct values as views of bytes: over memory of C, over arrays, inside of each other, and after their end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { describeRefusal } from "./describe-refusal.ts";

const Point = c.struct("point", { x: c.double, y: c.double });
const Line = c.struct("line", {
  from: Point,
  to: Point,
  name: c.array(c.char, 8).string,
  key: c.array(c.uchar, 4).bytes,
});
const List = c.struct("list", { count: c.u16, values: c.sizedBy("count", c.pointer(c.i32)) });
const Entry = c.struct("entry", { name: c.string, place: c.pointer(Point) });
const Value = c.union("value", { whole: c.i64, real: c.double });
const Mixed = c.struct("mixed", { kind: c.int, value: Value, tail: c.flexibleArray(c.int) });

const { symbols } = openLibrary(compileLibrary("struct-views"), {
  sum_points: c.fn([c.pointer(Point), c.usize], c.double),
  make_points: c.fn([c.usize], c.pointer(Point)),
  scale_point: c.fn([c.pointer(Point), c.double], c.void),
  free_memory: c.fn([c.pointer(c.void)], c.void),
  check_line: c.fn([c.pointer(Line)], c.int),
  fill_line: c.fn([c.pointer(Line)], c.void),
  line_size: c.fn([], c.usize.number),
  fill_list: c.fn([c.pointer(List), c.pointer(c.i32), c.u16], c.void),
  name_length: c.fn([c.pointer(Entry)], c.usize.number),
  place_x: c.fn([c.pointer(Entry)], c.double),
  mixed_real: c.fn([c.pointer(Mixed)], c.double),
  mixed_size: c.fn([], c.usize.number),
});

test("a view over memory of C reads and writes it without a copy", () => {
  const points = symbols.make_points(3);
  assert.ok(points !== null);
  const second = Point.at(points.add(1));
  assert.deepEqual(second.toObject(), { x: 1, y: -1 });
  second.x = 5;
  assert.equal(points.get(1).x, 5);
  symbols.scale_point(second.pointer, 2);
  assert.deepEqual([second.x, second.y], [10, -2]);
  assert.equal(second.pointer.address, points.add(1).address);
  symbols.free_memory(points);
});

test("an array view iterates over views of the same bytes", () => {
  using memory = allocate(Point, 4);
  const points = Point.arrayView(memory, 4);
  assert.equal(points.length, 4);
  for (const [index, point] of [...points].entries()) {
    point.x = index;
    point.y = 1;
  }
  assert.equal(symbols.sum_points(points.pointer, 4), 64);
  points.set(0, { x: 100, y: 0 });
  points.set(1, Point.create({ x: 7, y: 8 }));
  assert.deepEqual(points.at(1)?.toObject(), { x: 7, y: 8 });
  assert.equal(points.at(-1)?.x, 3);
  assert.equal(points.at(4), undefined);
  assert.equal(points.at(-5), undefined);
  assert.equal(symbols.sum_points(memory, 1), 1000);
  assert.match(
    describeRefusal(() => points.set(4, { x: 0, y: 0 })),
    /^FFI_OUT_OF_BOUNDS struct point at index 4: the view has 4/,
  );
  assert.match(
    describeRefusal(() => points.set(0, { x: "a", y: 0 })),
    /^FFI_ARGUMENT_TYPE struct point at index 0\.x: expected/,
  );
});

test("views that an iteration gave stay valid and apart", () => {
  const view = Point.arrayView(allocate(Point, 3), 3);
  const [first, second, third] = view;
  first!.x = 1;
  second!.x = 2;
  third!.x = 3;
  assert.deepEqual([first!.x, second!.x, third!.x], [1, 2, 3]);
  assert.equal(symbols.sum_points(view, 3n), 60);
  const iterator = view[Symbol.iterator]();
  const other = view[Symbol.iterator]();
  assert.equal(iterator[Symbol.iterator](), iterator);
  assert.equal(iterator.next().value?.x, 1);
  assert.equal(iterator.next().value?.x, 2);
  assert.equal(other.next().value?.x, 1);
  assert.equal([...iterator].length, 1);
  assert.deepEqual(iterator.next(), { done: true, value: undefined });
  assert.deepEqual(iterator.next(), { done: true, value: undefined });
});

test("structs without members are counted all the same", () => {
  const Empty = c.struct("empty_view", {});
  assert.equal([...Empty.arrayView(allocate(Empty, 4), 4)].length, 4);
});

test("elements are found from both ends, and nowhere else", () => {
  const view = Point.arrayView(allocate(Point, 2), 2);
  view.set(1, { x: 5, y: 6 });
  assert.deepEqual([view.at(1)?.x, view.at(-1)?.y, view.at(-2)?.x], [5, 6, 0]);
  for (const index of [2, -3, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) assert.equal(view.at(index), undefined);
});

test("assigning a nested struct copies it, and reading it gives a view", () => {
  const line = Line.create({
    from: { x: 1, y: 2 },
    to: Point.create({ x: 3, y: 4 }),
    name: "edge",
    key: [1, 2, 3, 255],
  });
  assert.equal(Line.size, symbols.line_size());
  assert.equal(symbols.check_line(line.pointer), 0);
  const { from } = line;
  line.to = from;
  from.x = 50;
  assert.deepEqual([line.from.x, line.to.x], [50, 1]);
  Line.assign(line, { to: { x: 8, y: 9 } });
  assert.deepEqual(line.toObject(), {
    from: { x: 50, y: 2 },
    to: { x: 8, y: 9 },
    name: "edge",
    key: new Uint8Array([1, 2, 3, 255]),
  });
  assert.deepEqual(JSON.parse(JSON.stringify(line.from)), { x: 50, y: 2 });
});

test("char arrays are strings or bytes as declared", () => {
  const line = Line.create();
  assert.equal(line.name, "");
  line.name = "naïve";
  assert.equal(line.name, "naïve");
  line.name = "a";
  symbols.fill_line(line.pointer);
  assert.equal(line.name, "12345678");
  assert.deepEqual(line.key, new Uint8Array([0, 0, 0, 9]));
  line.key = new Uint8Array([9, 8, 7, 6]);
  assert.deepEqual([...line.key], [9, 8, 7, 6]);
  assert.match(
    describeRefusal(() => (line.name = "12345678")),
    /^FFI_ARGUMENT_RANGE line\.name|^FFI_ARGUMENT_RANGE .*name: the string takes 9/,
  );
  assert.match(
    describeRefusal(() => (line.name = "a\0b")),
    /^FFI_STRING_CONTENT .*name: the string has a NUL/,
  );
  assert.match(
    describeRefusal(() => (line.key = new Uint8Array(3))),
    /^FFI_ARGUMENT_RANGE .*key: expected 4 bytes, got 3/,
  );
  const untyped = line as unknown as Record<"name" | "key", unknown>;
  assert.match(
    describeRefusal(() => (untyped.name = 5)),
    /^FFI_ARGUMENT_TYPE .*name: expected a string, got 5/,
  );
});

test("an instance is copied with the text that C left in it, also where that fills its array", () => {
  const Pair = c.struct("pair_of_lines", { first: Line, second: Line });
  const pair = Pair.create();
  const { pointer } = pair.first;
  symbols.fill_line(pointer);
  const bytes = pointer.bytes(Line.size);
  // char name[8], filled without a NUL.
  bytes.fill(0x61, Line.offsetOf("name"), Line.offsetOf("name") + 8);
  pair.second = pair.first;
  assert.equal(pair.second.name, "aaaaaaaa");
  assert.equal(Line.create(pair.first).name, "aaaaaaaa");
  pair.first.name = "short";
  assert.equal(pair.second.name, "aaaaaaaa");
});

test("a pointer member with a count beside it knows its size", () => {
  using values = allocate(c.i32, 3);
  values.set(2, 42);
  const list = List.create();
  symbols.fill_list(list.pointer, values, 3);
  assert.equal(list.values?.get(2), 42);
  assert.match(
    describeRefusal(() => list.values?.get(3)),
    /^FFI_OUT_OF_BOUNDS/,
  );
  list.values = null;
  assert.equal(list.values, null);
});

test("strings and memory that a struct points to live as long as it does", () => {
  const entries = Array.from({ length: 200 }, (_, index) =>
    Entry.create({ name: "x".repeat(index), place: Point.create({ x: index, y: 0 }).pointer }),
  );
  for (let round = 0; round < 50; round++) Array.from({ length: 1000 }, () => new Uint8Array(1000));
  for (const [index, entry] of entries.entries()) {
    assert.equal(symbols.name_length(entry.pointer), index);
    assert.equal(symbols.place_x(entry.pointer), index);
  }
});

test("a pointer member takes only pointers to its type", () => {
  const entry = Entry.create({ name: null, place: null });
  using line = allocate(Line);
  const untyped = entry as unknown as { place: unknown };
  assert.match(
    describeRefusal(() => (untyped.place = line)),
    /^FFI_ARGUMENT_TYPE struct entry\.place: expected a Pointer to struct point, got a Pointer to struct line/,
  );
  untyped.place = line.cast(Point);
  assert.match(
    describeRefusal(() => (untyped.place = 5)),
    /expected a Pointer or null, got 5/,
  );
});

test("unions are views, and flexible arrays take no room", () => {
  assert.equal(Mixed.size, symbols.mixed_size());
  const mixed = Mixed.create();
  mixed.kind = 1;
  mixed.value = { real: 0.5 } as never;
  assert.equal(symbols.mixed_real(mixed.pointer), 0.5);
  mixed.kind = 0;
  mixed.value.whole = 7n;
  assert.equal(symbols.mixed_real(mixed.pointer), 7);
  const value = Value.create({ whole: 1n });
  assert.equal(value.whole, 1n);
});

test("what was freed is not viewed any more", () => {
  const memory = allocate(Point, 2);
  const point = Point.at(memory);
  const points = Point.arrayView(memory, 2);
  const inner = points.at(1);
  memory[Symbol.dispose]();
  for (const use of [
    () => point.x,
    () => (point.x = 1),
    () => point.toObject(),
    () => points.at(0),
    () => [...points],
    () => points.set(0, { x: 0, y: 0 }),
    () => inner?.y,
    () => Point.at(memory),
    () => symbols.scale_point(point.pointer, 1),
  ]) {
    assert.match(describeRefusal(use), /^FFI_USE_AFTER_FREE/);
  }
});

test("what an instance holds ends with it: nested structs, pointers, and the bytes behind them", () => {
  const line = Line.create();
  const { pointer } = line;
  const { from } = line;
  const inner = from.pointer;
  const bytes = pointer.bytes(Line.size);
  from.x = 7;
  assert.equal(new DataView(bytes.buffer, bytes.byteOffset).getFloat64(0, true), 7);
  const neighbour = Line.create();
  line[Symbol.dispose]();
  for (const use of [() => from.x, () => (from.x = 1), () => from.toObject(), () => inner.value, () => pointer.value]) {
    assert.match(describeRefusal(use), /^FFI_USE_AFTER_FREE/);
  }
  assert.equal(bytes.length, 0);
  // Instances share their memory: only one of them has ended.
  neighbour.from.x = 8;
  assert.equal(neighbour.toObject().from.x, 8);
});

const Deep = c.struct("deep", { tag: c.u8, line: Line, spare: Line });
const Packed = c.struct("packed_lines", { tag: c.u8, line: Line }, { packed: true });

test("structs inside of structs are reached in memory of C, of Koine and of values, aligned or not", () => {
  const foreign = symbols.make_points(64) ?? assert.fail("no memory");
  using owned = allocate(Deep);
  using misaligned = allocate(Packed);
  const moved = foreign.cast(c.u8).add(13).cast(Packed);
  const outers = [
    Deep.at(foreign.cast(Deep)),
    Deep.at(owned),
    Deep.create(),
    Packed.at(misaligned),
    Packed.at(moved),
    Packed.create(),
  ];
  for (const outer of outers) {
    for (let round = 0; round < 3; round++) {
      const { line } = outer;
      line.from.x = round + 1;
      line.to.y = -round;
      outer.tag = round;
      assert.deepEqual([outer.line.from.x, outer.line.to.y, outer.tag], [round + 1, -round, round]);
      assert.equal(outer.line.to.pointer.address, line.pointer.address + 16n);
    }
  }
  const { from } = Deep.at(owned).line;
  const { line } = outers[2] ?? assert.fail();
  owned[Symbol.dispose]();
  outers[2]?.[Symbol.dispose]();
  for (const read of [() => from.x, () => outers[1]?.line, () => line.from, () => outers[2]?.line.from.x]) {
    assert.match(describeRefusal(read), /^FFI_USE_AFTER_FREE struct (?:point|line|deep)/);
  }
  symbols.free_memory(foreign);
});

test("an instance that owns its memory ends with it", () => {
  const point = Point.create({ x: 1, y: 2 });
  const { pointer } = point;
  point[Symbol.dispose]();
  point[Symbol.dispose]();
  assert.match(
    describeRefusal(() => point.x),
    /^FFI_USE_AFTER_FREE struct point/,
  );
  assert.match(
    describeRefusal(() => pointer.value),
    /^FFI_USE_AFTER_FREE/,
  );
  assert.match(
    describeRefusal(() => point.toObject()),
    /^FFI_USE_AFTER_FREE/,
  );
  using memory = allocate(Point);
  const view = Point.at(memory);
  view[Symbol.dispose]();
  view.x = 3;
  assert.equal(memory.value.x, 3);
});

test("views of other types, null and bad lengths are refused", () => {
  using line = allocate(Line);
  const at = (pointer: unknown): unknown => Point.at(pointer as never);
  const view = (pointer: unknown, length: number): unknown => Point.arrayView(pointer as never, length);
  assert.match(
    describeRefusal(() => at(line)),
    /^FFI_ARGUMENT_TYPE point\.at\(\): expected a Pointer to struct point, got a Pointer to struct line/,
  );
  assert.match(
    describeRefusal(() => at(null)),
    /^FFI_ARGUMENT_TYPE point\.at\(\): expected a Pointer to struct point, got null/,
  );
  assert.match(
    describeRefusal(() => view(line.cast(Point), -1)),
    /^FFI_ARGUMENT_RANGE point\.arrayView\(\): expected a length/,
  );
  assert.match(
    describeRefusal(() => view(line.cast(Point), 4)),
    /^FFI_OUT_OF_BOUNDS/,
  );
});

test("a view is larger than the runtime allows only with words for it", () => {
  const points = symbols.make_points(1) ?? assert.fail("no memory");
  // Node's longest is 4 GiB; Bun takes more. Nothing is read.
  assert.match(
    describeRefusal(() => Point.arrayView(points, 2 ** 28 + 1)),
    /^(?:nothing was thrown$|FFI_UNSUPPORTED this runtime has no views of 4294967312 bytes)/,
  );
  symbols.free_memory(points);
});

test("text in an array keeps a mark of byte order that it begins with", () => {
  const line = Line.create({ from: { x: 0, y: 0 }, to: { x: 0, y: 0 }, name: "\ufeffab", key: new Uint8Array(4) });
  assert.equal(line.name, "\ufeffab");
});
