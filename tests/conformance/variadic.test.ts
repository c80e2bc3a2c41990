/** Variadic functions, seen from C: what is passed behind the `...`, and as what. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, openLibrary } from "koine";
import { compileLibrary } from "./native-library.ts";

const Pair = c.struct("pair", { x: c.double, y: c.double });
const Mixed = c.struct("mixed", { x: c.double, y: c.int });
const Large = c.struct("large", { values: c.array(c.longlong, 4) });
const Tail = c.struct("tail", { a: c.int, b: c.int, c: c.float });
const Byte = c.struct("byte", { c: c.char });

const { symbols } = openLibrary(compileLibrary("variadic"), {
  describe: "int describe(char *out, size_t size, const char *kinds, ...)",
  each_value: "int each_value(int (*visit)(int), int count, ...)",
  make_mixed: c.fn([c.string], Mixed, { variadic: true }),
  pick: c.fn([c.int], c.string, { variadic: true }),
});

type Extras = Parameters<typeof symbols.describe> extends [unknown, unknown, unknown, ...infer TRest] ? TRest : never;

/** What C saw, as words. */
function describe(kinds: string, ...values: Extras): string {
  const out = new Uint8Array(8192);
  const length = symbols.describe(out, BigInt(out.length), kinds, ...values);
  return new TextDecoder().decode(out.subarray(0, length)).trim();
}

test("the JavaScript type of a value decides its C type", () => {
  assert.equal(describe("iiii", 0, -1, 2 ** 31 - 1, -(2 ** 31)), "0 -1 2147483647 -2147483648");
  assert.equal(describe("lll", 0n, 2n ** 63n - 1n, -(2n ** 63n)), "0 9223372036854775807 -9223372036854775808");
  assert.equal(describe("iis", true, false, "naïve ☕"), "1 0 naïve ☕");
  assert.equal(describe("ppp", null, new Uint8Array(1), new ArrayBuffer(4)), "null address address");
});

test("typed values are promoted as C promotes them", () => {
  assert.equal(describe("iiii", c.i8(-5), c.u8(250), c.short(-300), c.ushort(65_535)), "-5 250 -300 65535");
  assert.equal(describe("iu", c.bool(true), c.uint(4_294_967_295)), "1 4294967295");
  assert.equal(describe("dd", c.float(0.1), c.double(0.1)), "0.10000000149011612 0.10000000000000001");
  assert.equal(describe("ll", c.u64(2n ** 64n - 1n), c.long(-1)), "-1 -1");
  assert.equal(describe("isi", c.char(65), c.string("text"), c.wchar(960)), "65 text 960");
});

test("arguments beyond the registers go to the stack, floats and integers each by their own count", () => {
  const kinds = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? "d" : index % 3 === 1 ? "i" : "l"));
  const values = kinds.map((kind, index) =>
    kind === "d" ? c.double(index / 2) : kind === "i" ? index : BigInt(index),
  );
  const expected = kinds.map((kind, index) => (kind === "d" ? index / 2 : index)).join(" ");
  assert.equal(describe(kinds.join(""), ...values), expected);
});

test("as many arguments as C asks compilers for can be passed, and one more is refused", () => {
  const values = Array.from({ length: 124 }, (_, index) => index);
  assert.equal(describe("i".repeat(124), ...values), values.join(" "));
  assert.throws(() => describe("i".repeat(125), ...values, 1), { code: "FFI_UNSUPPORTED" });
});

test("structs follow by value", () => {
  const pair = Pair.create({ x: 0.5, y: -1 });
  assert.equal(describe("i2i", 1, pair, 2), "1 (0.5 -1) 2");
  assert.equal(describe("m1b", Mixed.create({ x: 2, y: 3 }), Byte.create({ c: 7 }), Large.create()), "(2 3) (7) (0 0)");
  assert.equal(describe("b", c.typed(Large, { values: [1n, 2n, 3n, 4n] })), "(1 4)");
  // A pair needs two registers of which only one is left: it goes to the stack as a whole, the next double does not.
  assert.equal(
    describe("ddddddd2d", ...[1, 2, 3, 4, 5, 6, 7].map((value) => c.double(value)), pair, c.double(8)),
    "1 2 3 4 5 6 7 (0.5 -1) 8",
  );
});

test("a struct that ends in a float takes the last register of each kind that it needs", () => {
  const tail = Tail.create({ a: -1, b: 2, c: 0.5 });
  for (const count of [0, 1, 2, 3]) {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const expected = [...numbers, "(-1 2 0.5)", 9].join(" ");
    assert.equal(describe(`${"i".repeat(count)}ti`, ...numbers, tail, 9), expected);
  }
});

test("long double and complex numbers follow as they are", () => {
  assert.equal(describe("LdL", c.longdouble(0.5), c.double(1), c.longdouble(-2)), "0.5 1 -2");
  assert.equal(describe("iCd", 1, c.complexDouble({ real: 1.5, imaginary: 2 }), c.double(3)), "1 1.5+2i 3");
});

test("a result may be a struct or a string", () => {
  const made = symbols.make_mixed("di", c.double(1.5), 7);
  assert.deepEqual([made.x, made.y], [1.5, 7]);
  assert.equal(symbols.pick(1, "zero", "one"), "one");
  assert.equal(symbols.pick(0, null), null);
});

test("callbacks are called from variadic functions", () => {
  const seen: number[] = [];
  const visit = (value: number): number => {
    seen.push(value);
    return symbols.each_value((inner) => inner * 10, 1, value);
  };
  assert.equal(symbols.each_value(visit, 3, 1, 2, 3), 60);
  assert.deepEqual(seen, [1, 2, 3]);
});

test("a hot call sees every value and every type", () => {
  for (let round = 0; round < 20_000; round++) {
    if (round % 3 === 0) assert.equal(describe("id", round, c.double(0.5)), `${round} 0.5`);
    else if (round % 3 === 1) assert.equal(describe("si", "x", round), `x ${round}`);
    else assert.equal(describe(""), "");
  }
});
