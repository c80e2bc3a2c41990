/** Values whose place is easy to get wrong: packed structs, bit-fields, arrays in structs, parts of registers, the stack. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import type { CType } from "koine";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import { compileLibrary, compileSource } from "./native-library.ts";

const path = compileLibrary("odd-values");
const array = (element: CType, length: number): { readonly values: CType } => ({ values: c.array(element, length) });

/** A type, the function that turns its values over, what goes in before and after it, and what comes out. */
const turns: ReadonlyArray<readonly [name: string, type: CType, given: object, expected: object]> = [
  [
    "turn7",
    c.struct("packed7", { a: c.int, b: c.char, c: c.short }, { packed: true }),
    { a: -1, b: 2, c: -300 },
    { a: 0, b: 3, c: -299 },
  ],
  [
    "turn_bits16",
    c.struct("bits16", { a: c.bits(c.uint, 20), b: c.bits(c.uint, 20), c: c.bits(c.ulonglong, 40) }),
    { a: 0xfffff, b: 0, c: 0x12_3456_789an },
    { a: 0, b: 0xfffff, c: 0xed_cba9_8765n },
  ],
  [
    "turn_bits8",
    c.struct("bits8", {
      a: c.bits(c.uchar, 3),
      b: c.bits(c.schar, 4),
      c: c.bits(c.bool, 1),
      ":1": c.bits(c.int, 0),
      d: c.bits(c.short, 9),
    }),
    { a: 6, b: 7, c: true, d: -255 },
    { a: 7, b: -7, c: false, d: 255 },
  ],
  [
    "turn_mixed",
    c.struct("mixed_bits", {
      x: c.float,
      a: c.bits(c.int, 7),
      ":1": c.bits(c.int, 5),
      b: c.bits(c.uint, 3),
      y: c.double,
    }),
    { x: 0.5, a: -63, b: 5, y: 1e300 },
    { x: -0.5, a: 63, b: 2, y: -1e300 },
  ],
  ["turn_float2", c.struct("float2", array(c.float, 2)), { values: [1, 2] }, { values: [2, 1] }],
  ["turn_float3", c.struct("float3", array(c.float, 3)), { values: [1, 2, 3] }, { values: [3, 2, 1] }],
  ["turn_float4", c.struct("float4", array(c.float, 4)), { values: [1, 2, 3, 4] }, { values: [4, 3, 2, 1] }],
  ["turn_double2", c.struct("double2", array(c.double, 2)), { values: [0.1, 0.2] }, { values: [0.2, 0.1] }],
  ["turn_double3", c.struct("double3", array(c.double, 3)), { values: [1, 2, 3] }, { values: [3, 2, 1] }],
  ["turn_char16", c.struct("char16", array(c.schar, 16)), { values: count(16) }, { values: count(16).reverse() }],
  ["turn_char17", c.struct("char17", array(c.schar, 17)), { values: count(17) }, { values: count(17).reverse() }],
  ["turn_wide2", c.struct("wide2", array(c.longdouble, 2)), { values: [0.1, -3] }, { values: [-3, 0.1] }],
  ["next", c.struct("one", { only: c.char }), { only: -2 }, { only: -1 }],
  [
    "turn_nested",
    c.struct("nested16", {
      items: c.array(c.struct("item", { a: c.short, b: c.array(c.schar, 2) }), 3),
      last: c.float,
    }),
    { items: [1, 2, 3].map((a) => ({ a, b: [a, -a] })), last: 0.5 },
    { items: [3, 2, 1].map((a) => ({ a: -a, b: [a, -a] })), last: 1 },
  ],
];

function count(length: number): number[] {
  return Array.from({ length }, (_, index) => index - 8);
}

/** A value as plain data, whatever views it is made of. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Int8Array);
  if (Array.isArray(value) || Symbol.iterator in value) return Array.from(value as Iterable<unknown>, plain);
  const object = "toObject" in value ? (value as { toObject(): object }).toObject() : value;
  return Object.fromEntries(Object.entries(object).map(([name, member]) => [name, plain(member)]));
}

for (const [name, type, given, expected] of turns) {
  test(`${name}: a struct goes in and comes out, cold and hot`, () => {
    const { symbols } = openUntyped(path, { [name]: c.fn([type], type) });
    const turn = requireFunction(symbols, name);
    assert.deepEqual(plain(turn(given)), expected);
    const instance = turn(given);
    assert.deepEqual(plain(turn(instance)), plain(turn(plain(instance))));
    for (let round = 0; round < 3000; round++) turn(given);
    assert.deepEqual(plain(turn(given)), expected);
  });
}

test("packed structs stand between other arguments", () => {
  const packed9 = c.struct("packed9", { tag: c.char, value: c.double }, { packed: true });
  const packed16 = c.struct("packed16", { a: c.char, b: c.long, c: c.char, d: c.int, e: c.short }, { packed: true });
  const pack2 = c.struct("pack2", { a: c.char, b: c.double, c: c.int }, { pack: 2 });
  const { turn9, turn16, turn_pack2 } = openLibrary(path, {
    turn9: c.fn([c.int, packed9, c.int], packed9),
    turn16: c.fn([c.char, packed16], packed16),
    turn_pack2: c.fn([pack2, c.double], pack2),
  }).symbols;
  assert.deepEqual(plain(turn9(3, { tag: 1, value: 0.5 }, 10)), { tag: 2, value: 11.5 });
  assert.deepEqual(plain(turn16(5, { a: 1, b: 2n ** 40n, c: 2, d: 7, e: 8 })), {
    a: 6,
    b: -(2n ** 40n),
    c: 3,
    d: -7,
    e: -8,
  });
  assert.deepEqual(plain(turn_pack2({ a: 1, b: 0.25, c: 9 }, 1)), { a: -1, b: 1.25, c: -9 });
});

test("a union of floats and an integer keeps what it was not asked for", () => {
  const overlap = c.union("overlap", { values: c.array(c.float, 4), first: c.int });
  const { turn_overlap } = openLibrary(path, { turn_overlap: c.fn([overlap], overlap) }).symbols;
  assert.deepEqual(plain(turn_overlap({ values: [1, 2, 3, 4] }).values), [1, 2, 3, 1]);
});

test("empty structs take no register", () => {
  const empty = c.struct("empty", {});
  const { around_empty, give_empty } = openLibrary(path, {
    around_empty: c.fn([c.int, empty, c.int, empty, c.double], c.int),
    give_empty: c.fn([c.pointer(c.int), c.int], empty),
  }).symbols;
  assert.equal(around_empty(1, {}, 2, empty.create(), 3), 123);
  using seen = allocate(c.int);
  assert.deepEqual(plain(give_empty(seen, 7)), {});
  assert.equal(seen.value, 7);
});

test("a struct with a flexible array has no size to be passed with", () => {
  const text = c.struct("text", { length: c.int, bytes: c.flexibleArray(c.char) });
  catchError("FFI_DECLARATION_TYPE", () => c.fn([text], c.void));
  catchError("FFI_DECLARATION_TYPE", () => c.fn([], text));
});

test("a narrow result is its part of the register, whatever the rest holds", () => {
  const part = (type: CType, bits: bigint): unknown =>
    requireFunction(openUntyped(path, { register_of: c.fn([c.u64], type) }).symbols, "register_of")(bits);
  const bits = 0xdead_beef_cafe_f180n;
  assert.equal(part(c.i8, bits), -128);
  assert.equal(part(c.u8, bits), 128);
  assert.equal(part(c.i16, bits), 0xf180 - 0x1_0000);
  assert.equal(part(c.u16, bits), 0xf180);
  assert.equal(part(c.i32, bits), 0xcafe_f180 | 0);
  assert.equal(part(c.u32, bits), 0xcafe_f180);
  assert.equal(part(c.bool, 0xffff_ff01n), true);
  assert.equal(part(c.bool, 0xffff_ff00n), false);
  assert.deepEqual(plain(part(c.struct("pair", { a: c.i8, b: c.u8 }), bits)), { a: -128, b: 0xf1 });
});

test("a float is the low half of its register", () => {
  const { float_register_of } = openLibrary(path, { float_register_of: c.fn([c.u64], c.float) }).symbols;
  assert.equal(float_register_of(0xffff_ffff_3fc0_0000n), 1.5);
});

test("narrow arguments are extended to int, as C's callers do", () => {
  const widened = (type: CType, value: unknown): unknown =>
    requireFunction(openUntyped(path, { widened: c.fn([type], c.int) }).symbols, "widened")(value);
  assert.equal(widened(c.i8, -5), -5);
  assert.equal(widened(c.u8, 250), 250);
  assert.equal(widened(c.i16, -30_000), -30_000);
  assert.equal(widened(c.u16, 60_000), 60_000);
  assert.equal(widened(c.bool, true), 1);
  assert.equal(widened(c.char, -1), -1);
});

test("127 arguments, structs of both kinds of registers and of the stack among them", () => {
  const types = [
    {
      c: "struct pair",
      type: c.struct("pair", { x: c.double, n: c.int }),
      sum: "a.x + a.n",
      of: (n: number) => ({ x: n, n }),
    },
    { c: "int", type: c.int, sum: "a", of: (n: number) => n },
    {
      c: "struct large",
      type: c.struct("large", { v: c.array(c.int, 5) }),
      sum: "a.v[0] + a.v[4]",
      of: (n: number) => ({ v: [n, 0, 0, 0, n] }),
    },
    { c: "double", type: c.double, sum: "a", of: (n: number) => n },
    { c: "long double", type: c.longdouble, sum: "a", of: (n: number) => n },
    {
      c: "struct tiny",
      type: c.struct("tiny", { v: c.array(c.i8, 3) }),
      sum: "a.v[2]",
      of: (n: number) => ({ v: [0, 0, n] }),
    },
  ];
  const parameters = Array.from({ length: 127 }, (_, index) => types[index % types.length] as (typeof types)[number]);
  const source = `struct pair { double x; int n; }; struct large { int v[5]; }; struct tiny { signed char v[3]; };
double weigh(${parameters.map((parameter, index) => `${parameter.c} a${index}`).join(", ")}) {
  return ${parameters.map(({ sum }, index) => `(${sum.replaceAll(/\ba\b/g, `a${index}`)}) * ${index + 1}.0`).join(" + ")};
}`;
  const { symbols } = openUntyped(compileSource("weigh", source, ["-O1"]), {
    weigh: c.fn(
      parameters.map(({ type }) => type),
      c.double,
    ),
  });
  const factor = [2, 1, 2, 1, 1, 1];
  const expected = parameters.reduce((sum, _, index) => sum + (index - 60) * (factor[index % 6] ?? 0) * (index + 1), 0);
  assert.equal(requireFunction(symbols, "weigh")(...parameters.map(({ of }, index) => of(index - 60))), expected);
});
