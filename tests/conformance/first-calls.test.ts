/** The first calls of functions of numbers, which no wrapper makes: the same as all that follow, in results and in errors. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { c, FfiError, openLibrary } from "koine";
import type { CType } from "koine";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

const path = compileLibrary("first-calls");
/** More than any function is called before it is compiled for itself. */
const calls = 20;

const values: Readonly<Record<string, readonly number[]>> = {
  i8: [-128, 127, -1, 0, -0],
  u8: [0, 255, 128],
  i16: [-32_768, 32_767, -1],
  u16: [0, 65_535, 32_768],
  i32: [-(2 ** 31), 2 ** 31 - 1, -1, 0],
  u32: [0, 2 ** 32 - 1, 2 ** 31],
  f32: [0, -0, 1.5, NaN, Infinity, -Infinity, Math.fround(0.1), 2 ** -149],
  f64: [0, -0, 0.1, NaN, Infinity, Number.MAX_VALUE, Number.MIN_VALUE],
};
const types: Readonly<Record<string, CType>> = {
  i8: c.i8,
  u8: c.u8,
  i16: c.i16,
  u16: c.u16,
  i32: c.i32,
  u32: c.u32,
  f32: c.float,
  f64: c.double,
};

for (const [name, type] of Object.entries(types)) {
  test(`${name}: edges come back as they went, at every call from the first on`, () => {
    for (const value of values[name] ?? []) {
      const give = requireFunction(openUntyped(path, { [`give_${name}`]: c.fn([type], type) }).symbols, `give_${name}`);
      // Integers have one zero.
      const expected = name.startsWith("f") ? value : value + 0;
      for (let call = 0; call < calls; call++) assert.ok(Object.is(give(value), expected), `${value} at call ${call}`);
    }
  });

  test(`${name}: what is refused is refused in the same words at the first call and at others`, () => {
    const wrong = [
      undefined,
      null,
      "1",
      true,
      {},
      1n,
      ...(name.startsWith("f") ? [] : [NaN, 0.5, Infinity, 2 ** 32, -(2 ** 31) - 1]),
    ];
    for (const value of wrong) {
      const { symbols } = openUntyped(path, { [`give_${name}`]: c.fn([type], type) });
      const give = requireFunction(symbols, `give_${name}`);
      const messages = Array.from({ length: calls }, () => {
        try {
          return `gave ${String(give(value))}`;
        } catch (error) {
          return error instanceof FfiError ? `${error.code} ${error.message}` : String(error);
        }
      });
      assert.equal(new Set(messages).size, 1, messages.join("\n"));
      assert.match(messages[0] ?? "", new RegExp(`^FFI_ARGUMENT_(TYPE|RANGE) give_${name}\\(\\): argument 1`));
    }
  });
}

test("every value goes to its own parameter, in as many registers as there are and in more", () => {
  const { symbols } = openLibrary(path, {
    weigh_all: `double weigh_all(int8_t a, float s, uint8_t b, double t, int16_t c, float u, uint16_t d, double v, int32_t e,
      double w, uint32_t f, float x, double y, double z)`,
    weigh_more: "double weigh_more(int a, int b, int c, int d, int e, int f, int g)",
    weigh_floats: `double weigh_floats(double a, double b, double c, double d, double e, double f, double g, double h, double i)`,
  });
  for (let call = 0; call < calls; call++) {
    assert.equal(symbols.weigh_all(-1, 0.5, 255, 1e3, -300, 0.25, 60_000, 2, -7, 3, 4e9, 4, 5, 6), 44_000_317_259.25);
    assert.equal(symbols.weigh_more(1, 1, 1, 1, 1, 1, 100), 1329);
    assert.equal(symbols.weigh_floats(1, 1, 1, 1, 1, 1, 1, 1, 100), 1959);
  }
});

test("of a result only its own bits count", () => {
  for (const [name, expected] of [
    ["i8", -2],
    ["u8", 254],
    ["i16", 0x5afe],
    ["u16", 0x5afe],
  ] as const) {
    const type = types[name] as CType;
    const { symbols } = openUntyped(path, { give_dirty: c.fn([c.i32], type) });
    for (let call = 0; call < calls; call++) assert.equal(symbols["give_dirty"]?.(254), expected);
  }
});

test("functions of the same types are told apart, and a wrong count calls none", () => {
  const { symbols } = openUntyped(path, { count: "void count(void)", get_counted: "int get_counted(void)" });
  const count = requireFunction(symbols, "count");
  const getCounted = requireFunction(symbols, "get_counted");
  for (let call = 1; call <= calls; call++) {
    assert.equal(count(), undefined);
    assert.match(catchError("FFI_ARGUMENT_COUNT", () => count(1)).message, /^count\(\): expected 0 arguments, got 1/);
    catchError("FFI_ARGUMENT_COUNT", () => getCounted(undefined));
    assert.equal(getCounted(), call);
  }
});

test("a closed library is refused before a wrong argument, at the first call as later", () => {
  for (const before of [0, 1, calls]) {
    const library = openUntyped(path, { give_u8: "uint8_t give_u8(uint8_t value)" });
    const give = requireFunction(library.symbols, "give_u8");
    for (let call = 0; call < before; call++) give(call);
    library.close();
    for (let call = 0; call < calls; call++) catchError("FFI_LIBRARY_CLOSED", () => give("x"));
  }
});
