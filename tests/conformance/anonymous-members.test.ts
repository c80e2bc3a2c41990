/** Anonymous structs and unions (C17 6.7.2.1p13): their members are used as members of what contains them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { catchError } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const Event = c.struct("event", {
  kind: c.int,
  ":0": c.union("event_value", {
    code: c.i64,
    x: c.double,
    ":0": c.struct("event_parts", { low: c.i16, high: c.i16, ":0": c.bits(c.u32, 3), flag: c.bits(c.u32, 5) }),
  }),
  ":1": c.struct("event_rest", { name: c.string, ":0": c.struct("event_tag", { tag: c.u8 }) }),
});
const Complex = c.union("number", {
  ":0": c.struct("number_parts", { real: c.float, imaginary: c.float }),
  both: c.array(c.float, 2),
});
const Box = c.struct("box", {
  ":0": c.union("box_value", { number: c.int, text: c.string, flag: c.bool }),
  rest: c.int,
});

const Samples = c.struct("samples", {
  count: c.u16,
  is_wide: c.bool,
  ":0": c.union("samples_values", {
    narrow: c.sizedBy("count", c.pointer(c.i32, { const: true })),
    wide: c.sizedBy("count", c.pointer(c.double, { const: true })),
  }),
  ":1": c.struct("samples_length", { length: c.u32 }),
  text: c.sizedBy("length", c.string),
});

const { symbols } = openLibrary(compileLibrary("anonymous-members"), {
  event_size: c.fn([], c.usize.number),
  event_offset: c.fn([c.int], c.usize.number),
  fill_event: c.fn([c.pointer(Event), c.i64], c.void),
  event_code: c.fn([c.pointer(Event, { const: true })], c.i64),
  event_high: c.fn([c.pointer(Event, { const: true })], c.int),
  event_flag: c.fn([c.pointer(Event, { const: true })], c.uint),
  check_event: c.fn([Event, c.double], c.int),
  make_event: c.fn([c.i16, c.i16], Event),
  conjugate: c.fn([Complex], Complex),
  sum_events: c.fn([c.pointer(Event, { const: true }), c.int], c.double),
  sum_samples: c.fn([c.pointer(Samples, { const: true })], c.double),
  samples_text: c.fn([c.pointer(Samples, { const: true })], c.u32),
  fill_samples: c.fn([c.pointer(Samples)], c.void),
  box_number: c.fn([c.pointer(Box, { const: true })], c.int),
});

const event = { kind: 3, x: 2.5, name: "given", tag: 9 };

test("their members lie where C has them", () => {
  assert.equal(Event.size, symbols.event_size());
  for (const [index, name] of (["kind", "code", "x", "low", "high", "name", "tag"] as const).entries()) {
    assert.equal(Event.offsetOf(name), symbols.event_offset(index), name);
  }
});

test("instances read and write them directly", () => {
  const view = Event.create();
  symbols.fill_event(view.pointer, 0x0005_fffen);
  assert.deepEqual([view.kind, view.code, view.low, view.high, view.tag], [7, 0x5_fffen, -2, 5, 200]);
  assert.equal(view.name, "filled");
  view.high = -7;
  assert.equal(symbols.event_high(view.pointer), -7);
  view.flag = 21;
  assert.equal(symbols.event_flag(view.pointer), 21);
  view.code = -1n;
  assert.equal(symbols.event_code(view.pointer), -1n);
  const error = catchError("FFI_ARGUMENT_RANGE", () => (view.low = 70_000));
  assert.match(error.message, /^struct event\.low: expected/);
});

test("plain objects give them beside the others, of a union one", () => {
  assert.equal(symbols.check_event(event, 2.5), 0);
  assert.equal(symbols.check_event(Event.create(event), 2.5), 0);
  assert.equal(symbols.event_high(Event.create({ kind: 3, low: 1, high: 2, flag: 3, name: null, tag: 0 })), 2);
});

test("arrays of objects are copied with them", () => {
  assert.equal(symbols.sum_events([event, Event.create({ ...event, x: 1 }), { ...event, x: 4 }], 3), 34.5);
});

test("results have them", () => {
  const made = symbols.make_event(-3, 300);
  assert.deepEqual([made.low, made.high, made.flag, made.name, made.tag], [-3, 300, 17, null, 4]);
  const { real, imaginary, both } = symbols.conjugate({ real: 1, imaginary: 2 });
  assert.deepEqual([real, imaginary, both], [1, -2, [1, -2]]);
  assert.deepEqual(symbols.conjugate({ both: [3, 4] }).toObject(), { real: 3, imaginary: -4, both: [3, -4] });
});

test("toObject lists them, and takes what it gives", () => {
  const view = Event.create(event);
  const copy = view.toObject();
  assert.deepEqual(Object.keys(copy), ["kind", "code", "x", "low", "high", "flag", "name", "tag"]);
  assert.deepEqual(Event.create(copy).toObject(), copy);
  assert.equal(symbols.check_event(copy, 2.5), 0);
});

test("what is missing is named", () => {
  const lacking = (value: object): string =>
    catchError("FFI_ARGUMENT_TYPE", () => Event.create(value as never)).message.split("\n")[0] ?? "";
  const { name: _name, ...nameless } = event;
  assert.equal(lacking(nameless), "struct event: the object has no name");
  const { x: _x, ...empty } = event;
  assert.equal(lacking(empty), "struct event: the object has no code, no x, no low, no high, no flag");
  assert.equal(lacking({ ...empty, low: 1 }), "struct event: the object has no high, no flag");
});

test("unions are copied byte by byte, whichever member holds the value", () => {
  using boxes = allocate(Box, 2);
  const view = Box.arrayView(boxes, 2);
  view.set(0, { number: 0x0102_0304, rest: 5 });
  // As a bool or a text it is nothing that C could have made.
  const first = view.at(0);
  assert.ok(first !== undefined);
  view.set(1, first);
  assert.equal(symbols.box_number(boxes.add(1)), 0x0102_0304);
  assert.equal(symbols.box_number(Box.create(first)), 0x0102_0304);
  assert.equal(symbols.box_number([first]), 0x0102_0304);
});

test("text in a union is not followed before somebody asks for it", () => {
  const box = Box.create({ number: 0x0102_0304, rest: 5 });
  assert.equal(JSON.stringify(box), '{"number":16909060,"flag":true,"rest":5}');
  assert.equal(symbols.box_number(Box.create(box.toObject())), 0x0102_0304);
  const text = Box.create({ text: "seven", rest: 1 });
  assert.equal(text.text, "seven");
  assert.equal(text.toObject().text, "seven");
});

test("what is undefined is no member of a union", () => {
  const given: object = { ...event, x: undefined, code: 5n };
  assert.equal(symbols.event_code(Event.create(given as never)), 5n);
});

test("members are counted by what contains them, and count what is outside", () => {
  const samples = Samples.create({ is_wide: false, narrow: [1, 2, 3], text: "ab" });
  assert.deepEqual([samples.count, samples.length], [3, 2]);
  assert.equal(symbols.sum_samples(samples), 6);
  assert.equal(symbols.samples_text(samples), 97 + 98);
  Object.assign(samples, { wide: [0.5, 0.25] });
  samples.is_wide = true;
  assert.equal(samples.count, 2);
  assert.equal(symbols.sum_samples(samples), 0.75);
  assert.equal(symbols.sum_samples([{ is_wide: true, wide: [2, 4], text: "" }]), 6);
  samples.text = "a\0c";
  assert.equal(symbols.samples_text(samples), 97 + 99);

  symbols.fill_samples(samples);
  assert.deepEqual([samples.wide?.get(2), samples.text], [4, "ab"]);
  catchError("FFI_OUT_OF_BOUNDS", () => samples.wide?.get(3));
  const both = catchError("FFI_ARGUMENT_RANGE", () =>
    Samples.create({ count: 4, is_wide: true, wide: [1, 2], text: "" }),
  );
  assert.match(both.message, /wide: 2 elements, but count is 4/);
});

test("a count that is nowhere is found before memory is touched", () => {
  const Inner = c.union("lost_values", { items: c.sizedBy("count", c.pointer(c.int)) });
  const lost = /union lost_values: member "items" is sized by "count", which is no member/;
  assert.match(catchError("FFI_DECLARATION_TYPE", () => Inner.create()).message, lost);
  assert.match(catchError("FFI_DECLARATION_TYPE", () => allocate(Inner)).message, lost);
  // With a name it is a record of its own, which what contains it does not count.
  assert.match(catchError("FFI_DECLARATION_TYPE", () => c.struct("a", { count: c.int, b: Inner })).message, lost);
  assert.match(
    catchError("FFI_DECLARATION_TYPE", () => c.struct("a", { count: c.double, ":0": Inner })).message,
    /struct a: member "items": its count "count" cannot be of type double/,
  );
  assert.match(
    catchError("FFI_DECLARATION_TYPE", () => c.struct("a", { ":0": Inner }).size).message,
    /^struct a: member/,
  );
});
