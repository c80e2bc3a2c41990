/** The last error of Windows, in a simulated process of Windows. What machine code does for it is tested in `engine/stub`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { useBackend } from "../../backend/select.ts";
import { c, LastErrorError } from "../../index.ts";
import { openLibrary } from "../../library/open-library.ts";
import { expectError } from "../cases/expect-error.ts";
import { createFakeBackend } from "./backend.ts";
import { nativeCode } from "./native-code.ts";
import type { NativeWorld } from "./native-code.ts";

/** What functions of Windows do with a reason to fail: below 0 they tell what they find instead. */
function fail<TValue>(world: NativeWorld, reason: number, [failed, fine]: readonly [TValue, TValue]): TValue {
  if (reason > 0) world.lastError = reason;
  return reason === 0 ? fine : failed;
}

useBackend(
  createFakeBackend({
    target: requireTarget("x86_64-pc-windows-msvc"),
    libraries: {
      "kernel32.dll": {
        delete_file: nativeCode(["i32"], "i32", (world, [reason]) => fail(world, reason, [0, 1])),
        last_error: nativeCode([], "u32", (world) => world.lastError),
        create_file: nativeCode(["i32"], "pointer", (world, [reason]) =>
          fail(world, reason, [0xffff_ffff_ffff_ffffn, 64n]),
        ),
        file_size: nativeCode(["i32", "pointer"], "u64", (world, [reason, high]) => {
          world.memory.view(high, 4).setUint32(0, reason + 1, true);
          return fail(world, reason, [0n, 4096n]);
        }),
        set_pointer: nativeCode(["i32"], "u32", (world, [reason]) => fail(world, reason, [0xffff_ffff, 0])),
      },
    },
  }),
);

const returned = { lastError: true } as const;
const thrown = { lastError: "throw" } as const;

test("the last error comes back beside the result, and is 0 where the function left it alone", () => {
  const { delete_file, last_error, file_size } = openLibrary("kernel32.dll", {
    delete_file: c.fn([c.int], c.int, returned),
    last_error: c.fn([], c.uint, returned),
    file_size: c.fn([c.int, c.out(c.uint)], c.ulonglong, returned),
  }).symbols;
  assert.deepEqual(delete_file(2), { value: 0, lastError: 2 });
  // What earlier calls left there is not seen by this one.
  assert.deepEqual(last_error(), { value: 0, lastError: 0 });
  assert.deepEqual(delete_file(0), { value: 1, lastError: 0 });
  assert.deepEqual(delete_file(0x7fff_ffff), { value: 0, lastError: 0x7fff_ffff });
  assert.deepEqual(file_size(5), { value: [0n, 6], lastError: 5 });
});

test("a failure throws what the last error says", () => {
  const { symbols } = openLibrary("kernel32.dll", {
    delete_file: c.fn([c.int], c.int, thrown),
    create_file: c.fn([c.int], c.pointer(c.void), thrown),
    file_size: c.fn([c.int, c.out(c.uint)], c.ulonglong, thrown),
    set_pointer: c.fn([c.int], c.uint, { ...thrown, isFailure: (place: number) => place === 0xffff_ffff }),
  });
  const { delete_file, create_file, file_size, set_pointer } = symbols;
  for (let call = 0; call < 20; call++) {
    assert.equal(delete_file(0), 1);
    assert.equal(create_file(0)?.address, 64n);
    const error = expectError("FFI_LAST_ERROR", /^delete_file\(\): ERROR_FILE_NOT_FOUND$/, () => delete_file(2));
    assert.ok(error instanceof LastErrorError);
    assert.deepEqual([error.lastError, error.lastErrorName], [2, "ERROR_FILE_NOT_FOUND"]);
    assert.deepEqual(error.details, { function: "delete_file", lastError: 2, name: "ERROR_FILE_NOT_FOUND" });
    expectError("FFI_LAST_ERROR", /^create_file\(\): ERROR_SHARING_VIOLATION$/, () => create_file(32));
    assert.deepEqual(file_size(0), [4096n, 1]);
    expectError("FFI_LAST_ERROR", /^file_size\(\): last error 12345$/, () => file_size(12_345));
    assert.equal(set_pointer(0), 0);
    expectError("FFI_LAST_ERROR", /^set_pointer\(\): ERROR_INVALID_HANDLE$/, () => set_pointer(6));
    expectError("FFI_LAST_ERROR", /^delete_file\(\): failed without setting the last error$/, () => delete_file(-1));
  }
});

test("what cannot be is refused", () => {
  expectError("FFI_ARGUMENT_TYPE", /option "lastError" must be true or "throw", got 1/, () =>
    c.fn([], c.int, { lastError: 1 as unknown as true }),
  );
  expectError("FFI_ARGUMENT_TYPE", /"errno" and "lastError" exclude each other/, () =>
    c.fn([], c.int, { errno: true, lastError: true }),
  );
  expectError("FFI_DECLARATION_TYPE", /type double does not say/, () => c.fn([], c.double, thrown));
  const error = expectError("FFI_DECLARATION_TYPE", /type void does not say/, () => c.fn([], c.void, thrown));
  assert.match(String(error.hint), /lastError: true/);
});
