/** Records that lie where C puts them need no descriptor to be found describable; all others do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { SpecMember, SpecRecord } from "../spec/model.ts";
import { SpecIndex } from "../spec/spec-index.ts";
import { pointerTo, referenceTo } from "../spec/type-constructors.ts";
import type { SpecType } from "../spec/type-model.ts";
import { hasNaturalLayout } from "./natural-layout.ts";
import { describeLayout, planRecordOptions } from "./record-descriptor.ts";

const char: SpecType = { kind: "integer", name: "char", qualifiers: [] };
const double: SpecType = { kind: "float", name: "double", qualifiers: [] };

function arrayOf(element: SpecType, length: number | null): SpecType {
  return { kind: "array", element, length, qualifiers: [] };
}

function record(name: string, size: readonly [number, number], members: readonly SpecMember[]): SpecRecord {
  const [byteLength, alignment] = size;
  const facts = { file: "a.h", isPacked: false, pack: 0, isAnonymous: false, unsupported: undefined };
  return { kind: "struct", name, byteLength, alignment, members, ...facts };
}

function at(bitOffset: number, name: string | null, type: SpecType, bitWidth?: number): SpecMember {
  return { name, type, bitOffset, bitWidth };
}

const inner = record("inner", [16, 8], [at(0, "c", char), at(64, "d", double)]);
const others = [inner];

function isNatural(tested: SpecRecord, triple: string = "x86_64-unknown-linux-gnu"): boolean {
  const target = requireTarget(triple);
  const index = SpecIndex.of(others);
  const describe = (type: SpecType): ReturnType<typeof describeLayout> => describeLayout(type, index, target);
  const measures = { index, target, describe, isNatural: (part: SpecRecord) => isNatural(part, triple) };
  return hasNaturalLayout(tested, measures);
}

test("members one behind the other, records and arrays among them", () => {
  const members = [
    at(0, "a", arrayOf(char, 3)),
    at(64, "b", referenceTo("struct", "inner")),
    at(192, "p", pointerTo(char)),
  ];
  const outer = record("outer", [32, 8], members);
  assert.ok(isNatural(outer));
  assert.deepEqual(planRecordOptions(outer, SpecIndex.of(others), requireTarget("x86_64-unknown-linux-gnu")), {});
});

test("members of a union all start at its start", () => {
  assert.ok(isNatural({ ...record("u", [8, 8], [at(0, "c", char), at(0, "d", double)]), kind: "union" }));
  assert.ok(!isNatural(record("s", [8, 8], [at(0, "c", char), at(0, "d", double)])));
});

test("alignment is the target's", () => {
  const on32Bits = record("s", [12, 4], [at(0, "c", char), at(32, "d", double)]);
  assert.ok(isNatural(on32Bits, "i686-unknown-linux-gnu"));
  assert.ok(!isNatural(on32Bits));
});

test("what attributes moved is another's business, and so is what Microsoft's rules may move", () => {
  assert.ok(!isNatural(record("s", [9, 1], [at(0, "c", char), at(8, "d", double)])));
  assert.ok(!isNatural(record("s", [16, 1], [at(0, "c", char), at(64, "d", double)])));
  assert.ok(!isNatural(record("s", [32, 32], [at(0, "c", char), at(64, "d", double)])));
  const moved = [at(0, "d", double), at(64, "c", char), at(80, "e", char)];
  assert.ok(!isNatural(record("s", [16, 8], moved)), "size and alignment are as if it were not moved");
  assert.ok(!isNatural(inner, "x86_64-pc-windows-msvc"));
});

test("bit-fields, flexible arrays, members without a name or with that of another, and odd names are too", () => {
  assert.ok(!isNatural(record("s", [1, 1], [at(0, "c", char, 3)])));
  assert.ok(!isNatural(record("s", [1, 1], [at(0, "c", char), at(8, "rest", arrayOf(char, null))])));
  assert.ok(!isNatural(record("s", [16, 8], [at(0, null, referenceTo("struct", "inner"))])));
  assert.ok(!isNatural(record("s", [2, 1], [at(0, "c", char), at(8, "c", char)])));
  assert.ok(!isNatural(record("s", [1, 1], [at(0, "a-b", char)])));
  assert.ok(!isNatural(record("s", [0, 1], [])));
});
