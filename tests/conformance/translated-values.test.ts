/** `c.mapped`, enums and flags: what C receives, what comes back, and what is freed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import type { Pointer } from "koine";
import { compileLibrary } from "./native-library.ts";
import { describeRefusal } from "./describe-refusal.ts";

const path = compileLibrary("type-arguments");
const Seconds = c.mapped(c.i64, {
  toNative: (date: Date) => BigInt(Math.floor(date.getTime() / 1000)),
  fromNative: (seconds) => new Date(Number(seconds) * 1000),
});

type Chars = Pointer<typeof c.char>;

const strings = openLibrary(path, {
  string_make: c.fn([c.int], c.pointer(c.char)),
  string_free: c.fn([c.pointer(c.char)], c.void),
  string_live: c.fn([], c.int),
}).symbols;

/** A number of characters, as a string that C makes and frees. */
const Repeated = c.mapped(c.pointer(c.char), {
  toNative: (length: number) => strings.string_make(length),
  fromNative: (pointer) => pointer?.string().length ?? 0,
  free: (pointer) => strings.string_free(pointer as Chars),
});
const Holder = c.struct("holder", { text: Repeated, number: c.int });
const Scale = c.enum("Scale", { SMALL: 1, LARGE: 2n ** 40n });
const OpenScale = c.enum("OpenScale", { SMALL: 1, LARGE: 2n ** 60n }, { open: true });
const Direction = c.enum("Direction", { LEFT: -1, NONE: 0, RIGHT: 1, EAST: 1 }, { base: c.i16 });
const Size = c.enum("Size", { NONE: 0, HUGE: 2 ** 40 }, { open: true });
const Mode = c.flags("Mode", { READ: 1, WRITE: 2, HIGH: 2 ** 31 });
const OpenMode = c.flags("OpenMode", { READ: 1 }, { open: true });

const { symbols } = openLibrary(path, {
  later: c.fn([Seconds, c.i64], Seconds),
  split_seconds: c.fn([Seconds, c.out(Seconds)], c.void),
  string_length: c.fn([Repeated], c.usize.number),
  string_make: c.fn([c.int], Repeated),
  holder_length: c.fn([Holder], c.usize.number),
  total_length: c.fn([c.nullTerminated(Repeated)], c.usize.number),
  call_with: c.fn([c.callback([c.int], c.int), Repeated], c.int),
  wide_echo: c.fn([Scale], Scale),
  short_echo: c.fn([Direction], Direction),
  flags_echo: c.fn([Mode], Mode),
});

test("arguments, results and out-parameters are translated, cold and hot", () => {
  for (let round = 0; round < 5000; round++) {
    const date = symbols.later(new Date(round * 1000), 60);
    assert.ok(date instanceof Date);
    assert.equal(date.getTime(), round * 1000 + 60_000);
  }
  assert.equal(symbols.split_seconds(new Date(180_000)).getTime(), 3000);
});

test("what a translation makes for a call is freed after it", () => {
  const before = strings.string_live();
  for (let round = 0; round < 2000; round++) assert.equal(symbols.string_length(round % 30), round % 30);
  assert.equal(strings.string_live(), before);
});

test("it is freed when a callback throws, when another argument is refused, and when toNative throws", () => {
  const before = strings.string_live();
  const stop = new Error("stop");
  for (let round = 0; round < 200; round++) {
    assert.equal(
      symbols.call_with((length) => length * 2, 4),
      8,
    );
    assert.throws(
      () =>
        symbols.call_with(() => {
          throw stop;
        }, 5),
      (error) => error === stop,
    );
    assert.match(
      describeRefusal(() => symbols.call_with("no function" as never, 5)),
      /^FFI_ARGUMENT_TYPE call_with\(\): argument 1/,
    );
    assert.match(
      describeRefusal(() => symbols.string_length("a" as never)),
      /^FFI_ARGUMENT_TYPE string_make\(\): argument 1/,
    );
  }
  assert.equal(strings.string_live(), before);
});

test("members of structs and elements of arrays are translated and freed, too", () => {
  const before = strings.string_live();
  for (let round = 0; round < 500; round++) {
    assert.equal(symbols.holder_length({ text: 7, number: 1 }), 7);
    assert.equal(symbols.total_length([1, 2, 3]), 9);
    assert.match(
      describeRefusal(() => symbols.holder_length({ text: 7, number: 0.5 })),
      /^FFI_ARGUMENT_RANGE holder_length\(\): argument 1\.number: expected an integer/,
    );
  }
  assert.equal(strings.string_live(), before);
  using holder = allocate(Holder);
  holder.value = { text: 3, number: 1 };
  assert.deepEqual(holder.value, { text: 3, number: 1 });
  assert.equal(strings.string_live(), before + 1, "what is in memory is not freed");
  const view = Holder.at(holder);
  assert.equal(view.text, 3);
  strings.string_free(holder.cast(c.pointer(c.char)).value);
});

test("callbacks get and give translated values", () => {
  const next = c.callback([Seconds, c.nullTerminated(c.string)], Seconds, { onThrow: new Date(7000) });
  const { next_time } = openLibrary(path, { next_time: c.fn([next, Seconds], Seconds) }).symbols;
  for (let round = 0; round < 2000; round++) {
    const time = next_time(
      (date, months) => {
        assert.ok(date instanceof Date);
        assert.deepEqual(months, ["January", "February", "March"]);
        return new Date(date.getTime() + 10_000);
      },
      new Date(round * 1000),
    );
    assert.equal(time.getTime(), round * 1000 + 11_000);
  }
  assert.throws(() => next_time(() => "no date" as never, new Date(0)), TypeError);
});

test("results of toNative are checked like arguments", () => {
  const Wrong = c.mapped(c.i16, { toNative: (value: number) => value, fromNative: (value) => value });
  const { short_echo } = openLibrary(path, { short_echo: c.fn([Wrong], Wrong) }).symbols;
  assert.equal(short_echo(-5), -5);
  assert.match(
    describeRefusal(() => short_echo(40_000)),
    /^FFI_ARGUMENT_RANGE short_echo\(\): argument 1: expected an integer from -32768 to 32767, got 40000/,
  );
});

test("members of an enum cross as they are declared", () => {
  for (let round = 0; round < 2000; round++) {
    assert.equal(symbols.wide_echo(Scale.members.SMALL), 1);
    assert.equal(symbols.wide_echo(Scale.members.LARGE), 2n ** 40n);
    assert.equal(symbols.short_echo(Direction.members.LEFT), -1);
    assert.equal(symbols.short_echo(Direction.members.EAST), Direction.members.RIGHT);
  }
  assert.match(
    describeRefusal(() => symbols.wide_echo(2 as never)),
    /^FFI_ARGUMENT_RANGE wide_echo\(\): argument 1: expected a value of enum Scale, got 2/,
  );
  assert.match(
    describeRefusal(() => symbols.wide_echo(1n)),
    /^FFI_ARGUMENT_RANGE/,
  );
  assert.match(
    describeRefusal(() => symbols.wide_echo("SMALL" as never)),
    /^FFI_ARGUMENT_TYPE/,
  );
  assert.match(
    describeRefusal(() => symbols.short_echo(2 as never)),
    /^FFI_ARGUMENT_RANGE .* expected a value of enum Direction/,
  );
});

test("open enums give numbers where their members are numbers", () => {
  const open = openLibrary(path, { wide_echo: c.fn([Size], Size) }).symbols;
  assert.equal(open.wide_echo(2 ** 40), 2 ** 40);
  assert.equal(open.wide_echo(17), 17);
  const mixed = openLibrary(path, { wide_echo: c.fn([OpenScale], OpenScale) }).symbols;
  assert.equal(mixed.wide_echo(17), 17);
  assert.equal(mixed.wide_echo(17n), 17);
  assert.equal(mixed.wide_echo(2n ** 60n), 2n ** 60n);
  assert.equal(mixed.wide_echo(2n ** 62n + 1n), 2n ** 62n + 1n);
});

test("flags take every combination of their bits, of either sign, and give them without one", () => {
  for (let round = 0; round < 2000; round++) {
    assert.equal(symbols.flags_echo(Mode.members.READ | Mode.members.WRITE), 3);
    assert.equal(symbols.flags_echo(Mode.members.HIGH | Mode.members.READ), 2 ** 31 + 1);
  }
  assert.equal(symbols.flags_echo(0), 0);
  assert.deepEqual(Mode.names(symbols.flags_echo(Mode.of("HIGH", "WRITE"))), ["WRITE", "HIGH"]);
  assert.match(
    describeRefusal(() => symbols.flags_echo(4)),
    /^FFI_ARGUMENT_RANGE flags_echo\(\): argument 1: expected a combination of the members of enum Mode, got 4/,
  );
  assert.match(
    describeRefusal(() => symbols.flags_echo(1n as never)),
    /^FFI_ARGUMENT_TYPE/,
  );
  const open = openLibrary(path, { flags_echo: c.fn([OpenMode], OpenMode) }).symbols;
  assert.equal(open.flags_echo(~OpenMode.members.READ), 2 ** 32 - 2);
});

test("enums and flags in bit-fields take their members alone", () => {
  const Kind = c.enum("Kind", { NONE: 0, SOME: 2 });
  const Small = c.flags("Small", { A: 1, B: 4 });
  const Bits = c.struct("Bits", { kind: c.bits(Kind, 2), set: c.bits(Small, 3), rest: c.bits(c.uint, 3) });
  const bits = Bits.create({ kind: 2, set: 5, rest: 7 });
  assert.deepEqual(bits.toObject(), { kind: 2, set: 5, rest: 7 });
  assert.equal(bits.pointer.bytes(1)[0], 0b1111_0110);
  bits.set = Small.of("B");
  assert.equal(bits.pointer.bytes(1)[0], 0b1111_0010);
  assert.match(
    describeRefusal(() => (bits.kind = 1 as never)),
    /^FFI_ARGUMENT_RANGE .*kind: expected a value of enum Kind, got 1/,
  );
  assert.match(
    describeRefusal(() => (bits.set = 2)),
    /^FFI_ARGUMENT_RANGE .*set: expected a combination of the members/,
  );
  assert.match(
    describeRefusal(() => (bits.rest = 8)),
    /^FFI_ARGUMENT_RANGE .*rest: 8 does not fit 3 bits/,
  );
});

test("enums, flags and translations work in structs", () => {
  const Record = c.struct("Record", { direction: Direction, mode: Mode, scale: Scale, at: Seconds });
  const record = Record.create({ direction: -1, mode: 3, scale: 2n ** 40n, at: new Date(5000) });
  assert.deepEqual(record.toObject(), { direction: -1, mode: 3, scale: 2n ** 40n, at: new Date(5000) });
  record.mode = Mode.of("HIGH");
  assert.equal(record.mode, 2 ** 31);
  assert.match(
    describeRefusal(() => (record.mode = 8)),
    /^FFI_ARGUMENT_RANGE .*mode: expected a combination/,
  );
  assert.match(
    describeRefusal(() => (record.scale = 3 as never)),
    /^FFI_ARGUMENT_RANGE .*scale: expected a value of enum Scale/,
  );
});
