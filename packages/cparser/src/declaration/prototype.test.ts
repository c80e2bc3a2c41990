import assert from "node:assert/strict";
import { test } from "node:test";
import { typeName, types } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { parsePrototype } from "./prototype.ts";
import { PrototypeReader } from "./prototype-reader.ts";
import type { ParsePrototypeOptions } from "./prototype.ts";

/** The type of a prototype in C's spelling, strings and callbacks marked. */
function lower(text: string, options?: ParsePrototypeOptions): string {
  return typeName(parsePrototype(text, options).type);
}

function failureOf(text: string, options?: ParsePrototypeOptions): FfiError {
  let failure: unknown;
  try {
    parsePrototype(text, options);
  } catch (error) {
    failure = error;
  }
  assert.ok(failure instanceof FfiError, `${JSON.stringify(text)} was accepted`);
  return failure;
}

/** The part of a prototype that its error points at. */
function markedText(text: string, details: FfiError["details"]): string {
  const offset = Number(details["offset"]);
  return text.slice(offset, offset + Number(details["length"]));
}

test("a prototype gives name, types and parameter names", () => {
  const { name, symbol, type } = parsePrototype(
    "unsigned long crc32(unsigned long crc, const unsigned char *buf, unsigned int)",
  );
  assert.equal(name, "crc32");
  assert.equal(symbol, "crc32");
  assert.equal(type.result, types.ulong);
  assert.deepEqual(type.parameters, [types.ulong, types.pointer(types.uchar, { const: true }), types.uint]);
  assert.deepEqual(type.parameterNames, ["crc", "buf", undefined]);
  assert.equal(type.isVariadic, false);
  assert.ok(Object.isFrozen(type) && Object.isFrozen(type.parameters) && Object.isFrozen(type.parameterNames));
});

test("a const char pointer is a string as result, a pointer as parameter", () => {
  const { type } = parsePrototype("const char *f(const char *s, char *t)");
  assert.equal(type.result, types.string);
  assert.deepEqual(type.parameters, [types.pointer(types.char, { const: true }), types.pointer(types.char)]);
  assert.deepEqual(parsePrototype("char *f(void)").type.result, types.pointer(types.char));
});

test("a function pointer parameter is a callback for the call; inside a callback it is a pointer", () => {
  const { type } = parsePrototype("void f(void (*done)(int (*inner)(void), const char *))");
  const [callback] = type.parameters;
  assert.ok(callback?.kind === "callback");
  assert.equal(callback.lifetime, "call");
  const [inner, text] = callback.signature.parameters;
  assert.ok(inner?.kind === "pointer" && inner.target.kind === "function");
  assert.deepEqual(text, types.pointer(types.char, { const: true }));
});

test("a pointer to a function type that has a name is a callback, too", () => {
  const compare = types.fn([types.int], types.int);
  const named = {
    compare,
    order: types.alias("order", compare),
    again: types.alias("again", types.alias("b", compare)),
  };
  for (const name of Object.keys(named)) {
    for (const text of [`void f(${name} *how)`, `void f(const char *text, ${name} *const how)`]) {
      const last = parsePrototype(text, { types: named }).type.parameters.at(-1);
      assert.ok(last?.kind === "callback", text);
      assert.equal(last.signature, compare);
    }
    const { type } = parsePrototype(`${name} *f(${name} **places)`, { types: named });
    assert.deepEqual([type.result.kind, type.parameters[0]?.kind], ["pointer", "pointer"]);
  }
});

const spellings: readonly (readonly [text: string, type: string])[] = [
  ["unsigned f(signed x)", "unsigned int (int)"],
  ["long long unsigned int f(long unsigned x)", "unsigned long long (unsigned long)"],
  ["long int long f(int short unsigned x)", "long long (unsigned short)"],
  ["long double f(char unsigned c)", "long double (unsigned char)"],
  ["double _Complex f(_Complex float z)", "double _Complex (float _Complex)"],
  ["long double _Complex f(_Complex long double z)", "long double _Complex (long double _Complex)"],
  ["_Bool f(bool b)", "bool (bool)"],
  ["int f(char const *s, const char *const t)", "int (const char *, const char *)"],
  ["extern int f(register const volatile int x)", "int (int)"],
  ["static inline int (f)(int const x)", "int (int)"],
  ["size_t f(ssize_t a, ptrdiff_t b, intptr_t c, uintptr_t d)", "size_t (ssize_t, ptrdiff_t, intptr_t, uintptr_t)"],
  ["int8_t f(uint16_t a, int32_t b, uint64_t c)", "int8_t (uint16_t, int32_t, uint64_t)"],
  ["wchar_t f(char16_t a, char32_t b)", "wchar_t (char16_t, char32_t)"],
  ["int f(int a[2], char *argv[], int m[3][4])", "int (int *, char **, int (*)[4])"],
  ["int f(int a[static 4], const char s[restrict])", "int (int *, const char *)"],
  ["int f(int cb(void))", "int (int (*)(void))"],
  ["int f()", "int (void)"],
  ["int f(const char *format, ...);", "int (const char *, ...)"],
  ["void (*signal(int sig, void (*func)(int)))(int)", "void (*(int, void (*)(int)))(int)"],
  ["struct S *f(union U *u, const struct T *const *t)", "S *(U *, const T *const *)"],
  ["enum E f(enum E e)", "int (int)"],
  ["[[nodiscard]] int f(int x [[maybe_unused]])", "int (int)"],
  ['__attribute__((visibility("default"))) int f(int x) __attribute__((nonnull (1), pure))', "int (int)"],
  ["__declspec(dllimport) int __stdcall f(void)", "int (void)"],
  ["int f(int x /* first */, // then\n int y)", "int (int, int)"],
  ["void f(void *const restrict p, volatile int *q)", "void (void *, int *)"],
];

test("C's spellings of a type are one type", () => {
  for (const [text, type] of spellings) assert.equal(lower(text), type, text);
});

/** Prototypes with attributes, and what they are when V is the vector. */
const vectors: readonly (readonly [text: string, plain: string])[] = [
  ["float __attribute__((vector_size(16))) f(void)", "V f(void)"],
  ["__attribute__((__vector_size__(16), __may_alias__)) float f(void)", "V f(void)"],
  ["float f(void) __attribute__((pure, vector_size (0x10)))", "V f(void)"],
  ["float *f(void) __attribute__((vector_size(16)))", "V *f(void)"],
  ["void f(float v __attribute__((vector_size(16))), int)", "void f(V v, int)"],
  ["void f(const float __attribute__((vector_size(16))) *v)", "void f(const V *v)"],
  ["void f(float __attribute__((vector_size(16))) const *v)", "void f(const V *v)"],
  ["void f(float v[2] __attribute__((vector_size(16))))", "void f(V v[2])"],
  ["void f(float __attribute__((ext_vector_type(4))) v)", "void f(V v)"],
  ["void f(void (*g)(int, float __attribute__((vector_size(16))) v))", "void f(void (*g)(int, V v))"],
  ["void f(float (*g)(int) __attribute__((vector_size(16))))", "void f(V (*g)(int))"],
  ["__m128 f(float32x4_t a, const __m128 *b)", "V f(V a, const V *b)"],
  ["void f(scalar v __attribute__((vector_size(16))))", "void f(V v)"],
];

test("the attribute makes vectors wherever GNU C takes it", () => {
  const V = types.vector(types.float, 4);
  const options = { types: { V, scalar: types.alias("scalar", types.float) } };
  for (const [text, plain] of vectors) {
    assert.deepEqual(parsePrototype(text, options).type, parsePrototype(plain, options).type, text);
  }
  const resultOf = (text: string): unknown => parsePrototype(text).type.result;
  assert.deepEqual(resultOf("unsigned __attribute__((vector_size(8))) f(void)"), types.vector(types.uint, 2));
  assert.deepEqual(resultOf("__m64 f(void)"), types.vector(types.int, 2));
  assert.deepEqual(resultOf("uint8x16_t f(void)"), types.vector(types.u8, 16));
});

test("an asm label gives the symbol", () => {
  assert.equal(parsePrototype('int f(void) __asm__("f_2")').symbol, "f_2");
});

test("types that the caller gives are known by typedef name, tag and full tag", () => {
  const point = types.struct("Point", { x: types.int });
  const color = types.enum("Color", { RED: 0 });
  const given = {
    uLong: types.alias("uLong", types.ulong),
    Point: point,
    "enum Color": color,
    FILE: types.opaque("FILE"),
  };
  for (const options of [{ types: given }, { types: new Map(Object.entries(given)) }]) {
    assert.deepEqual(parsePrototype("uLong f(struct Point p, const Point *q)", options).type.parameters, [
      point,
      types.pointer(point, { const: true }),
    ]);
    assert.equal(parsePrototype("enum Color f(FILE *file)", options).type.result, color);
  }
  // What the caller gives comes first, and names of Object's prototype are no types.
  assert.equal(parsePrototype("size_t f(void)", { types: { size_t: types.u32 } }).type.result, types.u32);
  assert.equal(failureOf("constructor f(void)", { types: {} }).code, "FFI_DECLARATION_TYPE");
});

test("an error shows the text with a mark under the token, and what was expected", () => {
  assert.equal(
    failureOf("int f(int x, foo_t y)").message,
    [
      'unknown type "foo_t"',
      "  int f(int x, foo_t y)",
      "               ^^^^^",
      '  hint: give the type by name in `types`, such as { foo_t: c.opaque("foo_t") }',
    ].join("\n"),
  );
  assert.match(
    failureOf("int f(\n\tint $ $)").message,
    /^expected "\)" or ",".*got "\$"\n {2}\tint \$ \$\)\n {2}\t {6}\^$/,
  );
  assert.match(failureOf("int f(siz_t n)").message, /did you mean "size_t"\?/);
});

test("a pointer to an array of constants is one to constant memory, like one to a constant", () => {
  const { parameters } = parsePrototype("void f(const int m[3][4], int n[3][4], const double (*p)[2])").type;
  const rows = types.array(types.int, 4);
  const pairs = types.array(types.double, 2);
  const constant = { const: true };
  assert.deepEqual(parameters, [types.pointer(rows, constant), types.pointer(rows), types.pointer(pairs, constant)]);
});

test("an array parameter may be as long as another parameter says, which does not matter", () => {
  const expected = [types.int, types.pointer(types.double)];
  const lengths = ["n", "2 * n", "n + 1", "static n", "const n", "3 + 1 * 2", "*", "restrict static 4", "n << 1"];
  for (const length of lengths) {
    const text = `void f(int n, double a[${length}])`;
    assert.deepEqual(parsePrototype(text).type.parameters, expected, text);
  }
  assert.match(failureOf("void f(int n, double (*a)[n])").message, /^an array behind a pointer needs a length/);
  for (const [text, mark] of [
    ["void f(int n, double a[m])", "m"],
    ["void f(int n, double a[n +])", "n"],
    ["void f(int n, double a[int])", "int"],
    ["void f(int n, double a[n", "n"],
  ] as const) {
    assert.equal(markedText(text, failureOf(text).details), mark, text);
  }
});

test("what is not a prototype is a syntax error at the token", () => {
  const wrong: readonly (readonly [text: string, mark: string])[] = [
    ["", ""],
    ["int", ""],
    ["int f(int", ""],
    ["int x", ""],
    ["int f(void) garbage", "garbage"],
    ["typedef int f(void)", "typedef"],
    ["#include <a.h>", "#"],
    ["struct P { int a; } f(void)", "{"],
    ["int f(unsigned float x)", "float"],
    ["int f(int a[n])", "n"],
    ['int f("x")', '"x"'],
    ["int f(typeof(1) x)", "1"],
  ];
  for (const [text, mark] of wrong) {
    const { code, details } = failureOf(text);
    assert.equal(code, "FFI_DECLARATION_SYNTAX", text);
    assert.equal(markedText(text, details), mark, text);
  }
});

test("types that cannot be passed are refused at their parameter", () => {
  const wrong: readonly (readonly [text: string, mark: string])[] = [
    ["void f(int a, struct P p)", "struct"],
    ["struct P f(void)", "f"],
    ["int f(void x)", "void"],
    ["__int128 f(void)", "f"],
    ["void f(int a, _Decimal64 d)", "_Decimal64"],
    ["void f(__builtin_va_list list)", "__builtin_va_list"],
    ["foo(int)", "foo"],
    ["float __attribute__((vector_size(12))) f(void)", "12"],
    ["float __attribute__((vector_size(0))) f(void)", "0"],
    ["char __attribute__((vector_size(4))) f(void)", "4"],
    ["void f(int a, double v __attribute__((vector_size(128))))", "128"],
    ["void f(int a, float __attribute__((ext_vector_type(3))) v)", "3"],
    ["void f(struct S *v __attribute__((vector_size(16))))", "16"],
    ["void f(bool v __attribute__((vector_size(16))))", "16"],
    ["void f(long v __attribute__((vector_size(16))))", "16"],
    ["void f(__m128 v __attribute__((vector_size(16))))", "16"],
    ["void f(int a, _Float16 v __attribute__((vector_size(16))))", "_Float16"],
    ["int __attribute__((mode(DI))) f(void)", "f"],
    ["void f(int __attribute__((mode(QI))) a)", "int"],
    ["int f(int a) __attribute__((regcall))", "f"],
  ];
  for (const [text, mark] of wrong) {
    const { code, details } = failureOf(text);
    assert.equal(code, "FFI_DECLARATION_TYPE", text);
    assert.equal(markedText(text, details), mark, text);
  }
});

test("what no pointer can lead to says what to write in its place", () => {
  for (const type of ["__int128", "_Float16", "_Float16 __attribute__((vector_size(16)))", "__builtin_va_list"]) {
    const { code, message } = failureOf(`void f(const ${type} *p)`);
    assert.equal(code, "FFI_DECLARATION_TYPE");
    assert.match(message, / cannot be read through a pointer: .*hint: write "void \*"$/su, type);
  }
});

test("the reader of many prototypes gives what the parser gives, again and again", () => {
  const reader = new PrototypeReader();
  const texts = [...spellings.map(([text]) => text), "const char *f(const char *)", "char *f(const char *s)"];
  for (let round = 0; round < 2; round++) {
    for (const text of texts) assert.deepEqual(reader.read(text), parsePrototype(text), text);
  }
  for (const text of ["int f(int, void)", "int f(void x)", "int f(int int)", "int int f(int)", "typedef int f(int)"]) {
    assert.throws(() => reader.read(text), FfiError, text);
  }
});
