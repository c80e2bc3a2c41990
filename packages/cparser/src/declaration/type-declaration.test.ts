/** Types as strings: what they are made of, by the rules of prototypes. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { types } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { parseEnum, parseRecord, parseTag, parseTypedef } from "./type-declaration.ts";

function failureOf(action: () => unknown): FfiError {
  try {
    action();
  } catch (error) {
    if (error instanceof FfiError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

test("a struct has members of any type, in order", () => {
  const number = types.alias("number", types.double);
  const inner = types.struct("inner", { x: types.int });
  const { name, members } = parseRecord(
    `struct outer {
      unsigned long long wide, *pointer;
      const char *text; char *const *list; number value; number several[2][3];
      struct inner inside; struct inner; const struct inner *other;
      int (*compare)(const void *, number); void (*handlers[4])(void);
      unsigned flag : 1, : 0; size_t rest[];
    };`,
    "struct",
    { number, inner },
  );
  assert.equal(name, "outer");
  assert.deepEqual(Object.entries(members), [
    ["wide", types.ulonglong],
    ["pointer", types.pointer(types.ulonglong)],
    ["text", types.pointer(types.char, { const: true })],
    ["list", types.pointer(types.pointer(types.char), { const: true })],
    ["value", number],
    ["several", types.array(types.array(number, 3), 2)],
    ["inside", inner],
    [":0", inner],
    ["other", types.pointer(inner, { const: true })],
    ["compare", types.pointer(parseTypedef("typedef int f(const void *, number)", { number }).target)],
    ["handlers", types.array(types.pointer(parseTypedef("typedef void f(void)").target), 4)],
    ["flag", types.bits(types.uint, 1)],
    [":1", types.bits(types.uint, 0)],
    ["rest", types.flexibleArray(types.usize)],
  ]);
});

test("members may have the names of their types, and of what objects inherit", () => {
  const gint = types.alias("gint", types.int);
  const { members } = parseRecord("union u { gint gint; int __proto__; int constructor; }", "union", { gint });
  assert.deepEqual(Object.keys(members), ["gint", "__proto__", "constructor"]);
});

test("a struct is packed and aligned as a whole, whether that is said before or after", () => {
  const optionsOf = (text: string): unknown => parseRecord(text, "struct").options;
  assert.deepEqual(optionsOf("struct s { char a; int b; }"), {});
  assert.deepEqual(optionsOf("struct __attribute__((packed)) s { char a; int b; }"), { packed: true });
  assert.deepEqual(optionsOf("struct s { char a; int b; } __attribute__((packed, aligned(8)));"), {
    packed: true,
    align: 8,
  });
  assert.equal(parseTag("struct __attribute__((packed)) s { char a; }"), "s");
  assert.equal(parseTag("/* of the file */ enum e : int { A }"), "e");
});

test("members and typedefs can be vectors", () => {
  const V = types.vector(types.float, 4);
  const { members } = parseRecord(
    `struct s {
      float v __attribute__((vector_size(16))), plain;
      float __attribute__((__vector_size__(16))) w, *p, list[3];
      __m128 m;
    }`,
    "struct",
  );
  assert.deepEqual(Object.entries(members), [
    ["v", V],
    ["plain", types.float],
    ["w", V],
    ["p", types.pointer(V)],
    ["list", types.array(V, 3)],
    ["m", V],
  ]);
  assert.deepEqual(parseTypedef("typedef float v4 __attribute__((vector_size(16)))"), { name: "v4", target: V });
  assert.deepEqual(parseTypedef("typedef float __attribute__((vector_size(16))) v4;"), { name: "v4", target: V });
});

test("an enum counts on from the value before", () => {
  const { name, base, members } = parseEnum("enum e : unsigned long { A, B = 5, C, D = 0xffffffffffffffff, }");
  assert.deepEqual([name, base], ["e", types.ulong]);
  assert.deepEqual(members, { A: 0, B: 5, C: 6, D: 0xffff_ffff_ffff_ffffn });
  assert.deepEqual(parseEnum("enum e { A = -2, B }"), { name: "e", base: types.int, members: { A: -2, B: -1 } });
});

test("a typedef of a function pointer is a callback; in a result or behind a pointer it is an address", () => {
  const { name, target } = parseTypedef("typedef char *(*make)(int (*)(void))");
  assert.equal(name, "make");
  assert.ok(target.kind === "callback");
  assert.deepEqual(target.signature.result, types.pointer(types.char));
  assert.equal(target.signature.parameters[0]?.kind, "pointer");
  assert.deepEqual(parseTypedef("typedef const char *text;").target, types.pointer(types.char, { const: true }));
  assert.deepEqual(parseTypedef("typedef int numbers[8]").target, types.array(types.int, 8));
});

test("what is wrong is told at its place", () => {
  const wrong: readonly (readonly [() => unknown, code: string, mark: string])[] = [
    [() => parseRecord("struct s { int x }", "struct"), "FFI_DECLARATION_SYNTAX", "}"],
    [() => parseRecord("struct s { int x; int x; }", "struct"), "FFI_DECLARATION_SYNTAX", "x"],
    [() => parseRecord("struct s { struct unknown x; }", "struct"), "FFI_DECLARATION_TYPE", "x"],
    [() => parseRecord("struct s { foo x; }", "struct"), "FFI_DECLARATION_TYPE", "foo"],
    [() => parseRecord("struct s { double x : 3; }", "struct"), "FFI_DECLARATION_TYPE", "x"],
    [() => parseRecord("struct s { static int x; }", "struct"), "FFI_DECLARATION_SYNTAX", "static"],
    [() => parseRecord("enum s { x }", "struct"), "FFI_DECLARATION_SYNTAX", "enum"],
    [() => parseRecord("union s { int x; }", "struct"), "FFI_DECLARATION_SYNTAX", "union"],
    [() => parseRecord("struct s { int x __attribute__((aligned(16))); }", "struct"), "FFI_DECLARATION_TYPE", "x"],
    [() => parseRecord("struct s { int x __attribute__((packed)), y; }", "struct"), "FFI_DECLARATION_TYPE", "x"],
    [() => parseRecord("struct s { _Alignas(16) int x; }", "struct"), "FFI_DECLARATION_TYPE", "x"],
    [() => parseRecord("struct s { int x : 3 __attribute__((aligned(8))); }", "struct"), "FFI_DECLARATION_TYPE", "x"],
    [
      () => parseRecord("struct s { int x : 3 __attribute__((vector_size(16))); }", "struct"),
      "FFI_DECLARATION_TYPE",
      "16",
    ],
    [() => parseRecord("struct s { int x; } __attribute__((vector_size(8)))", "struct"), "FFI_DECLARATION_TYPE", "8"],
    [() => parseRecord("struct s { int x __attribute__((vector_size(7))); }", "struct"), "FFI_DECLARATION_TYPE", "7"],
    [() => parseRecord("struct s { struct { int x; } y; }", "struct"), "FFI_DECLARATION_SYNTAX", "{"],
    [() => parseRecord("struct s { struct t { int x; } y; }", "struct"), "FFI_DECLARATION_SYNTAX", "{"],
    [() => parseRecord("struct s { int x; } y", "struct"), "FFI_DECLARATION_SYNTAX", "y"],
    [() => parseRecord("struct s { int x;", "struct"), "FFI_DECLARATION_SYNTAX", ""],
    [() => parseEnum("enum e : double { A }"), "FFI_DECLARATION_TYPE", "double"],
    [() => parseEnum("enum e { A = x }"), "FFI_DECLARATION_SYNTAX", "x"],
    [() => parseEnum("enum e { A, B, A }"), "FFI_DECLARATION_SYNTAX", "A"],
    [() => parseEnum("enum __attribute__((packed)) e { A }"), "FFI_DECLARATION_TYPE", "}"],
    [() => parseEnum("enum e { A } __attribute__((packed))"), "FFI_DECLARATION_TYPE", ")"],
    [() => parseEnum("enum e { A B }"), "FFI_DECLARATION_SYNTAX", "B"],
    [() => parseTypedef("int x"), "FFI_DECLARATION_SYNTAX", "int"],
    [() => parseTypedef("typedef int x __attribute__((aligned(16)))"), "FFI_DECLARATION_TYPE", "x"],
    [() => parseTypedef("typedef void x __attribute__((vector_size(16)))"), "FFI_DECLARATION_TYPE", "16"],
    [() => parseTypedef("typedef __int128 x"), "FFI_DECLARATION_TYPE", "x"],
  ];
  for (const [action, code, mark] of wrong) {
    const { code: received, details, message } = failureOf(action);
    assert.equal(received, code, message);
    const { text, offset, length } = details as { text: string; offset: number; length: number };
    assert.equal(text.slice(offset, offset + length), mark, message);
  }
});
