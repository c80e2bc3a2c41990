/** Frontend cases: scalars in and out. */
import assert from "node:assert/strict";
import { c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

export const argumentCases: readonly FrontendCase[] = [
  {
    name: "narrow integers cross with their sign",
    run(library) {
      const { symbols } = openLibrary(library, {
        add_i8: "int add_i8(int8_t a, int8_t b)",
        add_u8: "int add_u8(uint8_t a, uint8_t b)",
        echo_i8: "int8_t echo_i8(int8_t value)",
        echo_u16: "uint16_t echo_u16(uint16_t value)",
      });
      assert.equal(symbols.add_i8(-128, -1), -129);
      assert.equal(symbols.add_u8(255, 255), 510);
      assert.equal(symbols.echo_i8(-128), -128);
      assert.equal(symbols.echo_u16(65_535), 65_535);
    },
  },
  {
    name: "a symbol has the name that c.symbol gives it, and as many types as there are declarations",
    run(library) {
      const { symbols } = openLibrary(library, {
        signed: c.symbol("echo_i32", c.fn([c.int], c.int)),
        unsigned: c.symbol("echo_i32", "unsigned other_name(unsigned value)"),
        echo_u32: c.symbol("echo_i8", "int8_t echo_i8(int8_t value)"),
        absent: c.optional(c.symbol("not_there", c.fn([], c.int))),
      });
      assert.equal(symbols.signed(-1), -1);
      assert.equal(symbols.unsigned(2 ** 32 - 1), 2 ** 32 - 1);
      assert.equal(symbols.signed.address, symbols.unsigned.address);
      assert.equal(symbols.echo_u32(-128), -128);
      expectError("FFI_ARGUMENT_RANGE", /^echo_u32\(\): argument 1/, () => symbols.echo_u32(128));
      assert.equal(symbols.absent, undefined);
      const { wanted } = openLibrary(
        library,
        { wanted: c.symbol("not_there", "int echo_i32(int value)") },
        { lazy: true },
      ).symbols;
      expectError("FFI_SYMBOL_NOT_FOUND", /does not export "not_there"/, () => wanted(1));
    },
  },
  {
    name: "c.symbol refuses what is no name and no declaration",
    run() {
      for (const name of ["", "a\0b", 5 as never])
        expectError("FFI_ARGUMENT_TYPE", /^symbol\(\): expected the name/, () => c.symbol(name, "int f(void)"));
      const optional = c.optional("int f(void)") as never;
      for (const symbol of [null as never, optional, c.int as never])
        expectError("FFI_ARGUMENT_TYPE", /^symbol\(\): expected a declaration/, () => c.symbol("f", symbol));
    },
  },
  {
    name: "32-bit integers keep their extremes",
    run(library) {
      const { symbols } = openLibrary(library, {
        echo_i32: "int echo_i32(int value)",
        echo_u32: "unsigned echo_u32(unsigned value)",
      });
      for (const value of [0, -1, 2 ** 31 - 1, -(2 ** 31)]) assert.equal(symbols.echo_i32(value), value);
      for (const value of [0, 2 ** 31, 2 ** 32 - 1]) assert.equal(symbols.echo_u32(value), value);
    },
  },
  {
    name: "64-bit integers take bigints and safe numbers and give bigints",
    run(library) {
      const { symbols } = openLibrary(library, {
        echo_i64: "int64_t echo_i64(int64_t value)",
        echo_u64: "uint64_t echo_u64(uint64_t value)",
      });
      for (const value of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) assert.equal(symbols.echo_i64(value), value);
      assert.equal(symbols.echo_i64(-5), -5n);
      assert.equal(symbols.echo_i64(Number.MIN_SAFE_INTEGER), BigInt(Number.MIN_SAFE_INTEGER));
      assert.equal(symbols.echo_u64(2n ** 64n - 1n), 2n ** 64n - 1n);
      assert.equal(symbols.echo_u64(2 ** 40), 2n ** 40n);
    },
  },
  {
    name: "booleans are true and false",
    run(library) {
      const { symbols } = openLibrary(library, { invert: "_Bool invert(_Bool value)" });
      assert.equal(symbols.invert(true), false);
      assert.equal(symbols.invert(false), true);
      expectError("FFI_ARGUMENT_TYPE", /argument 1 "value": expected true or false, got 1/, () =>
        (symbols.invert as (value: unknown) => unknown)(1),
      );
    },
  },
  {
    name: "floats are rounded, doubles are not",
    run(library) {
      const { symbols } = openLibrary(library, { halve: "float halve(float value)" });
      assert.equal(symbols.halve(3), 1.5);
      assert.equal(symbols.halve(0.2), Math.fround(0.2) / 2);
      assert.equal(symbols.halve(Number.NaN), Number.NaN);
      assert.equal(symbols.halve(-Infinity), -Infinity);
    },
  },
  {
    name: "integers and floats mix in one call",
    run(library) {
      const { symbols } = openLibrary(library, { mix: "double mix(int a, double b, float c, int64_t d)" });
      assert.equal(symbols.mix(1, 2, 3, 4), 4321);
      assert.equal(symbols.mix(-1, 0.5, 0.25, -4n), -3971);
    },
  },
  {
    name: "arguments beyond the registers arrive in order",
    run(library) {
      const { symbols } = openLibrary(library, {
        weigh12: "int64_t weigh12(int, int, int, int, int, int, int, int, int, int, int, int)",
      });
      assert.equal(symbols.weigh12(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 650n);
      assert.equal(symbols.weigh12(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1), -12n);
    },
  },
];
