/** Types that are declared by C's text, on this machine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { types } from "@koine/ctypes";
import type { CType, StructType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import type * as c from "../c.ts";
import { declareAlias, declareEnum, declareFlags, declareStruct, declareUnion } from "./late-types.ts";
import { struct } from "./record-type.ts";

function codeOf(action: () => unknown): string {
  try {
    action();
    return "none";
  } catch (error) {
    if (error instanceof FfiError) return error.code;
    throw error;
  }
}

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
    ["typedef int function(int (*other)(void))", "function", "function"],
  ] as const) {
    const alias: c.AliasType = declareAlias(text);
    assert.deepEqual([alias.name, alias.target.kind], [name, kind], text);
  }
});

test("what is wrong shows at the first use, as an error of Koine", () => {
  const wrong = (type: unknown): string => codeOf(() => (type as { members: unknown }).members);
  assert.equal(wrong(declareStruct("struct s { foo x; }")), "FFI_DECLARATION_TYPE");
  assert.equal(wrong(declareStruct("struct s { int x }")), "FFI_DECLARATION_SYNTAX");
  assert.equal(wrong(declareStruct("struct s")), "FFI_DECLARATION_SYNTAX");
  assert.equal(wrong(declareStruct(5 as never)), "FFI_ARGUMENT_TYPE");
  assert.equal(wrong(declareStruct("struct s { int x; }", "foo" as never)), "FFI_ARGUMENT_TYPE");
  assert.equal(wrong(declareEnum("enum e { A = }")), "FFI_DECLARATION_SYNTAX");
  assert.equal(wrong(declareEnum("enum e")), "FFI_DECLARATION_SYNTAX");
  assert.equal(
    codeOf(() => declareAlias<c.AliasType>("typedef foo x").target),
    "FFI_DECLARATION_TYPE",
  );
});
