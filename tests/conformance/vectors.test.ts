/** Vectors by value, in structs and in memory, with libraries that gcc compiled with and without optimisation. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, currentBackend, openLibrary } from "koine";
import { describeRefusal } from "./describe-refusal.ts";
import { compileLibrary } from "./native-library.ts";

const floats = c.vector(c.float, 4);
const doubles = c.vector(c.double, 2);
const longs = c.vector(c.longlong, 2);
const bytes = c.vector(c.uchar, 8);
const pair = c.vector(c.float, 2);
const eight = c.vector(c.float, 8);
const One = c.struct("one", { v: floats });
const Twins = c.struct("twins", { a: floats, b: longs });
const Tagged = c.struct("tagged", { tag: c.char, v: floats, bytes });
const Narrow = c.struct("narrow", { number: c.int, v: pair });
const Halves = c.union("halves", { v: floats, d: c.array(c.double, 2) });
const Wide = c.struct("wide", { tag: c.int, v: eight });
const visitor = [floats, c.int, One, bytes, Tagged, ...Array.from({ length: 7 }, () => doubles)] as const;

const fewVectors = [c.int, floats, c.double, floats, pair, c.longlong, floats, floats] as const;
const moreVectors = [c.int, floats, longs, floats, c.int, c.int, c.int, c.char, doubles, One, Tagged] as const;
const manyParameters = [...fewVectors, ...moreVectors] as const;

const declarations = {
  add_floats: c.fn([floats, floats], floats, { parameterNames: ["a", "b"] }),
  scale_doubles: c.fn([doubles, c.double], doubles),
  shift_longs: c.fn([longs, c.int], longs),
  invert_bytes: c.fn([bytes], bytes),
  swap_floats: c.fn([pair], pair),
  many: c.fn(manyParameters, floats),
  turn_one: c.fn([One], One),
  cross: c.fn([Twins, c.int], Twins),
  tag: c.fn([c.char, floats, bytes], Tagged),
  sum_tagged: c.fn([Tagged], c.double),
  double_narrow: c.fn([Narrow], Narrow),
  add_halves: c.fn([Halves, Halves], Halves),
  fail_floats: c.fn([floats, c.int], floats, { errno: true }),
  describe_floats: c.fn([floats], c.string),
  sum_lanes: c.fn([c.int], c.double, { variadic: true }),
  visit: c.fn([c.callback(visitor, floats), floats], floats),
  visit_one: c.fn([c.callback([One], One), One], One),
  visit_bytes: c.fn([c.callback([bytes], bytes), bytes], bytes),
  store_floats: c.fn([c.out(floats), c.float], c.void),
  double_floats: c.fn([c.inout(floats)], c.void),
  sum_floats: c.fn([c.pointer(floats, { const: true }), c.int], floats),
  sum_longs: c.fn([c.pointer(longs)], c.longlong),
  sum_wide: c.fn([c.pointer(eight, { const: true }), c.pointer(Wide, { const: true })], c.double),
  by_value_wide: c.fn([Wide], c.int),
  origin: c.variable(floats),
};
const libraries = ["-O2", "-O0"].map((level) => openLibrary(compileLibrary("vectors", [level]), declarations));
const Reverser = c.callback([bytes], bytes, { lifetime: "until", onThrow: [1, 2, 3, 4, 5, 6, 7, 8] });
const lastingLibraries = ["-O2", "-O0"].map((level) =>
  openLibrary(compileLibrary("vectors", [level]), { visit_bytes: c.fn([Reverser, bytes], bytes) }),
);
const skip = currentBackend().capabilities.vectors ? false : "libffi cannot pass vectors";
const ones = [1, 1, 1, 1];
const given = new Float32Array([1, 2, 3, 4]);

for (const [index, { symbols }] of libraries.entries()) {
  const level = index === 0 ? "optimised" : "not optimised";

  test(`they travel like numbers of any kind, cold and hot (${level})`, { skip }, () => {
    for (let round = 0; round < 3000; round++) {
      const sum = symbols.add_floats(
        given,
        round % 2 === 0 ? [0.5, 0, 0, round] : new Float64Array([0.5, 0, 0, round]),
      );
      assert.ok(sum instanceof Float32Array);
      if (sum[0] !== 1.5 || sum[3] !== 4 + round) assert.fail(`round ${round}: ${[...sum].join()}`);
    }
    assert.deepEqual(symbols.scale_doubles([0.5, -2], 3), new Float64Array([1.5, -6]));
    assert.deepEqual(symbols.shift_longs([1n, -3], 40), new BigInt64Array([1n << 40n, -3n << 40n]));
    assert.deepEqual(
      symbols.invert_bytes([0, 1, 2, 3, 252, 253, 254, 255]),
      new Uint8Array([255, 254, 253, 252, 3, 2, 1, 0]),
    );
    assert.deepEqual(symbols.swap_floats([0.25, 8]), new Float32Array([8, 0.25]));
  });

  test(`beyond eight of them they lie on the stack, among integers and structs (${level})`, { skip }, () => {
    const tagged = { tag: 6, v: [3, 3, 3, 3], bytes: [0, 0, 0, 0, 0, 0, 0, 255] };
    const many = symbols.many as unknown as (...values: readonly unknown[]) => Float32Array;
    for (let round = 0; round < 20; round++) {
      const before = [
        1,
        given,
        0.5,
        ones,
        [6, 7],
        100n,
        ones,
        ones,
        2,
        ones,
        [8n, -9n],
        ones,
        3,
        4,
        5,
        10,
        [0.25, 0.75],
      ];
      const sum = many(...before, { v: [2, 2, 2, 2] }, round % 2 === 0 ? tagged : Tagged.create(tagged));
      assert.deepEqual([...sum], [11 + 131, 12 + 6, 13 + 8, 14 + 0.75]);
    }
  });

  test(`structs and unions with them travel as a whole or apart (${level})`, { skip }, () => {
    for (let round = 0; round < 20; round++) {
      assert.deepEqual(symbols.turn_one({ v: given }).toObject(), { v: new Float32Array([-1, -2, -3, -4]) });
      const twins = symbols.cross(Twins.create({ a: given, b: [5n, -6n] }), 3);
      assert.deepEqual([twins.a, twins.b], [new Float32Array([3, 6, 9, 12]), new BigInt64Array([15n, -18n])]);
      const tagged = symbols.tag(7, given, [1, 2, 3, 4, 5, 6, 7, 8]);
      assert.deepEqual([tagged.tag, [...tagged.v], [...tagged.bytes]], [7, [1, 2, 3, 4], [1, 2, 3, 4, 5, 6, 7, 8]]);
      assert.equal(symbols.sum_tagged(tagged), 7 + 10 + 1 + 8);
      const narrow = symbols.double_narrow({ number: 21, v: [0.5, 8] });
      assert.deepEqual([narrow.number, narrow.v], [42, new Float32Array([1, 16])]);
      assert.deepEqual([...symbols.add_halves({ v: given }, { v: ones }).v], [2, 3, 4, 5]);
    }
  });

  test(`errno, texts and variadic calls meet them (${level})`, { skip }, () => {
    for (let round = 0; round < 20; round++) {
      assert.deepEqual(symbols.fail_floats(given, 13), { value: given, errno: 13 });
      assert.equal(symbols.describe_floats(given), "four");
    }
    const one = One.create({ v: [0, 7, 0, 0] });
    const extra = [c.typed(floats, given), one, 30] as const;
    assert.equal(symbols.sum_lanes(1, ...extra), 30 + 10 + 4 + 7000);
    // The ninth register of vectors is none.
    assert.equal(symbols.sum_lanes(5, ...extra, ...extra, ...extra, ...extra, ...extra), 5 * 7044);
  });

  test(`callbacks receive them and give them back, called within a call (${level})`, { skip }, () => {
    for (let round = 0; round < 500; round++) {
      const result = symbols.visit((...values) => {
        const [v, number, one, eightBytes, tagged, ...rest] = values;
        assert.deepEqual([[...v], number, [...one.v]], [[1, 2, 3, 4], 5, [2, 3, 4, 5]]);
        assert.deepEqual([[...eightBytes], tagged.tag, [...tagged.v]], [[1, 2, 3, 4, 5, 6, 7, 8], 9, [2, 4, 6, 8]]);
        assert.deepEqual(
          rest.map((doubled) => [...doubled]),
          [1, 2, 3, 4, 5, 6, 7].map((n) => [n, 2 * n]),
        );
        return round % 2 === 0 ? [0.5, number, -1, 7] : new Float32Array([0.5, number, -1, 7]);
      }, given);
      assert.deepEqual([...result], [1.5, 6, 0, 8]);
    }
    assert.deepEqual(
      [...symbols.visit_one(({ v }) => ({ v: v.map((lane) => lane * 2) }), { v: given }).v],
      [-2, -4, -6, -8],
    );
    assert.deepEqual(
      [...symbols.visit_bytes((v) => v.toReversed(), [0, 1, 2, 3, 4, 5, 6, 7])],
      [7, 6, 5, 4, 3, 2, 1, 0],
    );
  });

  test(`callbacks that outlive calls receive them, and what is given where they throw (${level})`, { skip }, () => {
    using lasting = Reverser.create((v) => v.toReversed());
    using failing = Reverser.create(() => {
      throw new Error("no bytes");
    });
    const { visit_bytes: visit } = lastingLibraries[index]?.symbols ?? assert.fail();
    for (let round = 0; round < 100; round++) {
      assert.deepEqual([...visit(lasting, [0, 1, 2, 3, 4, 5, 6, 7])], [7, 6, 5, 4, 3, 2, 1, 0]);
    }
    assert.throws(() => visit(failing, [0, 1, 2, 3, 4, 5, 6, 7]), /no bytes/);
  });

  test(`out-parameters, arrays and variables hold them (${level})`, () => {
    assert.deepEqual(symbols.store_floats(8), new Float32Array([8, 9, 10, 11]));
    assert.deepEqual(symbols.double_floats(given), new Float32Array([2, 4, 6, 8]));
    assert.deepEqual(symbols.origin.value, given);
    symbols.origin.value = [4, 3, 2, 1];
    assert.deepEqual([...symbols.origin.value], [4, 3, 2, 1]);
    symbols.origin.value = given;
  });

  test(`pointers lead to them, wide ones too (${level})`, () => {
    const wide = allocate(Wide);
    wide.set(0, { tag: 3, v: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) });
    assert.equal(wide.address % (process.arch === "x64" ? 32n : 16n), 0n);
    assert.deepEqual(wide.get(0).v, new Float32Array([1, 2, 3, 4, 5, 6, 7, 8]));
    const lanes = allocate(eight);
    lanes.set(0, new Float32Array(8).fill(0.5));
    assert.equal(symbols.sum_wide(lanes, wide), 3 + 4 + 3600);
    assert.equal(symbols.sum_wide([[1, 0, 0, 0, 0, 0, 0, 0]], wide), 3 + 1 + 3600);
    if (skip === false) assert.deepEqual([...symbols.sum_floats([given, ones, ones], 3)], [3, 4, 5, 6]);
  });
}

test("a pointer to integers of another width is one to a vector of as many bytes, one to floats or bytes is not", () => {
  const [{ symbols }] = libraries as [(typeof libraries)[0]];
  const ints = allocate(c.vector(c.int, 4));
  ints.set(0, Int32Array.of(5, 1, 7, 2));
  assert.equal(symbols.sum_longs(ints as never), 12n + (3n << 32n));
  for (const other of [allocate(floats), allocate(bytes), allocate(c.longlong, 2), new BigInt64Array(2)]) {
    assert.match(
      describeRefusal(() => symbols.sum_longs(other as never)),
      /^FFI_ARGUMENT_TYPE sum_longs\(\): argument 1/,
    );
  }
});

const [{ symbols }] = libraries as [(typeof libraries)[0]];

test("a call that cannot be says which lane is wrong, and of which argument", { skip }, () => {
  const { add_floats: add, shift_longs: shift, invert_bytes: invert } = symbols;
  const label = 'add_floats(): argument 2 "b"';
  const cases: readonly (readonly [() => unknown, string])[] = [
    [() => add(given, [1, 2, "3", 4] as never), `FFI_ARGUMENT_TYPE ${label}[2]: expected a number, got string "3"`],
    [() => add(given, [1, 2, 3]), `FFI_ARGUMENT_RANGE ${label}: expected 4 elements, got 3`],
    [() => add(given, new Float32Array(5)), `FFI_ARGUMENT_RANGE ${label}: expected 4 elements, got 5`],
    [() => add(given, 4 as never), `FFI_ARGUMENT_TYPE ${label}: expected an array of 4, got 4`],
    [() => add(given, null as never), `FFI_ARGUMENT_TYPE ${label}: expected an array of 4, got null`],
    [
      () => shift([1n, 2n ** 63n], 1),
      "FFI_ARGUMENT_RANGE shift_longs(): argument 1[1]: expected a bigint or safe integer from",
    ],
    [
      () => invert([0, 1, 2, 3, 256, 5, 6, 7]),
      "FFI_ARGUMENT_RANGE invert_bytes(): argument 1[4]: expected an integer from 0 to 255, got 256",
    ],
    [() => One.create({ v: [1, 2, 3] }), "FFI_ARGUMENT_RANGE struct one.v: expected 4 elements, got 3"],
    [
      () => allocate(floats, 2).set(1, [1, 2, 3, "4"] as never),
      "FFI_ARGUMENT_TYPE float __attribute__((vector_size(16))) at index 1[3]: expected a number",
    ],
    [() => symbols.visit_bytes(() => [1, 2] as never, new Uint8Array(8)), "FFI_ARGUMENT_RANGE"],
    [() => symbols.visit_bytes(() => 7 as never, new Uint8Array(8)), "FFI_RESULT_TYPE"],
  ];
  for (const [call, message] of cases)
    assert.equal(describeRefusal(call).split("\n")[0]?.slice(0, message.length), message);
});

test("explanations say in which registers they travel", { skip }, () => {
  const [, a, b] = symbols.add_floats.explain().split("\n");
  const names = process.arch === "x64" ? ["xmm0", "xmm1"] : ["v0", "v1"];
  assert.deepEqual([a?.endsWith(`in ${names[0]}`), b?.endsWith(`in ${names[1]}`)], [true, true], `${a}\n${b}`);
});

test("what only some functions take by value is refused, and named", { skip }, () => {
  assert.match(
    describeRefusal(() => symbols.by_value_wide({ tag: 1, v: new Float32Array(8) })),
    /^FFI_UNSUPPORTED by_value_wide\(\): argument 1: how float __attribute__\(\(vector_size\(32\)\)\) is passed is not certain/,
  );
});

test("libffi refuses them by name", { skip: skip === false && "here they are passed" }, () => {
  assert.match(
    describeRefusal(() => symbols.add_floats(given, given)),
    /^FFI_UNSUPPORTED add_floats\(\): argument 1 "a": libffi cannot pass float __attribute__/,
  );
  assert.match(
    describeRefusal(() => symbols.visit_bytes((v) => v, new Uint8Array(8))),
    /^FFI_UNSUPPORTED visit_bytes\(\): .*libffi cannot pass/,
  );
});
