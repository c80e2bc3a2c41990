/** Frontend cases: variadic functions. */
import assert from "node:assert/strict";
import { allocate, c } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

const declarations = { sum_values: "double sum_values(const char *kinds, ...)" } as const;
const Small = c.struct("Small", { a: c.i8, b: c.u8, c: c.i16 });

export const variadicCases: readonly FrontendCase[] = [
  {
    name: "each JavaScript type is one C type",
    run(library) {
      const { sum_values } = openLibrary(library, declarations).symbols;
      assert.equal(sum_values(""), 0);
      assert.equal(sum_values("iii", 1, -2, 2 ** 31 - 1), 2 ** 31 - 2);
      assert.equal(sum_values("llii", 2n ** 40n, -1n, true, false), 2 ** 40);
      assert.equal(sum_values("sps", "four", null, "日本"), 4 + new TextEncoder().encode("日本").length);
      assert.equal(sum_values("pp", Uint8Array.of(7), allocate(c.u8)), 7);
    },
  },
  {
    name: "typed values are promoted as C does",
    run(library) {
      const { sum_values } = openLibrary(library, declarations).symbols;
      assert.equal(sum_values("iiiii", c.i8(-128), c.u8(255), c.i16(-1), c.char(65), c.bool(true)), 192);
      assert.equal(sum_values("dd", c.float(0.1), c.double(0.5)), Math.fround(0.1) + 0.5);
      assert.equal(sum_values("lsl", c.usize(9n), c.string("x"), c.i64.number(-1)), 9);
      assert.equal(sum_values("p", c.typed(c.pointer(c.u8), Uint8Array.of(3))), 3);
      assert.equal(sum_values("i", c.typed(c.enum("Kind", { ONE: 1, TWO: 2 }), 2)), 2);
    },
  },
  {
    name: "structs follow by value",
    run(library) {
      const { sum_values } = openLibrary(library, declarations).symbols;
      const small = Small.create({ a: -1, b: 200, c: -300 });
      assert.equal(sum_values("iSd", 1, small, c.double(0.5)), -99.5);
      assert.equal(sum_values("S", c.typed(Small, { a: 1, b: 2, c: 3 })), 6);
    },
  },
  {
    name: "more forms than are kept still work",
    run(library) {
      const { sum_values } = openLibrary(library, declarations).symbols;
      for (let round = 0; round < 2; round++) {
        for (let bits = 0; bits < 128; bits++) {
          const kinds = [...bits.toString(2)];
          const values = kinds.map((kind, index) => (kind === "1" ? c.double(index + 0.5) : index));
          const expected = kinds.reduce((sum, kind, index) => sum + index + (kind === "1" ? 0.5 : 0), 0);
          assert.equal(sum_values(kinds.map((kind) => (kind === "1" ? "d" : "i")).join(""), ...values), expected);
        }
      }
    },
  },
  {
    name: "what does not tell its C type is refused",
    run(library) {
      const { sum_values } = openLibrary(library, declarations).symbols;
      const sum = sum_values as (...values: unknown[]) => unknown;
      expectError("FFI_ARGUMENT_RANGE", /argument 2: expected an integer .*got 1\.5\n.*c\.double\(1\.5\)/, () =>
        sum("i", 1.5),
      );
      expectError("FFI_ARGUMENT_RANGE", /got 4000000000\n.*c\.uint\(4000000000\)/, () => sum("i", 4e9));
      expectError("FFI_ARGUMENT_RANGE", /got NaN\n.*c\.double\(NaN\)/, () => sum("i", Number.NaN));
      expectError("FFI_ARGUMENT_RANGE", /argument 3: .*\n.*c\.u64\(9223372036854775808n\)/, () =>
        sum("il", 1, 2n ** 63n),
      );
      expectError("FFI_ARGUMENT_TYPE", /argument 2: an object does not tell its C type/, () => sum("S", { a: 1 }));
      expectError("FFI_ARGUMENT_TYPE", /argument 3: undefined does not tell/, () => sum("i", 1, undefined));
      expectError("FFI_ARGUMENT_TYPE", /a function does not tell/, () => sum("p", () => 1));
      expectError("FFI_ARGUMENT_COUNT", /expected at least 1 argument, got 0/, () => sum());
      expectError("FFI_STRING_CONTENT", /argument 2: the string has a NUL/, () => sum("s", "a\0b"));
    },
  },
];
