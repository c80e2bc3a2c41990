/** `long double` and complex numbers as arguments, results, members and in memory, judged by C. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";
import { catchError } from "./native-function.ts";

const exact = c.struct("exact", { value: c.longdouble });
const tagged = c.struct("tagged", { value: c.longdouble, tag: c.int });
const small_complex = c.struct("small_complex", { z: c.complexFloat });
const large_complex = c.struct("large_complex", { z: c.complexDouble, tag: c.char });
const bits = c.union("bits", { value: c.longdouble, bytes: c.array(c.uchar, 16) });

const { symbols } = openLibrary(
  compileLibrary("wide-numbers"),
  {
    ld_echo: "long double ld_echo(long double value)",
    ld_from_double: "long double ld_from_double(double value)",
    ld_to_double: "double ld_to_double(long double value)",
    ld_third: "long double ld_third(void)",
    ld_huge: "long double ld_huge(void)",
    ld_tiny: "long double ld_tiny(void)",
    ld_between: "long double ld_between(int bits)",
    ld_subnormal: "long double ld_subnormal(int halves)",
    ld_same_bits: "int ld_same_bits(double value, long double given)",
    ld_weigh: "long double ld_weigh(int a, long double b, double c, long double d, float e, long double f)",
    exact_third: "exact exact_third(void)",
    exact_is_third: "int exact_is_third(exact given)",
    tag_it: "tagged tag_it(long double value, int tag)",
    untag: "long double untag(tagged given)",
    ld_sum: "long double ld_sum(const long double *values, int count)",
    ld_third_into: c.fn([c.out(c.longdouble)], c.void),
    bits_of: "bits bits_of(long double value)",
    cf_multiply: "float _Complex cf_multiply(float _Complex a, float _Complex b)",
    cd_multiply: "double _Complex cd_multiply(double _Complex a, double _Complex b)",
    cl_multiply: "long double _Complex cl_multiply(long double _Complex a, long double _Complex b)",
    cd_many: c.fn(
      [c.int, c.complexDouble, c.complexFloat, c.double, c.complexDouble, c.complexDouble, c.complexDouble],
      c.complexDouble,
    ),
    cd_abs2: "double cd_abs2(double _Complex z)",
    conjugate_small: "small_complex conjugate_small(small_complex given)",
    conjugate_large: "large_complex conjugate_large(large_complex given)",
    cd_array_sum: "double _Complex cd_array_sum(const double _Complex *values, int count)",
  },
  { types: { exact, tagged, small_complex, large_complex, bits } },
);

/** Numbers at the edges of a double, and what lies between. */
const numbers = [
  0,
  -0,
  1,
  -1,
  0.1,
  1 / 3,
  Math.PI,
  2 ** 53 + 2,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  2 ** -1022,
  2 ** -1074,
  3 * 2 ** -1074,
  -(2 ** -1040) - 2 ** -1074,
  Infinity,
  -Infinity,
];

test("every number goes to long double and comes back as it is", () => {
  for (const value of numbers) {
    assert.ok(Object.is(symbols.ld_echo(value), value), String(value));
    assert.ok(Object.is(symbols.ld_from_double(value), value), String(value));
    assert.ok(Object.is(symbols.ld_to_double(value), value), String(value));
    assert.equal(symbols.ld_same_bits(value, value), 1, String(value));
  }
  assert.ok(Number.isNaN(symbols.ld_echo(NaN)));
  assert.ok(Number.isNaN(symbols.ld_to_double(NaN)));
});

test("what a number cannot hold is rounded to the nearest, ties to even, as C does", () => {
  assert.equal(symbols.ld_third(), 1 / 3);
  assert.equal(symbols.ld_huge(), Infinity);
  assert.equal(symbols.ld_tiny(), 0);
  assert.equal(symbols.ld_between(0), 1);
  assert.equal(symbols.ld_between(10), 1 + 2 ** -52);
  for (let halves = 0; halves < 4; halves++) {
    const exactly = (1.5 / 2 ** halves) * 2;
    // 1.5, 0.75, 0.375 and 0.1875 of the smallest number: the first is a tie, the others are not.
    const expected = halves === 0 ? 2 * 2 ** -1074 : exactly > 1 ? 2 ** -1074 : 0;
    assert.equal(symbols.ld_subnormal(halves), expected, String(halves));
  }
});

test("wide and narrow arguments stand beside each other", () => {
  assert.equal(symbols.ld_weigh(1, 2, 3, 4, 5, 6), 654_321);
});

test("a struct keeps the bits that a number would lose", () => {
  const third = symbols.exact_third();
  assert.equal(third.value, 1 / 3);
  assert.equal(symbols.exact_is_third(third), 1);
  assert.equal(symbols.exact_is_third({ value: 1 / 3 }), 0);
});

test("structs and unions have wide members", () => {
  const made = symbols.tag_it(0.5, 7);
  assert.deepEqual([made.value, made.tag], [0.5, 7]);
  assert.equal(symbols.untag(made), 7.5);
  assert.equal(symbols.untag({ value: 1.25, tag: -1 }), 0.25);
  made.value = -2;
  assert.equal(symbols.untag(made), 5);
  // The x87 format: an explicit leading bit, and 15 bits of exponent.
  assert.deepEqual([...symbols.bits_of(1).bytes].slice(0, 10), [0, 0, 0, 0, 0, 0, 0, 0x80, 0xff, 0x3f]);
});

test("wide numbers lie in memory", () => {
  using values = allocate(c.longdouble, 3);
  [0.5, 1.25, -4].forEach((value, index) => values.set(index, value));
  assert.equal(symbols.ld_sum(values, 3), -2.25);
  assert.equal(values.get(1), 1.25);
  assert.equal(symbols.ld_third_into(), 1 / 3);
  using points = allocate(c.complexDouble, 2);
  points.set(0, { real: 1, imaginary: 2 });
  points.set(1, { real: 0.5, imaginary: -3 });
  assert.deepEqual(symbols.cd_array_sum(points, 2), { real: 1.5, imaginary: -1 });
});

test("complex numbers go in and come out in each width", () => {
  const a = { real: 1.5, imaginary: -2 };
  const b = { real: 0.25, imaginary: 4 };
  const product = { real: 8.375, imaginary: 5.5 };
  assert.deepEqual(symbols.cf_multiply(a, b), product);
  assert.deepEqual(symbols.cd_multiply(a, b), product);
  assert.deepEqual(symbols.cl_multiply(a, b), product);
  assert.equal(symbols.cd_abs2({ real: 3, imaginary: 4 }), 25);
});

test("complex arguments go to the stack as a whole when registers run out", () => {
  const z = (real: number): { real: number; imaginary: number } => ({ real, imaginary: -real });
  assert.deepEqual(symbols.cd_many(1, z(1), z(2), 3, z(4), z(5), z(6)), { real: 654_322, imaginary: -654_021 });
});

test("structs have complex members", () => {
  const small = symbols.conjugate_small({ z: { real: 1, imaginary: 2 } });
  assert.deepEqual(small.z, { real: 1, imaginary: -2 });
  const large = symbols.conjugate_large({ z: { real: 0.1, imaginary: 0.2 }, tag: 5 });
  assert.deepEqual([large.z, large.tag], [{ real: 0.1, imaginary: -0.2 }, 6]);
});

test("callbacks take and give wide numbers", () => {
  const { pair, wide, third } = openLibrary(compileLibrary("wide-numbers"), {
    pair: "double call_with_pair(double (*visit)(double _Complex, long double), double _Complex z, long double x)",
    wide: "long double call_wide(long double (*visit)(int, long double), long double x)",
    third: "double _Complex call_complex(double _Complex (*visit)(float _Complex), float _Complex z)",
  }).symbols;
  assert.equal(
    pair((z, x) => z.real + z.imaginary * 10 + x * 100, { real: 1, imaginary: 2 }, 3),
    642,
  );
  assert.equal(
    wide((count, x) => x / count, 0.5),
    0.5 / 3 + 1,
  );
  assert.deepEqual(
    third((z) => ({ real: z.imaginary, imaginary: z.real }), { real: 1, imaginary: 2 }),
    { real: 4, imaginary: 2 },
  );
  const refused = catchError("FFI_RESULT_TYPE", () => wide((() => "x") as unknown as () => number, 1));
  assert.match(refused.message, /expected the function to return a number, got string "x"/);
});

test("what is no number is refused, with the argument's name", () => {
  const untyped = symbols as unknown as Record<string, (...values: unknown[]) => unknown>;
  const wide = catchError("FFI_ARGUMENT_TYPE", () => untyped["ld_echo"]?.("1"));
  assert.match(wide.message, /^ld_echo\(\): argument 1 "value": expected a number, got string "1"/);
  for (const value of [1, null, {}, { real: 1 }, { real: 1, imaginary: "2" }, [1, 2]]) {
    const refused = catchError("FFI_ARGUMENT_TYPE", () => untyped["cd_abs2"]?.(value));
    assert.match(refused.message, /argument 1 "z": expected an object with the numbers real and imaginary, got/);
  }
  catchError("FFI_ARGUMENT_TYPE", () => untyped["untag"]?.({ value: "x", tag: 1 }));
  catchError("FFI_ARGUMENT_TYPE", () => untyped["conjugate_small"]?.({ z: 1 }));
});
