/** Frontend cases: mistakes are errors that name the place. */
import assert from "node:assert/strict";
import { c, LibraryLoadError } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "./expect-error.ts";
import type { FrontendCase } from "./frontend-case.ts";

type Untyped = (...values: unknown[]) => unknown;

/** Calls often enough that the runtime optimises the function, so that the hot path is asked, too. */
function warmUp(work: () => unknown): void {
  for (let round = 0; round < 20_000; round++) work();
}

const wrongIntegers: readonly (readonly [unknown, "FFI_ARGUMENT_TYPE" | "FFI_ARGUMENT_RANGE"])[] = [
  ["1", "FFI_ARGUMENT_TYPE"],
  [true, "FFI_ARGUMENT_TYPE"],
  [null, "FFI_ARGUMENT_TYPE"],
  [undefined, "FFI_ARGUMENT_TYPE"],
  [{}, "FFI_ARGUMENT_TYPE"],
  [1n, "FFI_ARGUMENT_TYPE"],
  [{ valueOf: () => 1 }, "FFI_ARGUMENT_TYPE"],
  [Number.NaN, "FFI_ARGUMENT_RANGE"],
  [Infinity, "FFI_ARGUMENT_RANGE"],
  [1.5, "FFI_ARGUMENT_RANGE"],
  [2 ** 31, "FFI_ARGUMENT_RANGE"],
  [-(2 ** 31) - 1, "FFI_ARGUMENT_RANGE"],
];

const wrongWideIntegers: readonly (readonly [unknown, "FFI_ARGUMENT_TYPE" | "FFI_ARGUMENT_RANGE"])[] = [
  ["1", "FFI_ARGUMENT_TYPE"],
  [undefined, "FFI_ARGUMENT_TYPE"],
  [2n ** 64n, "FFI_ARGUMENT_RANGE"],
  [-1n, "FFI_ARGUMENT_RANGE"],
  [-1, "FFI_ARGUMENT_RANGE"],
  [2 ** 53, "FFI_ARGUMENT_RANGE"],
  [0.5, "FFI_ARGUMENT_RANGE"],
];

export const errorCases: readonly FrontendCase[] = [
  {
    name: "wrong values are refused alike when the call is cold and when it is hot",
    run(library) {
      const { symbols } = openLibrary(library, {
        echo_i32: "int echo_i32(int value)",
        echo_u64: "uint64_t echo_u64(uint64_t value)",
      });
      const refuseAll = (): void => {
        for (const [value, code] of wrongIntegers) {
          expectError(code, /^echo_i32\(\): argument 1 "value": expected an integer from -2147483648/, () =>
            (symbols.echo_i32 as Untyped)(value),
          );
        }
        for (const [value, code] of wrongWideIntegers) {
          expectError(code, /^echo_u64\(\): argument 1 "value": expected a bigint or safe integer/, () =>
            (symbols.echo_u64 as Untyped)(value),
          );
        }
      };
      refuseAll();
      warmUp(() => symbols.echo_i32(1));
      warmUp(() => symbols.echo_u64(1));
      refuseAll();
      assert.equal(symbols.echo_i32(-0), 0);
    },
  },
  {
    name: "32 bits in the other sign are refused with the way to write them",
    run(library) {
      const { symbols } = openLibrary(library, {
        echo_i32: "int echo_i32(int value)",
        echo_u32: "uint32_t echo_u32(uint32_t value)",
      });
      const flags = 1 | 0x8000_0000;
      assert.throws(() => symbols.echo_u32(flags), { hint: /\(a \| b\) >>> 0/ });
      assert.equal(symbols.echo_u32(flags >>> 0), 0x8000_0001);
      assert.throws(() => symbols.echo_i32(0x8000_0001), { hint: /value \| 0/ });
      assert.equal(symbols.echo_i32(0x8000_0001 | 0), flags);
      assert.throws(() => symbols.echo_u32(2 ** 32), { hint: undefined });
    },
  },
  {
    name: "a plain object where the address of a struct is wanted is told to be made an instance",
    run(library) {
      const Point = c.struct("Point", { x: c.double, y: c.int });
      const { symbols } = openLibrary(library, { sum_point: c.fn([c.pointer(Point, { const: true })], c.double) });
      assert.throws(() => (symbols.sum_point as Untyped)({ x: 1, y: 2 }), {
        hint: "pass an instance: Point.create(…)",
      });
      assert.equal(symbols.sum_point(Point.create({ x: 1, y: 2 })), 3);
    },
  },
  {
    name: "the count of arguments is checked in both directions",
    run(library) {
      const { symbols } = openLibrary(library, { add_u8: "int add_u8(uint8_t a, uint8_t b)" });
      const add = symbols.add_u8 as Untyped;
      expectError("FFI_ARGUMENT_COUNT", /add_u8\(\): expected 2 arguments, got 0/, () => add());
      expectError("FFI_ARGUMENT_COUNT", /expected 2 arguments, got 3/, () => add(1, 2, 3));
      warmUp(() => add(1, 2));
      expectError("FFI_ARGUMENT_COUNT", /expected 2 arguments, got 1/, () => add(1));
    },
  },
  {
    name: "strings, numbers and foreign pointers are no bytes",
    run(library) {
      const { symbols } = openLibrary(library, {
        sum_bytes: "uint64_t sum_bytes(const unsigned char *bytes, size_t length)",
        sum_point: c.fn([c.pointer(c.opaque("Point"))], c.double),
        give_numbers: c.fn([c.out(c.pointer(c.opaque("Other")))], c.i64),
      });
      const sum = symbols.sum_bytes as Untyped;
      expectError("FFI_ARGUMENT_TYPE", /argument 1 "bytes": expected bytes, got string "abc"/, () => sum("abc", 3));
      expectError("FFI_ARGUMENT_TYPE", /argument 1 "bytes": expected bytes, got 4096/, () => sum(4096, 3));
      const [, other] = symbols.give_numbers();
      expectError("FFI_ARGUMENT_TYPE", /sum_point\(\): argument 1: expected a Pointer to .*Point/, () =>
        (symbols.sum_point as Untyped)(other),
      );
    },
  },
  {
    name: "a closed library cannot be called, nor hot functions of it",
    run(library) {
      const opened = openLibrary(library, { echo_i32: "int echo_i32(int value)", invert: "_Bool invert(_Bool value)" });
      const { echo_i32: echo, invert } = opened.symbols;
      warmUp(() => echo(1));
      opened.close();
      opened.close();
      assert.equal(opened.isClosed, true);
      expectError("FFI_LIBRARY_CLOSED", /echo_i32\(\): the library .* was closed/, () => echo(1));
      expectError("FFI_LIBRARY_CLOSED", /invert\(\)/, () => invert(true));
      const again = openLibrary(library, { echo_i32: "int echo_i32(int value)" });
      assert.equal(again.symbols.echo_i32(3), 3);
      expectError("FFI_LIBRARY_CLOSED", /echo_i32\(\)/, () => echo(1));
    },
  },
  {
    name: "a missing symbol is told with the nearest names when it is touched",
    run(library) {
      const { symbols } = openLibrary(library, {
        echo_i33: "int echo_i33(int value)",
        echo_i32: "int echo_i32(int value)",
      });
      assert.equal(symbols.echo_i32(1), 1);
      const error = expectError("FFI_SYMBOL_NOT_FOUND", /does not export "echo_i33"/, () => symbols.echo_i33(1));
      assert.match(error.hint ?? "", /"echo_i32"/);
      expectError("FFI_SYMBOL_NOT_FOUND", /"echo_i33"/, () =>
        openLibrary(library, { echo_i33: "int echo_i33(int value)" }, { eager: true }),
      );
    },
  },
  {
    name: "a missing library is told with each candidate",
    run() {
      assert.throws(
        () => openLibrary(["no_such_library", "./libnothing.so"], {}),
        (error) => {
          assert.ok(error instanceof LibraryLoadError);
          const tried = error.attempts.map(({ path }) => path);
          assert.deepEqual(tried, ["libno_such_library.so", "./libnothing.so"]);
          return error.code === "FFI_LIBRARY_NOT_FOUND";
        },
      );
    },
  },
  {
    name: "wrong declarations are told all together, each with its place",
    run(library) {
      const declarations: Record<string, string> = {
        one: "int one(",
        two: "strange two(int)",
        three: "int echo_i32(int)",
      };
      const error = expectError("FFI_DECLARATION_SYNTAX", /declaration of "one"/, () =>
        openLibrary(library, declarations),
      );
      assert.match(error.message, /declaration of "two": unknown type "strange"/);
      assert.doesNotMatch(error.message, /three/);
    },
  },
];
