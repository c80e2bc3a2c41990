/**
 * The wrong calls that a survey of other libraries for foreign functions tried, where some of them gave wrong results or ended the
 * process: here each is an error that says where and what, in functions that were never called and in optimised ones, declared as
 * C and as types. All single types and ranges are in `bad-input.test.ts`.
 */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { c, openLibrary } from "koine";
import type { Declarations, FfiErrorCode } from "koine";
import { acceptFunctions, acceptTypes, detached, rightArguments, warmCalls } from "./accept-functions.ts";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import type { UntypedFunction } from "./native-function.ts";
import { compileLibrary } from "./native-library.ts";

/** A mistake, and the right use of the same things, which makes them hot. */
interface Case {
  readonly right?: () => unknown;
  readonly wrong: () => unknown;
}

interface Row {
  readonly title: string;
  /** Gives what was never used before. */
  readonly open: () => Case;
  readonly code: FfiErrorCode;
  /** What the first line of the message has in it. */
  readonly says: readonly string[];
}

const named = (...parameterNames: string[]) => ({ parameterNames });
const asC: Declarations = {
  take_i32: "int take_i32(int first, int second)",
  take_u8: "uint8_t take_u8(uint8_t value)",
  take_u32: "uint32_t take_u32(uint32_t value)",
  take_i64: "int64_t take_i64(int64_t value)",
  take_double: "double take_double(double value)",
  take_text: "size_t take_text(const char *text)",
  take_pointer: "uintptr_t take_pointer(const int *numbers)",
  take_bytes: "long take_bytes(const unsigned char *bytes, size_t length)",
  take_point_value: "long long take_point_value(Point point)",
  take_callback: "int take_callback(int (*callback)(int), int value)",
};
/** A row of the survey about arguments: its title, function, wrong arguments, code, and the parameter that is wrong. */
type ArgumentRow = readonly [
  title: string,
  name: string,
  given: () => readonly unknown[],
  code: FfiErrorCode,
  parameter?: string,
];

const wrongType: FfiErrorCode = "FFI_ARGUMENT_TYPE";
const range: FfiErrorCode = "FFI_ARGUMENT_RANGE";

const argumentRows: readonly ArgumentRow[] = [
  ["too few arguments", "take_i32", () => [1], "FFI_ARGUMENT_COUNT"],
  ["too many arguments", "take_i32", () => [1, 2, 3], "FFI_ARGUMENT_COUNT"],
  ["'1' into int", "take_i32", () => ["1", 2], wrongType, "first"],
  ["{} into int", "take_i32", () => [1, {}], wrongType, "second"],
  ["true into int", "take_i32", () => [true, 2], wrongType, "first"],
  ["undefined into int", "take_i32", () => [1, undefined], wrongType, "second"],
  ["null into int", "take_i32", () => [null, 2], wrongType, "first"],
  ["NaN into int", "take_i32", () => [NaN, 2], range, "first"],
  ["1.9 into int", "take_i32", () => [1, 1.9], range, "second"],
  ["300 into u8", "take_u8", () => [300], range, "value"],
  ["2^31 into i32", "take_i32", () => [2 ** 31, 2], range, "first"],
  ["-1 into u32", "take_u32", () => [-1], range, "value"],
  ["2^64 into i64", "take_i64", () => [2n ** 64n], range, "value"],
  ["a bigint into i32", "take_i32", () => [1n, 2], wrongType, "first"],
  ["'x' into double", "take_double", () => ["x"], wrongType, "value"],
  ["undefined into double", "take_double", () => [undefined], wrongType, "value"],
  ["a number into a string argument", "take_text", () => [42], wrongType, "text"],
  ["a number into a pointer", "take_pointer", () => [4096], wrongType, "numbers"],
  ["a wild address", "take_pointer", () => [0xdead_beefn], wrongType, "numbers"],
  ["a struct without a field", "take_point_value", () => [{ x: 1 }], wrongType, "point"],
  ["a struct whose field has a wrong type", "take_point_value", () => [{ x: "1", y: 2 }], wrongType, "point"],
  ["a detached buffer", "take_bytes", () => [detached(), 8], "FFI_BUFFER_DETACHED", "bytes"],
  ["a revoked Proxy into int", "take_i32", () => [revoked(), 2], wrongType, "first"],
  ["a revoked Proxy into double", "take_double", () => [revoked()], wrongType, "value"],
  ["a callback that returns a wrong type", "take_callback", () => [() => "1", 1], "FFI_RESULT_TYPE", "callback"],
];

/** What throws whenever it is looked at. */
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function openCase(declarations: Declarations, name: string, given: () => readonly unknown[]): Case {
  const { symbols } = openUntyped(compileLibrary("accept"), { [name]: declarations[name] as string }, acceptTypes);
  const native = requireFunction(symbols, name);
  return { right: () => native(...(rightArguments[name] ?? [])), wrong: () => native(...given()) };
}

/** Closes the library of a function and then calls it. */
function callClosed(declarations: Declarations): Case {
  const library = openUntyped(compileLibrary("accept"), { take_i32: declarations["take_i32"] as string });
  const native = requireFunction(library.symbols, "take_i32");
  const wrong = (): unknown => {
    library.close();
    return native(1, 2);
  };
  return { right: () => native(1, 2), wrong };
}

/** Releases a callback and then passes it. */
function passReleased(): Case {
  const Handler = c.callback([c.int], c.int, { lifetime: "until" });
  const declarations = { keep: c.fn([c.int, Handler], c.void, named("place", "handler")) };
  const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), declarations);
  const handler = Handler.create((value) => value);
  const wrong = (): void => {
    handler.release();
    symbols.keep(0, handler);
  };
  return { right: () => symbols.keep(0, handler), wrong };
}

/** Passes NULL to what would read from there. */
function passNull(): Case {
  const declarations = { strlen: c.fn([c.nonNull(c.string)], c.usize, named("text")) };
  const strlen = openLibrary(null, declarations).symbols.strlen as UntypedFunction;
  return { right: () => strlen("text"), wrong: () => strlen(null) };
}

const openRow = (title: string, code: FfiErrorCode, wrong: () => unknown, ...says: string[]): Row => ({
  title,
  open: () => ({ wrong }),
  code,
  says,
});

const declare = (declarations: unknown) => (): unknown => openLibrary(null, declarations as never);

const rows: readonly Row[] = [
  ...Object.entries({ C: asC, types: acceptFunctions }).flatMap(([form, declarations]): readonly Row[] => [
    ...argumentRows.map(([title, name, given, code, parameter]) => ({
      title: `${title}, declared as ${form}`,
      open: () => openCase(declarations, name, given),
      code,
      says: parameter === undefined ? [`${name}(): `] : [`${name}(): argument `, ` "${parameter}"`],
    })),
    {
      title: `a call after close, declared as ${form}`,
      open: () => callClosed(declarations),
      code: "FFI_LIBRARY_CLOSED",
      says: ["take_i32(): the library "],
    },
  ]),
  {
    title: "a callback after its release",
    open: passReleased,
    code: "FFI_CALLBACK_RELEASED",
    says: ["keep(): argument 2 "],
  },
  { title: "NULL where it would be read from", open: passNull, code: wrongType, says: ['strlen(): argument 1 "text"'] },
  openRow("a missing library", "FFI_LIBRARY_NOT_FOUND", () => openLibrary("koine-none", {}), "koine-none"),
  openRow(
    "a missing symbol",
    "FFI_SYMBOL_NOT_FOUND",
    () => openLibrary(compileLibrary("accept"), { tak_u8: "int tak_u8(int value)" }).symbols.tak_u8(1),
    '"tak_u8"',
  ),
  openRow("an unknown type", "FFI_DECLARATION_TYPE", declare({ f: "int f(unknown_thing x)" }), '"f"'),
  openRow("an unknown type without C", "FFI_ARGUMENT_TYPE", () => c.fn(["i33" as never], c.int), "i33"),
  openRow("a malformed prototype", "FFI_DECLARATION_SYNTAX", declare({ f: "int f(int" }), '"f"'),
  openRow(
    "a wrong key in a definition",
    "FFI_DECLARATION_TYPE",
    declare({ f: { result: "int", parameters: [] } }),
    '"f"',
  ),
  openRow(
    "an unknown option of a function",
    "FFI_ARGUMENT_TYPE",
    () => c.fn([c.int], c.int, { varargs: true } as never),
    '"varargs"',
  ),
];

function messageOf({ open, code }: Row, isHot: boolean): string {
  const { right, wrong } = open();
  for (let call = 0; call < (isHot ? warmCalls : 0); call++) right?.();
  return catchError(code, wrong).message;
}

describe("what other libraries crash on or take silently", () => {
  for (const row of rows) {
    test(`${row.title}: ${row.code}, cold and hot`, () => {
      const cold = messageOf(row, false);
      const [line = ""] = cold.split("\n");
      for (const part of row.says) assert.ok(line.includes(part), cold);
      assert.equal(messageOf(row, true), cold);
    });
  }
});

test("a callback that C calls after its release gives its default", () => {
  const Handler = c.callback([c.int], c.int, { lifetime: "until", onThrow: -7 });
  const { symbols } = openLibrary(compileLibrary("lasting-callbacks"), {
    keep: c.fn([c.int, Handler], c.void),
    call_kept: c.fn([c.int, c.int], c.int),
  });
  const handler = Handler.create((value) => value * 2);
  symbols.keep(0, handler);
  assert.equal(symbols.call_kept(0, 4), 8);
  handler.release();
  for (let call = 0; call < warmCalls; call++) assert.equal(symbols.call_kept(0, call), -7);
});

test("NULL that is returned for a string is null, and TypeScript knows it", () => {
  const { getenv } = openLibrary(null, { getenv: "char *getenv(const char *name)" }).symbols;
  for (let call = 0; call < warmCalls; call++) assert.equal(getenv("KOINE_NO_SUCH_VARIABLE"), null);
});

/** As TypeScript takes an object of a wider type: the members are all there, and nothing else is looked at. */
test("a struct with a field more is the struct", () => {
  const Point = c.struct("Point", { x: c.int, y: c.int });
  const { symbols } = openLibrary(compileLibrary("accept"), { take_point_value: c.fn([Point], c.longlong) });
  const wide = { x: 3, y: 4, z: 5 };
  for (let call = 0; call < warmCalls; call++) assert.equal(symbols.take_point_value(wide), 3004n);
});
