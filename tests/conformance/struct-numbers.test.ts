/**
 * Numbers in struct values, which accessors reach through typed arrays or, where those do not reach, through a view: of every type, in
 * every kind of memory, and after its end. C checks what was written, and says what is read.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { describeRefusal } from "./describe-refusal.ts";

const members = {
  flag: c.bool,
  i8: c.i8,
  u8: c.u8,
  i16: c.i16,
  u16: c.u16,
  i32: c.i32,
  u32: c.u32,
  f32: c.float,
  i64: c.i64,
  u64: c.u64,
  f64: c.double,
} as const;
const Numbers = c.struct("numbers", members);
const Packed = c.struct("packed_numbers", members, { packed: true });

const library = openLibrary(compileLibrary("struct-numbers"), {
  check_numbers: c.fn([c.pointer(Numbers), c.int], c.bool),
  fill_numbers: c.fn([c.pointer(Numbers), c.int], c.void),
  check_packed: c.fn([c.pointer(Packed), c.int], c.bool),
  fill_packed: c.fn([c.pointer(Packed), c.int], c.void),
  foreign_numbers: c.fn([], c.pointer(Numbers)),
  crooked_numbers: c.fn([], c.pointer(Numbers)),
  constant_numbers: c.variable(Numbers, { readonly: true }),
});
const { symbols } = library;

type Values = c.Infer<typeof Numbers>;

/** The values that C writes and expects for a number, as the C file states them. */
function valuesFor(step: number): Record<string, unknown> {
  return {
    flag: step % 2 === 1,
    i8: -step,
    u8: 200 + step,
    i16: -3000 - step,
    u16: 60_000 + step,
    i32: -2_000_000_000 - step,
    u32: 4_000_000_000 + step,
    f32: step + 0.5,
    i64: -9_000_000_000_000_000_000n - BigInt(step),
    u64: 18_000_000_000_000_000_000n + BigInt(step),
    f64: step / 4,
  };
}

/** Reads member by member. */
function membersOf(numbers: Values): Record<string, unknown> {
  const names = Object.keys(members) as (keyof typeof members)[];
  return Object.fromEntries(names.map((name) => [name, numbers[name]]));
}

function assertFollowsC(numbers: Values, fill: (step: number) => void, check: (step: number) => boolean): void {
  for (let step = 1; step < 40; step++) {
    fill(step);
    assert.deepEqual(membersOf(numbers), valuesFor(step));
    assert.equal(check(step), true);
    Object.assign(numbers, valuesFor(step + 1));
    assert.equal(check(step + 1), true, `step ${step}`);
  }
}

function follow(numbers: ReturnType<typeof Numbers.create>): void {
  const { pointer } = numbers;
  assertFollowsC(
    numbers,
    (step) => symbols.fill_numbers(pointer, step),
    (step) => symbols.check_numbers(pointer, step),
  );
}

test("an instance, an element, and what lies in memory of Koine and of C are read and written in place", () => {
  follow(Numbers.create());
  using memory = allocate(Numbers, 3);
  follow(Numbers.at(memory.add(1)));
  follow(Numbers.arrayView(memory, 3).at(2) ?? assert.fail("no such element"));
  const foreign = symbols.foreign_numbers() ?? assert.fail("no memory");
  follow(Numbers.at(foreign));
  follow(Numbers.arrayView(foreign, 2).at(1) ?? assert.fail("no such element"));
});

test("so is what lies where C would not put it", () => {
  const crooked = symbols.crooked_numbers() ?? assert.fail("no memory");
  assert.notEqual(crooked.address % 8n, 0n);
  follow(Numbers.at(crooked));
  follow(Numbers.arrayView(crooked, 2).at(1) ?? assert.fail("no such element"));
});

test("packed members cross the borders of words", () => {
  using memory = allocate(Packed, 3);
  for (const packed of [Packed.create(), Packed.at(memory.add(1)), ...Packed.arrayView(memory, 3)]) {
    const pointer = packed.pointer;
    assertFollowsC(
      packed,
      (step) => symbols.fill_packed(pointer, step),
      (step) => symbols.check_packed(pointer, step),
    );
  }
});

test("what a member does not accept is refused, with its name, and changes nothing", () => {
  using memory = allocate(Numbers, 1);
  const crooked = symbols.crooked_numbers() ?? assert.fail("no memory");
  const refused: readonly (readonly [keyof typeof members, unknown, string])[] = [
    ["flag", 1, "TYPE"],
    ["i8", 128, "RANGE"],
    ["u8", -1, "RANGE"],
    ["i16", 1.5, "RANGE"],
    ["u16", "7", "TYPE"],
    ["i32", 2 ** 31, "RANGE"],
    ["u32", Number.NaN, "RANGE"],
    ["f32", 1n, "TYPE"],
    ["i64", 2 ** 60, "RANGE"],
    ["u64", -1n, "RANGE"],
    ["f64", null, "TYPE"],
  ];
  for (const numbers of [Numbers.create(), Numbers.at(memory), Numbers.at(crooked)]) {
    Object.assign(numbers, valuesFor(3));
    for (const [name, value, code] of refused) {
      const message = describeRefusal(() => Object.assign(numbers, { [name]: value }));
      assert.match(message, new RegExp(`^FFI_ARGUMENT_${code} struct numbers\\.${name}: expected`, "u"));
    }
    assert.equal(symbols.check_numbers(numbers.pointer, 3), true);
    Object.assign(numbers, { i64: 5, u64: 6 });
    assert.deepEqual([numbers.i64, numbers.u64], [5n, 6n]);
  }
});

test("memory that has ended is neither read nor written, however it was reached", () => {
  const memory = allocate(Numbers, 2);
  const [view] = [Numbers.at(memory)];
  const array = Numbers.arrayView(memory, 2);
  const element = array.at(1) ?? assert.fail("no such element");
  const iterator = array[Symbol.iterator]();
  const own = Numbers.create(valuesFor(1) as never);
  for (let step = 0; step < 2000; step++) {
    view.i32 = step;
    assert.equal(view.i32 + element.u8 + own.f64, step + 0.25);
  }
  memory[Symbol.dispose]();
  own[Symbol.dispose]();
  for (const numbers of [view, element, own]) {
    assert.match(
      describeRefusal(() => numbers.i32),
      /^FFI_USE_AFTER_FREE struct numbers was freed/u,
    );
    // Whether the value would be accepted makes no difference.
    for (const value of [1, "no number"]) {
      const message = describeRefusal(() => Object.assign(numbers, { i32: value }));
      assert.match(message, /^FFI_USE_AFTER_FREE struct numbers was freed/u);
    }
  }
  assert.match(
    describeRefusal(() => array.at(0)),
    /^FFI_USE_AFTER_FREE array of struct numbers/u,
  );
  assert.match(
    describeRefusal(() => [...array]),
    /^FFI_USE_AFTER_FREE array of struct numbers/u,
  );
  assert.match(
    describeRefusal(() => iterator.next().value?.i32),
    /^FFI_USE_AFTER_FREE struct numbers/u,
  );
});

test("variables that are not written are read through views, and say so", () => {
  const constant = symbols.constant_numbers.value;
  assert.deepEqual(membersOf(constant), valuesFor(7));
  assert.equal(constant.u32, 4_000_000_007);
  assert.match(
    describeRefusal(() => Object.assign(constant, { u32: 1 })),
    /^FFI_READ_ONLY/u,
  );
});

test("accessors belong to instances", () => {
  const prototype = Object.getPrototypeOf(Numbers.create()) as object;
  assert.throws(() => Reflect.get(prototype, "i32", {}), TypeError);
  const crooked = symbols.crooked_numbers() ?? assert.fail("no memory");
  assert.equal(Numbers.at(crooked).constructor.name, Numbers.create().constructor.name);
  // Instances of both kinds are values of the type.
  Object.assign(Numbers.at(crooked), valuesFor(4));
  assert.deepEqual(Numbers.create(Numbers.at(crooked)).toObject(), valuesFor(4));
});
