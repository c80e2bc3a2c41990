/** Every code of the table of errors can be met: each is thrown here once, or it is said why it cannot be yet. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { allocate, c, errorCodes, openLibrary, Pointer } from "koine";
import type { FfiErrorCode } from "koine";
import { compileLibrary } from "./native-library.ts";
import { skipWithoutOwnStacks } from "./own-stacks.ts";
import { catchError, openUntyped, requireFunction } from "./native-function.ts";

const accept = compileLibrary("accept");

function call(name: string, type: Parameters<typeof c.fn>[0][number], ...values: unknown[]): unknown {
  return requireFunction(openUntyped(accept, { [name]: c.fn([type], c.void) }).symbols, name)(...values);
}

const misuses: Readonly<Partial<Record<FfiErrorCode, () => unknown>>> = {
  FFI_LIBRARY_NOT_FOUND: () => openLibrary("/no/such/library.so", {}),
  FFI_LIBRARY_CLOSED: () => {
    const library = openLibrary(accept, { take_nothing: "int take_nothing(void)" });
    const { take_nothing } = library.symbols;
    library.close();
    return take_nothing();
  },
  FFI_SYMBOL_NOT_FOUND: () => openLibrary(accept, { absent: "void absent(void)" }, { eager: true }),
  FFI_ARGUMENT_COUNT: () => call("take_u8", c.u8),
  FFI_ARGUMENT_TYPE: () => call("take_u8", c.u8, "1"),
  FFI_ARGUMENT_RANGE: () => call("take_u8", c.u8, 256),
  FFI_RESULT_TYPE: () => {
    const types = [c.callback([c.int], c.int), c.int] as const;
    return openUntyped(accept, { take_callback: c.fn(types, c.int) }).symbols["take_callback"]?.(() => "1", 1);
  },
  FFI_UNSAFE_INTEGER: () => {
    const { symbols } = openLibrary(accept, { take_u64: c.fn([c.u64], c.u64.number) });
    return symbols.take_u64(2n ** 60n);
  },
  FFI_DECLARATION_SYNTAX: () => openUntyped(accept, { broken: "int broken(" }),
  FFI_DECLARATION_TYPE: () => openUntyped(accept, { broken: "unknown_type broken(void)" }),
  FFI_USE_AFTER_FREE: () => {
    const pointer = allocate(c.int);
    pointer[Symbol.dispose]();
    return pointer.value;
  },
  FFI_CALLBACK_RELEASED: () => {
    const handler = c.callback([], c.void, { lifetime: "until" }).create(() => {});
    handler.release();
    return handler.pointer;
  },
  FFI_OUT_OF_BOUNDS: () => allocate(c.int).get(1),
  FFI_NULL_POINTER: () => Pointer.from(8n, c.int)?.add(-2).value,
  FFI_READ_ONLY: () => {
    const { limit } = openLibrary(compileLibrary("variables"), {
      limit: c.variable(c.int, { readonly: true }),
    }).symbols;
    (limit as { value: number }).value = 1;
  },
  FFI_OUT_OF_MEMORY: () => allocate(c.u8, 2 ** 50),
  FFI_BUFFER_DETACHED: () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return call("take_pointer", c.bytes, bytes);
  },
  FFI_STACK_OVERFLOW: () => {
    const { symbols } = openUntyped(compileLibrary("callbacks"), {
      descend_pages: c.fn([c.callback([c.int], c.int), c.int], c.int),
    });
    symbols["descend_pages"]?.(() => 0, 100_000);
  },
  FFI_ERRNO: () => openLibrary(null, { close: c.withErrno("int close(int descriptor)", "throw") }).symbols.close(-1),
  FFI_STRING_CONTENT: () => call("take_text", c.string, "a\0b"),
  FFI_UNSUPPORTED: () => {
    const parameters = Array.from({ length: 128 }, () => c.int);
    return openUntyped(accept, { take_point: c.fn(parameters, c.int) }).symbols["take_point"]?.(...parameters.keys());
  },
};

/** Codes that another file's child processes throw, and codes that nothing throws yet, and why. */
const notYet: Readonly<Partial<Record<FfiErrorCode, string>>> = {
  FFI_PERMISSION_DENIED: "crash/permission.test.ts throws it where the runtime has permissions",
  FFI_CALLBACK_THREW: "it is uncaught, not thrown to a caller: crash/lasting-uncaught.test.ts",
  FFI_STALE_BINDING: "generated packages throw it: tests/languages/contract.test.ts",
  FFI_LAST_ERROR: "only Windows has it: backends/fake/last-error.test.ts",
  FFI_CALLBACK_THREAD: "it is the code of a warning: crash/any-thread.test.ts",
};

for (const code of Object.keys(errorCodes) as FfiErrorCode[]) {
  const misuse = misuses[code];
  if (misuse === undefined) {
    test(`${code} is known not to be thrown yet`, () => {
      assert.ok(notYet[code] !== undefined, `no test throws ${code}: add one, or say why it cannot be`);
    });
    continue;
  }
  const skip = code === "FFI_STACK_OVERFLOW" && skipWithoutOwnStacks;
  test(`${code} is thrown, and says what happened`, { skip }, () => {
    assert.equal(notYet[code], undefined, "it is thrown now: take it off the list");
    const error = catchError(code, misuse);
    assert.equal(error.name.endsWith("Error"), true);
    assert.ok(error.message.length > 10);
    assert.ok(Object.isFrozen(error.details));
    assert.ok(error.hint === undefined || error.message.endsWith(error.hint));
  });
}
