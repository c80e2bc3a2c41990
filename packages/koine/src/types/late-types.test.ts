/** Types that are declared by C's text, on this machine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { types } from "@koine/ctypes";
import type { CType, StructType } from "@koine/ctypes";
import type * as c from "../c.ts";
import { declareAlias, declareEnum, declareFlags, declareStruct, declareUnion } from "./late-types.ts";
import { struct } from "./record-type.ts";

interface Shape {
  readonly name: string;
  readonly size: number;
  readonly alignment: number;
  offsetOf(member: string): number;
}

test("a struct by its text is the struct by its members", () => {
  const byText: Shape = declareStruct("struct mixed { char c; double d[2]; unsigned a : 3, b : 7; short s; }");
  const byMembers = struct("mixed", {
    c: types.char,
    d: types.array(types.double, 2),
    a: types.bits(types.uint, 3),
    b: types.bits(types.uint, 7),
    s: types.short,
  });
  assert.deepEqual([byText.name, byText.size, byText.alignment], ["mixed", byMembers.size, byMembers.alignment]);
  for (const member of ["c", "d", "s"] as const) assert.equal(byText.offsetOf(member), byMembers.offsetOf(member));
});

test("a text knows its own struct, and waits for those that are declared below", () => {
  const node: c.Struct<"node", { value: typeof types.int; next: c.PointerType<typeof node, false> }> = declareStruct(
    "struct node { int value; struct node *next; }",
  );
  const last = node.create({ value: 2, next: null });
  assert.equal(node.create({ value: 1, next: last }).next?.value.value, 2);
  const first: Shape = declareStruct("struct first { struct second *other; int n; }", () => [second]);
  const second: StructType = declareStruct("struct second { struct first inside; }", first as unknown as CType);
  assert.equal((second as unknown as Shape).size, 16);
  assert.equal(first.size, 16);
  const union: Shape = declareUnion("union either { struct second s; char text[24]; }", second);
  assert.deepEqual([union.name, union.size, union.alignment], ["either", 24, 8]);
});

test("enums and flags have the members of their text, and are open or not", () => {
  const color: c.EnumType = declareEnum("enum color : unsigned char { RED, GREEN = 4, BLUE }");
  assert.deepEqual([color.name, color.isOpen, color.base], ["color", false, types.uchar]);
  assert.deepEqual(color.members, { RED: 0, GREEN: 4, BLUE: 5 });
  const mode: c.FlagsType = declareFlags("enum mode : unsigned int { READ = 1, WRITE }", { open: true });
  assert.equal(mode.isOpen, true);
  assert.deepEqual(mode.names(3), ["READ", "WRITE"]);
});

test("a typedef has the name of its text", () => {
  for (const [text, name, kind] of [
    ["typedef unsigned long size", "size", "integer"],
    ["typedef int (*compare)(const void *, const void *)", "compare", "callback"],
    ["typedef char (*(*nested)(int))[3]", "nested", "callback"],
    ["typedef int row[8]", "row", "array"],
    ["\n  typedef\tint spaced;", "spaced", "integer"],
    ["typedef int function(int (*other)(void))", "function", "function"],
  ] as const) {
    const alias: c.AliasType = declareAlias(text);
    assert.deepEqual([alias.name, alias.target.kind], [name, kind], text);
  }
});

test("a struct is packed and aligned as its text says", () => {
  const options = { packed: true, align: 4 };
  const byText: Shape = declareStruct("struct __attribute__((packed, aligned(4))) wire { char c; int i; short s; }");
  const byMembers = struct("wire", { c: types.char, i: types.int, s: types.short }, options);
  assert.deepEqual([byText.name, byText.size, byText.alignment], ["wire", byMembers.size, byMembers.alignment]);
  assert.equal(byText.offsetOf("i"), 1);
});

test("what is wrong shows at the first use, as an error of Koine", () => {
  const assertRefused = (type: unknown, code: string): void => {
    assert.throws(() => (type as { members: unknown }).members, { name: "FfiError", code });
  };
  assertRefused(declareStruct("struct s { foo x; }"), "FFI_DECLARATION_TYPE");
  assertRefused(declareStruct("struct s { int x }"), "FFI_DECLARATION_SYNTAX");
  assertRefused(declareStruct("struct s"), "FFI_DECLARATION_SYNTAX");
  assertRefused(declareStruct("union s { int x; }"), "FFI_DECLARATION_SYNTAX");
  assertRefused(declareUnion("struct s { int x; }"), "FFI_DECLARATION_SYNTAX");
  assertRefused(declareStruct("struct s { char c; _Alignas(16) int x; }"), "FFI_DECLARATION_TYPE");
  assertRefused(declareStruct(5 as never), "FFI_ARGUMENT_TYPE");
  assertRefused(declareStruct("struct s { int x; }", "foo" as never), "FFI_ARGUMENT_TYPE");
  assertRefused(declareEnum("enum e { A = }"), "FFI_DECLARATION_SYNTAX");
  assertRefused(declareEnum("enum e"), "FFI_DECLARATION_SYNTAX");
  const alias: c.AliasType = declareAlias("typedef foo x");
  assert.throws(() => alias.target, { name: "FfiError", code: "FFI_DECLARATION_TYPE", hint: /behind the text/ });
});
