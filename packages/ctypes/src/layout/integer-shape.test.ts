/** Integer types have the widths and signs of each target's ABI. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { IntegerName } from "../model.ts";
import { requireTarget } from "../target/targets.ts";
import { integerShape } from "./integer-shape.ts";

const linux = requireTarget("x86_64-unknown-linux-gnu");
const windows = requireTarget("x86_64-pc-windows-msvc");
const arm = requireTarget("aarch64-unknown-linux-gnu");
const ia32 = requireTarget("i686-unknown-linux-gnu");

function widthsOf(names: readonly IntegerName[], target: typeof linux): number[] {
  return names.map((name) => integerShape(name, target).byteLength);
}

test("long is 64 bits on LP64, 32 bits on LLP64 and ILP32", () => {
  const names = ["int", "long", "long long", "size_t"] as const;
  assert.deepEqual(widthsOf(names, linux), [4, 8, 8, 8]);
  assert.deepEqual(widthsOf(names, windows), [4, 4, 8, 8]);
  assert.deepEqual(widthsOf(names, ia32), [4, 4, 8, 4]);
});

test("char is unsigned on Arm, wchar_t is 16 bits on Windows and unsigned on Arm", () => {
  assert.equal(integerShape("char", linux).isSigned, true);
  assert.equal(integerShape("char", arm).isSigned, false);
  assert.deepEqual(pickShape(integerShape("wchar_t", linux)), [4, true]);
  assert.deepEqual(pickShape(integerShape("wchar_t", windows)), [2, false]);
  assert.deepEqual(pickShape(integerShape("wchar_t", arm)), [4, false]);
});

test("ranges are exact at both ends", () => {
  const limits: ReadonlyArray<readonly [IntegerName, bigint, bigint]> = [
    ["int8_t", -128n, 127n],
    ["unsigned char", 0n, 255n],
    ["int", -2147483648n, 2147483647n],
    ["uint32_t", 0n, 4294967295n],
    ["long", -9223372036854775808n, 9223372036854775807n],
    ["uint64_t", 0n, 18446744073709551615n],
  ];
  for (const [name, minimum, maximum] of limits) {
    const shape = integerShape(name, linux);
    assert.deepEqual([shape.minimum, shape.maximum], [minimum, maximum], name);
  }
  assert.equal(integerShape("unsigned long", windows).maximum, 4294967295n);
});

test("long long is aligned to 4 bytes in i386 records", () => {
  assert.equal(integerShape("long long", ia32).alignment, 4);
  assert.equal(integerShape("uint64_t", linux).alignment, 8);
});

function pickShape(shape: ReturnType<typeof integerShape>): [number, boolean] {
  return [shape.byteLength, shape.isSigned];
}
