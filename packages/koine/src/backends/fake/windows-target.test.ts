/** What the frontend does on a target that no test machine has: the fake can be any. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { useBackend } from "../../backend/select.ts";
import { allocate, c, openLibrary } from "../../index.ts";
import { expectError } from "../cases/expect-error.ts";
import { createFakeBackend } from "./backend.ts";
import { nativeCode } from "./native-code.ts";

useBackend(
  createFakeBackend({
    target: requireTarget("x86_64-pc-windows-msvc"),
    libraries: { "numbers.dll": { echo_ulong: nativeCode(["u32"], "u32", (_world, [value]) => value) } },
  }),
);

test("C's long has 4 bytes on Windows, and is a bigint there, too", () => {
  const { symbols } = openLibrary("numbers", { echo_ulong: "unsigned long echo_ulong(unsigned long value)" });
  assert.equal(symbols.echo_ulong(4_294_967_295), 4_294_967_295n);
  expectError("FFI_ARGUMENT_RANGE", /from 0 to 4294967295, got bigint 4294967296n/, () =>
    symbols.echo_ulong(4_294_967_296n),
  );
  const pair = allocate(c.long, 2);
  pair.set(1, -1n);
  assert.deepEqual([...pair.bytes(8)], [0, 0, 0, 0, 255, 255, 255, 255]);
});

test("a table chooses the platform's row, a bare name becomes a DLL", () => {
  const { symbols } = openLibrary(
    { linux: "libnumbers.so", win32: ["missing", "numbers"] },
    {
      echo_ulong: c.fn([c.ulong], c.ulong),
    },
  );
  assert.equal(symbols.echo_ulong(7n), 7n);
  const error = expectError("FFI_LIBRARY_NOT_FOUND", /absent/, () => openLibrary("absent", {}));
  assert.match(error.message, /tried absent\.dll/);
});
