/** Every descriptor has the size and alignment that C gives it, or none and a reason. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { FfiError } from "@koine/diagnostics";
import type { CType, StructOptions } from "../model.ts";
import { requireTarget } from "../target/targets.ts";
import * as c from "../types/index.ts";
import { computeStructLayout, layoutOf, offsetOfMember } from "./layout-of.ts";

const linux = requireTarget("x86_64-unknown-linux-gnu");
const ia32 = requireTarget("i686-unknown-linux-gnu");
const windows = requireTarget("x86_64-pc-windows-msvc");
const mingw = requireTarget("x86_64-w64-windows-gnu");
const arm = requireTarget("armv7-unknown-linux-gnueabihf");

function failure(action: () => unknown): FfiError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof FfiError, String(error));
    return error;
  }
  throw new Error("nothing was thrown");
}

test("pointers and what is passed as a pointer have the size of a pointer", () => {
  for (const type of [c.pointer(c.void), c.string, c.bytes, c.out(c.double), c.inout(c.int), c.callback([], c.void)]) {
    assert.deepEqual(layoutOf(type, linux), { byteLength: 8, alignment: 8 });
    assert.deepEqual(layoutOf(type, ia32), { byteLength: 4, alignment: 4 });
  }
});

test("long double and double follow the target", () => {
  assert.deepEqual(layoutOf(c.longdouble, linux), { byteLength: 16, alignment: 16 });
  assert.deepEqual(layoutOf(c.longdouble, ia32), { byteLength: 12, alignment: 4 });
  assert.deepEqual(layoutOf(c.longdouble, windows), { byteLength: 8, alignment: 8 });
  assert.deepEqual(layoutOf(c.complexDouble, ia32), { byteLength: 16, alignment: 4 });
  assert.deepEqual(layoutOf(c.alias("real", c.float), linux), { byteLength: 4, alignment: 4 });
});

test("vectors are aligned to their size, up to what the target aligns vectors to", () => {
  const arm64 = requireTarget("aarch64-unknown-linux-gnu");
  for (const [type, byteLength, alignmentOnArm] of [
    [c.vector(c.float, 2), 8, 8],
    [c.vector(c.i64, 2), 16, 16],
    [c.vector(c.u8, 32), 32, 16],
    [c.vector(c.double, 8), 64, 16],
  ] as const) {
    assert.deepEqual(layoutOf(type, linux), { byteLength, alignment: byteLength });
    assert.deepEqual(layoutOf(type, arm64), { byteLength, alignment: alignmentOnArm });
  }
  assert.deepEqual(layoutOf(c.vector(c.long, 2), linux), { byteLength: 16, alignment: 16 });
  assert.deepEqual(layoutOf(c.vector(c.long, 2), windows), { byteLength: 8, alignment: 8 });
  assert.deepEqual(layoutOf(c.array(c.vector(c.int, 4), 3), linux), { byteLength: 48, alignment: 16 });
  assert.equal(offsetOfMember(c.struct("v", { a: c.char, b: c.vector(c.int, 4) }), "b", linux), 16);
  const error = failure(() => layoutOf(c.vector(c.long, 1), windows));
  assert.equal(
    error.message.split("\n")[0],
    "a vector of 1 elements of type long has 4 bytes on x86_64-pc-windows-msvc",
  );
});

test("types without a size are refused by name", () => {
  const incomplete: ReadonlyArray<readonly [CType, string]> = [
    [c.void, "void"],
    [c.opaque("sqlite3"), "sqlite3"],
    [c.fn([c.int], c.int), "int (int)"],
    [c.flexibleArray(c.int), "int []"],
    [c.alias("nothing", c.void), "void"],
  ];
  for (const [type, name] of incomplete) {
    const error = failure(() => layoutOf(type, linux));
    assert.equal(error.code, "FFI_DECLARATION_TYPE");
    assert.ok(error.message.startsWith(`${name} has no size`), error.message);
    assert.notEqual(error.hint, undefined);
  }
});

test("a flexible array takes no room, but aligns its struct", () => {
  const packet = c.struct("Packet", { length: c.u8, data: c.flexibleArray(c.u32) });
  assert.deepEqual(layoutOf(packet, linux), { byteLength: 4, alignment: 4 });
  assert.equal(offsetOfMember(packet, "data", linux), 4);
});

test("layouts are frozen and computed once per target", () => {
  const point = c.struct("Point", { x: c.long, y: c.char });
  const layout = computeStructLayout(point, linux);
  assert.equal(computeStructLayout(point, linux), layout);
  assert.notEqual(computeStructLayout(point, windows), layout);
  assert.deepEqual([layout.byteLength, computeStructLayout(point, windows).byteLength], [16, 8]);
  assert.ok(Object.isFrozen(layout) && Object.isFrozen(layout.members) && layout.members.every(Object.isFrozen));
});

test("unnamed bit-fields take room and are not members", () => {
  const flags = c.struct("Flags", { a: c.bits(c.uint, 3), ":1": c.bits(c.uint, 0), b: c.bits(c.uint, 5) });
  const { byteLength, members } = computeStructLayout(flags, linux);
  assert.equal(byteLength, 8);
  assert.deepEqual(
    members.map((member) => [member.name, member.bitOffset, member.byteOffset, member.bitWidth]),
    [
      ["a", 0, 0, 3],
      ["b", 32, 4, 5],
    ],
  );
});

test("unnamed bit-fields align records on Arm only", () => {
  const padded = c.struct("Padded", { a: c.char, ":1": c.bits(c.int, 4) });
  assert.equal(layoutOf(padded, linux).alignment, 1);
  assert.equal(layoutOf(padded, arm).alignment, 4);
});

test("Microsoft's bit-fields share a unit only with their own size", () => {
  const mixed = c.struct("Mixed", { a: c.bits(c.int, 4), b: c.bits(c.char, 4), c: c.bits(c.int, 4) });
  assert.equal(layoutOf(mixed, linux).byteLength, 4);
  assert.equal(layoutOf(mixed, windows).byteLength, 12);
  assert.equal(layoutOf(mixed, mingw).byteLength, 12);
  assert.equal(layoutOf(c.struct("Empty", {}), windows).byteLength, 4);
  assert.equal(layoutOf(c.struct("Empty", {}), linux).byteLength, 0);
});

test("an alignment wins over pack for Microsoft, and is inherited", () => {
  const inner = c.struct("Inner", { a: c.char }, { align: 8 });
  const outer = c.struct("Outer", { a: c.char, inner }, { pack: 1 });
  assert.deepEqual(layoutOf(outer, windows), { byteLength: 16, alignment: 8 });
  assert.deepEqual(layoutOf(outer, linux), { byteLength: 9, alignment: 1 });
});

test("a size and offsets may be given", () => {
  const sparse = c.struct("Sparse", { a: c.int, b: c.char, c: c.int }, { offsets: { b: 8 }, size: 32 });
  const { byteLength, members } = computeStructLayout(sparse, linux);
  assert.equal(byteLength, 32);
  assert.deepEqual(
    members.map((member) => member.byteOffset),
    [0, 8, 12],
  );
  const unaligned = c.struct("Unaligned", { a: c.char, b: c.int }, { packed: true, offsets: { b: 3 } });
  assert.deepEqual(layoutOf(unaligned, linux), { byteLength: 7, alignment: 1 });
});

test("options that contradict the members are refused with a hint", () => {
  const contradictions: ReadonlyArray<readonly [StructOptions, RegExp]> = [
    [{ size: 7 }, /^struct S: size 7 is less than the 8 bytes that its members need\n {2}hint: /],
    [{ size: 10 }, /^struct S: size 10 is not a multiple of its alignment 4\n {2}hint: /],
    [{ offsets: { b: 2 } }, /^struct S: member "b" at offset 2 overlaps "a"\n {2}hint: /],
    [{ offsets: { b: 6 } }, /^struct S: member "b" at offset 6 is not aligned to 4 bytes\n {2}hint: /],
  ];
  for (const [options, message] of contradictions) {
    const type = c.struct("S", { a: c.int, b: c.int }, options);
    const error = failure(() => layoutOf(type, linux));
    assert.equal(error.code, "FFI_DECLARATION_TYPE");
    assert.match(error.message, message);
  }
});

test("a bit-field wider than its type on this target is refused", () => {
  const wide = c.struct("Wide", { a: c.bits(c.ulong, 40) });
  assert.equal(layoutOf(wide, linux).byteLength, 8);
  assert.match(failure(() => layoutOf(wide, windows)).message, /^unsigned long : 40 is wider than the 32 bits/);
});

test("offsets are asked for by names that exist and are not bit-fields", () => {
  const point = c.struct("Point", { x: c.int, flags: c.bits(c.int, 3) });
  assert.equal(offsetOfMember(point, "x", linux), 0);
  assert.match(failure(() => offsetOfMember(point, "z", linux)).message, /has no member "z"\n {2}hint: .* x, flags$/);
  assert.match(failure(() => offsetOfMember(point, "toString", linux)).message, /has no member "toString"/);
  assert.match(failure(() => offsetOfMember(point, "flags", linux)).message, /is a bit-field/);
});
