/** Enums get the integer type that the target's compilers choose. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "../target/targets.ts";
import { computeEnumLayout } from "./enum-layout.ts";

const linux = requireTarget("x86_64-unknown-linux-gnu");
const windows = requireTarget("x86_64-pc-windows-msvc");

test("GNU takes an unsigned type unless a value is negative", () => {
  assert.deepEqual(computeEnumLayout({ values: [0n, 1n] }, linux), { byteLength: 4, alignment: 4, isSigned: false });
  assert.deepEqual(computeEnumLayout({ values: [-1n, 1n] }, linux), { byteLength: 4, alignment: 4, isSigned: true });
});

test("GNU takes 8 bytes only where 4 do not suffice", () => {
  assert.equal(computeEnumLayout({ values: [0xffff_ffffn] }, linux).byteLength, 4);
  assert.equal(computeEnumLayout({ values: [0x1_0000_0000n] }, linux).byteLength, 8);
  assert.equal(computeEnumLayout({ values: [-1n, 0x8000_0000n] }, linux).byteLength, 8);
  const ia32 = requireTarget("i686-unknown-linux-gnu");
  assert.equal(computeEnumLayout({ values: [0x1_0000_0000n] }, ia32).alignment, 4);
});

test("packed enums are as small as their values", () => {
  assert.equal(computeEnumLayout({ values: [255n], isPacked: true }, linux).byteLength, 1);
  assert.equal(computeEnumLayout({ values: [-1n, 255n], isPacked: true }, linux).byteLength, 2);
  assert.equal(computeEnumLayout({ values: [70000n], isPacked: true }, linux).byteLength, 4);
});

test("MSVC always takes int", () => {
  assert.deepEqual(computeEnumLayout({ values: [0xffff_ffffn] }, windows), {
    byteLength: 4,
    alignment: 4,
    isSigned: true,
  });
});
