/** The options by which descriptors of records get the layout that C gave them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { SpecRecord } from "../spec/model.ts";
import { SpecIndex } from "../spec/spec-index.ts";
import { planRecordOptions } from "./record-descriptor.ts";

const target = requireTarget("x86_64-unknown-linux-gnu");
const facts = { kind: "struct", file: "a.h", isAnonymous: false, isPacked: false, pack: 0 } as const;

test("complex numbers of every precision need no options", () => {
  const member = (name: string, component: "float" | "double" | "long double", bitOffset: number) =>
    ({ name, type: { kind: "complex", component, qualifiers: [] }, bitOffset }) as const;
  const waves: SpecRecord = {
    ...facts,
    name: "waves",
    byteLength: 64,
    alignment: 16,
    members: [member("outer", "long double", 0), member("inner", "double", 256), member("small", "float", 384)],
  };
  assert.deepEqual(planRecordOptions(waves, SpecIndex.of([waves]), target), {});
});

test("a layout that no attribute gives is stated member by member, and one that cannot be stated is none", () => {
  const int = { kind: "integer", name: "int", qualifiers: [] } as const;
  const gap: SpecRecord = {
    ...facts,
    name: "gap",
    byteLength: 16,
    alignment: 4,
    members: [{ name: "a", type: int, bitOffset: 64 }],
  };
  const stated = { packed: true, align: 4, offsets: { a: 8 }, size: 16 };
  assert.deepEqual(planRecordOptions(gap, SpecIndex.of([gap]), target), stated);
  const bits: SpecRecord = { ...gap, members: [{ name: "a", type: int, bitOffset: 64, bitWidth: 3 }] };
  assert.equal(planRecordOptions(bits, SpecIndex.of([bits]), target), undefined);
});
