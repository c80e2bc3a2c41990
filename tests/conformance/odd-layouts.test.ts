/** Structs whose members lie in another order than they are declared, or are called as what every object has; bytes as `char`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { catchError } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const Shuffled = c.struct(
  "shuffled",
  { code: c.i32, kind: c.u8, size: c.u16 },
  { offsets: { code: 8, kind: 0, size: 4 }, size: 32, align: 16 },
);
const Names = c.struct("names", {
  constructor: c.int,
  pointer: c.int,
  toObject: c.int,
  hasOwnProperty: c.int,
  toString: c.double,
});
const Box = c.struct("box", { inner: Names, last: c.int });
const View = c.struct("view", {
  text: c.pointer(c.char, { const: true }),
  bytes: c.pointer(c.i8, { const: true }),
  code: c.array(c.char, 4),
});

const Lanes = c.struct("lanes", { lane: c.array(c.double, 4) }, { align: 64 });
const LanesList = c.struct("lanes_list", {
  items: c.sizedBy("count", c.pointer(Lanes, { const: true })),
  count: c.int,
});

const { symbols } = openLibrary(
  compileLibrary("odd-layouts"),
  {
    shuffled_size: c.fn([], c.usize.number),
    check_shuffled: c.fn([c.pointer(Shuffled)], c.boolean(c.int)),
    turn_shuffled: c.fn([Shuffled], Shuffled),
    sum_names: c.fn([c.pointer(Names)], c.int),
    next_names: c.fn([Names], Names),
    sum_box: c.fn([Box], c.int),
    lanes_size: c.fn([], c.usize.number),
    sum_lanes: c.fn([c.pointer(Lanes, { const: true }), c.int], c.double),
    sum_list: c.fn([c.pointer(LanesList)], c.double),
    make_lanes: c.fn([c.double], Lanes),
    fill_lanes: c.fn([c.out(Lanes)], c.void),
    join: "size_t join(const char *const *parts, size_t count, char *out)",
    check_view: "int check_view(const struct view *given)",
  },
  { types: { view: View } },
);

/** TypeScript takes a member called pointer for a place that it is not. */
function placeOf(names: ReturnType<typeof Names.create>): never {
  return names as never;
}

test("offsets may be given in any order", () => {
  assert.equal(Shuffled.size, symbols.shuffled_size());
  assert.equal(Shuffled.alignment, 16);
  assert.equal(Shuffled.offsetOf("kind"), 0);
  const shuffled = Shuffled.create({ code: -7, kind: 3, size: 500 });
  assert.equal(symbols.check_shuffled(shuffled), true);
  assert.deepEqual(symbols.turn_shuffled(shuffled).toObject(), { code: 7, kind: 4, size: 500 });
});

test("members that overlap are refused, whichever is declared first", () => {
  for (const offsets of [
    { code: 4, kind: 7 },
    { code: 8, kind: 8 },
    { code: 0, kind: 2 },
  ]) {
    const overlapping = c.struct("S", { code: c.i32, kind: c.u8 }, { offsets });
    const { message } = catchError("FFI_DECLARATION_TYPE", () => overlapping.size);
    assert.match(message, /^struct S: member "kind" at offset \d overlaps "code"/);
  }
  assert.equal(c.struct("S", { code: c.i32, kind: c.u8 }, { offsets: { code: 4, kind: 3 } }).size, 8);
});

test("what ends in a flexible array reaches over all that lies behind it", () => {
  const List = c.struct("list", { length: c.int, items: c.flexibleArray(c.int) });
  for (const tail of [c.flexibleArray(c.int), List]) {
    const make = (place: number): number =>
      c.struct("S", { first: c.int, last: c.int, tail }, { offsets: { first: 0, last: 12, tail: place } }).size;
    const { message } = catchError("FFI_DECLARATION_TYPE", () => make(4));
    assert.match(message, /^struct S: member "tail" at offset 4 overlaps "last"/);
    assert.ok(make(16) >= 16);
  }
});

test("values of every kind lie where their alignment wants them", () => {
  assert.equal(Lanes.size, symbols.lanes_size());
  const lane = [1, 2, 3, 4];
  // Between values of other sizes, so that chance does not align them.
  for (let round = 0; round < 50; round++) {
    Shuffled.create();
    assert.equal(symbols.sum_lanes(Lanes.create({ lane }), 1), 10);
    assert.equal(symbols.sum_lanes([{ lane }, { lane }, Lanes.create({ lane })], 3), 30);
    const made = symbols.make_lanes(round);
    assert.equal(symbols.sum_lanes(made, 1), 4 * round + 6);
    assert.deepEqual(symbols.fill_lanes().lane, [5, 6, 7, 8]);
    assert.equal(symbols.sum_list(LanesList.create({ items: [{ lane }, { lane }] })), 20);
    using memory = allocate(Lanes, 2);
    memory.set(1, { lane });
    assert.equal(symbols.sum_lanes(memory, 2), 10);
  }
  const Page = c.struct("page", { first: c.u8 }, { align: 4096 });
  assert.equal(Page.create({ first: 1 }).pointer.address % 4096n, 0n);
  assert.equal(Shuffled.create().pointer.address % 16n, 0n);
});

test("a member may be called as what objects have", () => {
  const names = Names.create({ constructor: 1, pointer: 2, toObject: 3, hasOwnProperty: 4, toString: 5 });
  assert.equal(symbols.sum_names(placeOf(names)), 54_321);
  assert.equal(symbols.next_names(names).pointer, 3);
  assert.equal(symbols.next_names(names).constructor, 2);
  names.pointer = 9;
  Names.assign(names, { toObject: 8 } as never);
  assert.equal(symbols.sum_names(placeOf(names)), 54_891);
  const box = Box.create({ inner: names, last: 1 });
  assert.equal(symbols.sum_box(box), 154_891);
  assert.equal(box.inner.constructor, 1);
});

test("members are assigned from plain objects, and nothing else is", () => {
  const inner = { constructor: 1, pointer: 1, toObject: 1, hasOwnProperty: 1, toString: 1 };
  const box = Box.create();
  Box.assign(box, { inner });
  Box.assign(box, { last: 2 });
  assert.equal(symbols.sum_box(box), 211_111);
  const refused: readonly (readonly [() => void, RegExp])[] = [
    [() => Box.assign(box, { lost: 1 } as never), /^box\.assign\(\): struct box has no member "lost"/],
    [() => Box.assign({ inner, last: 1 } as never, {}), /^box\.assign\(\): expected a struct box, got an object/],
    [() => Box.assign(Names.create() as never, {}), /^box\.assign\(\): expected a struct box/],
    [() => Box.assign(box, null as never), /^box\.assign\(\): expected an object of members, got null/],
    [() => Box.assign(box, { inner: { ...inner, pointer: "1" as never } }), /^struct box\.inner\.pointer: expected/],
  ];
  for (const [assign, message] of refused) assert.match(catchError("FFI_ARGUMENT_TYPE", assign).message, message);
  box[Symbol.dispose]();
  catchError("FFI_USE_AFTER_FREE", () => Box.assign(box, { last: 1 }));
});

test("texts and bytes are taken where C only reads characters", () => {
  const out = new Uint8Array(16);
  const length = symbols.join(["ab", "ä", new Uint8Array([200, 0])], 3, out);
  assert.deepEqual([...out.subarray(0, Number(length))], [97, 98, 0xc3, 0xa4, 200]);
  const view = View.create({ text: "ä", bytes: Uint8Array.of(200), code: Uint8Array.of(1, 2, 3, 250) });
  assert.equal(symbols.check_view(view), 1);
  View.assign(view, { text: "b" });
  assert.equal(symbols.check_view(view), 0);
  const { message } = catchError("FFI_STRING_CONTENT", () =>
    View.create({ text: "a\0b", bytes: null, code: [0, 0, 0, 0] }),
  );
  assert.match(message, /^struct view\.text: /);
});
