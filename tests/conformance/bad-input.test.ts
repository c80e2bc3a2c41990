/**
 * Every wrong argument is a thrown error that names function, position and parameter, and it is the same error on the first
 * call and after the optimising compiler has seen thousands of right ones.
 */
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { c, FfiError, LibraryLoadError, openLibrary } from "koine";
import type { FfiErrorCode } from "koine";
import { acceptFunctions, detached, rightArguments, warmCalls } from "./accept-functions.ts";
import { compileLibrary } from "./native-library.ts";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";
import type { UntypedFunction } from "./native-function.ts";

/** One wrong call: the function, what it is given, the code, and the end of the message's first line. */
type Row = readonly [name: string, given: () => readonly unknown[], code: FfiErrorCode, message: string];

const count: FfiErrorCode = "FFI_ARGUMENT_COUNT";
const type: FfiErrorCode = "FFI_ARGUMENT_TYPE";
const range: FfiErrorCode = "FFI_ARGUMENT_RANGE";
const integer = "expected an integer from -2147483648 to 2147483647, got";

const rows: readonly Row[] = [
  ["take_i32", () => [], count, "expected 2 arguments, got 0"],
  ["take_i32", () => [1], count, "expected 2 arguments, got 1"],
  ["take_i32", () => [1, 2, 3], count, "expected 2 arguments, got 3"],
  ["take_nothing", () => [undefined], count, "expected 0 arguments, got 1"],
  ["take_i32", () => ["1", 2], type, `argument 1 "first": ${integer} string "1"`],
  ["take_i32", () => [1, {}], type, `argument 2 "second": ${integer} an object`],
  ["take_i32", () => [1, true], type, `argument 2 "second": ${integer} true`],
  ["take_i32", () => [undefined, 2], type, `argument 1 "first": ${integer} undefined`],
  ["take_i32", () => [1, null], type, `argument 2 "second": ${integer} null`],
  ["take_i32", () => [NaN, 2], range, `argument 1 "first": ${integer} NaN`],
  ["take_i32", () => [1, Infinity], range, `argument 2 "second": ${integer} Infinity`],
  ["take_i32", () => [1, 1.9], range, `argument 2 "second": ${integer} 1.9`],
  ["take_i32", () => [2 ** 31, 2], range, `argument 1 "first": ${integer} 2147483648`],
  ["take_i32", () => [1, -(2 ** 31) - 1], range, `argument 2 "second": ${integer} -2147483649`],
  ["take_i32", () => [1n, 2], type, `argument 1 "first": ${integer} bigint 1n`],
  ["take_i32", () => [Symbol("one"), 2], type, `argument 1 "first": ${integer} a symbol`],
  ["take_i32", () => [{ valueOf: () => 1 }, 2], type, `argument 1 "first": ${integer} an object`],
  ["take_u8", () => [300], range, 'argument 1 "value": expected an integer from 0 to 255, got 300'],
  ["take_u8", () => [-1], range, 'argument 1 "value": expected an integer from 0 to 255, got -1'],
  ["take_i8", () => [128], range, 'argument 1 "value": expected an integer from -128 to 127, got 128'],
  ["take_i16", () => [-32769], range, 'argument 1 "value": expected an integer from -32768 to 32767, got -32769'],
  ["take_u16", () => [65536], range, 'argument 1 "value": expected an integer from 0 to 65535, got 65536'],
  ["take_u32", () => [-1], range, 'argument 1 "value": expected an integer from 0 to 4294967295, got -1'],
  ["take_u32", () => [2 ** 32], range, 'argument 1 "value": expected an integer from 0 to 4294967295, got 4294967296'],
  ["take_i64", () => [2n ** 64n], range, `to ${2n ** 63n - 1n}, got bigint ${2n ** 64n}n`],
  ["take_i64", () => [-(2n ** 63n) - 1n], range, `got bigint ${-(2n ** 63n) - 1n}n`],
  ["take_i64", () => [2 ** 53], range, "got 9007199254740992"],
  ["take_i64", () => [0.5], range, "got 0.5"],
  ["take_i64", () => ["1"], type, 'got string "1"'],
  ["take_i64", () => [null], type, "got null"],
  ["take_u64", () => [-1], range, "got -1"],
  ["take_u64", () => [-1n], range, "got bigint -1n"],
  ["take_u64", () => [2n ** 64n], range, `got bigint ${2n ** 64n}n`],
  ["take_bool", () => [1], type, 'argument 1 "flag": expected true or false, got 1'],
  ["take_bool", () => [undefined], type, 'argument 1 "flag": expected true or false, got undefined'],
  ["take_double", () => ["x"], type, 'argument 1 "value": expected a number, got string "x"'],
  ["take_double", () => [undefined], type, 'argument 1 "value": expected a number, got undefined'],
  ["take_double", () => [1n], type, 'argument 1 "value": expected a number, got bigint 1n'],
  ["take_float", () => [null], type, 'argument 1 "value": expected a number, got null'],
  ["take_text", () => [42], type, 'argument 1 "text": expected a string or null, got 42'],
  ["take_text", () => [undefined], type, 'argument 1 "text": expected a string or null, got undefined'],
  ["take_text", () => [new String("x")], type, 'argument 1 "text": expected a string or null, got a String'],
  ["take_text", () => ["a\0b"], "FFI_STRING_CONTENT", 'argument 1 "text": the string has a NUL character at index 1'],
  ["take_text", () => ["a\ud800"], "FFI_STRING_CONTENT", 'argument 1 "text": the string has a lone surrogate'],
  ["take_bytes", () => [42, 1], type, 'argument 1 "bytes": expected bytes, got 42'],
  ["take_bytes", () => ["abc", 1], type, 'argument 1 "bytes": expected bytes, got string "abc"'],
  ["take_bytes", () => [null, 0], type, 'argument 1 "bytes": expected bytes, got null'],
  ["take_bytes", () => [[1, 2], 2], type, 'argument 1 "bytes": expected bytes, got an array'],
  ["take_bytes", () => [detached(), 8], "FFI_BUFFER_DETACHED", 'argument 1 "bytes": the memory of Uint8Array(0 bytes)'],
  ["take_pointer", () => [4096], type, 'argument 1 "numbers": expected bytes, got 4096'],
  ["take_pointer", () => [4096n], type, 'argument 1 "numbers": expected bytes, got bigint 4096n'],
  ["take_pointer", () => [detached()], "FFI_BUFFER_DETACHED", 'argument 1 "numbers": the memory of'],
  ["take_point", () => [{ x: 1, y: 2 }], type, 'argument 1 "point": expected a Pointer to struct Point, got an object'],
  ["take_point", () => [new Uint8Array(8)], type, 'argument 1 "point": expected a Pointer to struct Point, got'],
  ["take_color", () => [1], range, 'argument 1 "color": expected a value of enum Color, got 1'],
  ["take_color", () => ["RED"], type, 'argument 1 "color": expected a value of enum Color, got string "RED"'],
  ["take_callback", () => [42, 1], type, 'argument 1 "callback": expected a function, got 42'],
  ["take_callback", () => [undefined, 1], type, 'argument 1 "callback": expected a function, got undefined'],
  ["take_callback", () => [(value: number) => value, "1"], type, `argument 2 "value": ${integer} string "1"`],
  ["take_callback", () => [() => "1", 1], "FFI_RESULT_TYPE", `argument 1 "callback": expected the function to return`],
  [
    "take_callback",
    () => [() => undefined, 1],
    "FFI_RESULT_TYPE",
    `argument 1 "callback": expected the function to return`,
  ],
  [
    "take_callback",
    () => [() => 2 ** 31, 1],
    "FFI_RESULT_TYPE",
    `argument 1 "callback": expected the function to return`,
  ],
  ["take_point_value", () => [new Uint8Array(7)], range, 'argument 1 "point": expected 8 bytes, got 7'],
  ["take_point_value", () => [new Float64Array(2)], range, 'argument 1 "point": expected 8 bytes, got 16'],
  ["take_point_value", () => [new ArrayBuffer(0)], range, 'argument 1 "point": expected 8 bytes, got 0'],
  ["take_point_value", () => [new DataView(new ArrayBuffer(9))], range, 'argument 1 "point": expected 8 bytes, got 9'],
  ["take_point_value", () => [detached()], range, 'argument 1 "point": expected 8 bytes, got 0'],
  ["take_point_value", () => [[1, 2]], type, 'argument 1 "point": the object has no x, no y'],
  ["take_point_value", () => [{ x: 1 }], type, 'argument 1 "point": the object has no y'],
  ["take_point_value", () => [{ x: 1, Y: 2 }], type, 'argument 1 "point": the object has no y'],
  ["take_point_value", () => [{ x: "1", y: 2 }], type, `argument 1 "point".x: ${integer} string "1"`],
  ["take_point_value", () => [{ x: 1, y: 0.5 }], range, `argument 1 "point".y: ${integer} 0.5`],
  [
    "take_point_value",
    () => [null],
    type,
    'argument 1 "point": expected an object or instance of struct Point, got null',
  ],
  ["take_inout", () => [256], range, 'argument 1 "value": expected an integer from 0 to 255, got 256'],
  ["take_inout", () => [undefined], type, 'argument 1 "value": expected an integer from 0 to 255, got undefined'],
];

interface Outcome {
  readonly name: string;
  readonly code: unknown;
  readonly message: string;
  readonly hint: string | undefined;
}

function outcomeOf(native: UntypedFunction, given: readonly unknown[], code: FfiErrorCode): Outcome {
  const error = catchError(code, () => native(...given));
  assert.ok(Object.isFrozen(error.details));
  return { name: error.name, code: error.code, message: error.message, hint: error.hint };
}

describe("wrong arguments", () => {
  const cold: Outcome[] = [];
  let symbols: Readonly<Record<string, UntypedFunction>> = {};

  before(() => {
    const path = compileLibrary("accept");
    // Each row meets functions that were never called.
    for (const [name, given, code] of rows) {
      cold.push(outcomeOf(requireFunction(openUntyped(path, acceptFunctions).symbols, name), given(), code));
    }
    symbols = openUntyped(path, acceptFunctions).symbols;
    for (const [name, values] of Object.entries(rightArguments)) {
      const native = requireFunction(symbols, name);
      for (let call = 0; call < warmCalls; call++) native(...values);
    }
  });

  for (const [index, [name, given, code, message]] of rows.entries()) {
    test(`${name}: ${message} is ${code}, cold and hot`, () => {
      const { message: text, hint } = cold[index] as Outcome;
      const [line = ""] = text.split("\n");
      assert.ok(line.startsWith(`${name}(): `), line);
      assert.ok(line.includes(message), line);
      if (hint !== undefined) assert.ok(text.endsWith(`\n  hint: ${hint}`));
      const native = requireFunction(symbols, name);
      for (let round = 0; round < 3; round++) assert.deepEqual(outcomeOf(native, given(), code), cold[index]);
      // The refused calls have left the function as it was.
      native(...(rightArguments[name] ?? []));
    });
  }
});

test("details tell function, position and parameter as data", () => {
  const { symbols } = openUntyped(compileLibrary("accept"), acceptFunctions);
  const error = catchError("FFI_ARGUMENT_RANGE", () => symbols["take_i32"]?.(1, 2 ** 40));
  const { function: name, argument, name: parameter, expected, received } = error.details;
  assert.deepEqual([name, argument, parameter, received], ["take_i32", 1, "second", 2 ** 40]);
  assert.match(String(expected), /^an integer from/);
});

test("a pointer to another struct is refused, and one that was cast is not", () => {
  const Other = c.struct("Other", { z: c.int });
  const Point = c.struct("Point", { x: c.int, y: c.int });
  const { symbols } = openUntyped(compileLibrary("accept"), {
    give_point: c.fn([], c.pointer(Point)),
    give_other: c.fn([], c.pointer(Other)),
    take_point: c.fn([c.pointer(Point)], c.int, { parameterNames: ["point"] }),
  });
  const other = symbols["give_other"]?.() as { cast(type: unknown): unknown };
  const error = catchError("FFI_ARGUMENT_TYPE", () => symbols["take_point"]?.(other));
  assert.match(error.message, /argument 1 "point": expected a Pointer to struct Point, got a Pointer to struct Other/);
  symbols["take_point"]?.(other.cast(Point));
});

test("a missing library names every path that was tried", () => {
  const error = catchError("FFI_LIBRARY_NOT_FOUND", () => openLibrary("koine-does-not-exist", {}));
  assert.ok(error instanceof LibraryLoadError);
  assert.ok(error.attempts.length > 0);
  for (const { path, reason } of error.attempts) assert.ok(error.message.includes(`tried ${path}: ${reason}`));
  const several = catchError("FFI_LIBRARY_NOT_FOUND", () => openLibrary(["/no/such/liba.so", "/no/such/libb.so"], {}));
  assert.match(several.message, /liba\.so[^]*libb\.so/);
  catchError("FFI_LIBRARY_NOT_FOUND", () => openLibrary({ plan9: "x" }, {}));
});

test("a missing symbol suggests the nearest names", () => {
  const { symbols } = openLibrary(compileLibrary("accept"), { tak_bool: "int tak_bool(int value)" });
  const error = catchError("FFI_SYMBOL_NOT_FOUND", () => symbols.tak_bool(1));
  assert.match(error.message, /does not export "tak_bool"/);
  assert.match(error.hint ?? "", /"take_bool"/);
  catchError("FFI_SYMBOL_NOT_FOUND", () =>
    openLibrary(compileLibrary("accept"), { absent: "void absent(void)" }, { eager: true }),
  );
});

test("wrong declarations are refused, all in one error", () => {
  const open = (table: unknown) => (): unknown => openLibrary(null, table as never);
  const error = catchError("FFI_DECLARATION_SYNTAX", open({ first: "int first(int", second: "int second(]" }));
  assert.match(error.message, /"first"/);
  assert.match(error.message, /"second"/);
  catchError("FFI_DECLARATION_TYPE", open({ first: "int first(unknown_thing x)" }));
  catchError("FFI_DECLARATION_TYPE", open({ first: { result: "int", parameters: [] } }));
  catchError("FFI_DECLARATION_TYPE", open({ first: undefined }));
  catchError("FFI_ARGUMENT_TYPE", open(null));
  catchError("FFI_ARGUMENT_TYPE", open("int first(void)"));
});

test("wrong library names are refused", () => {
  for (const name of ["", "a\0b", 42, undefined, [], [1], true]) {
    catchError("FFI_ARGUMENT_TYPE", () => openLibrary(name as never, {}));
  }
});

test("unknown options are refused", () => {
  const error = catchError("FFI_ARGUMENT_TYPE", () => openLibrary(null, {}, { eagr: true } as never));
  assert.match(error.message, /^openLibrary\(\): unknown option "eagr"\n {2}hint: its options are eager, lazy/);
  catchError("FFI_ARGUMENT_TYPE", () => c.fn([c.int], c.int, { varargs: true } as never));
  catchError("FFI_ARGUMENT_TYPE", () => c.fn("int" as never, c.int));
  assert.throws(() => c.fn([42 as never], c.int), FfiError);
});
