/**
 * What GCC takes with a warning, Koine takes with one too, or without; and where it takes more than GCC, or less, it does so on
 * purpose.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { assertLikeGcc, parseText, skipWithoutGcc } from "./gcc.case.ts";

function isAcceptedByGcc(text: string): boolean {
  return spawnSync("gcc", ["-std=gnu17", "-fsyntax-only", "-w", "-xc", "-"], { input: text }).status === 0;
}

const accepted: Readonly<Record<string, readonly string[]>> = {
  "cparser/implicit-int": [
    "x;",
    "x = 1, y[3];",
    "f();",
    "f(int a);",
    "*f(void);",
    "(f)(int);",
    "*const *p;",
    "f() { return 1; }",
    "f(a, b) { return a; }",
    "f(a, b) int a; char *b; { return a; }",
    "inline f(void);",
    "extern *p;",
    'f(void) __asm__("g");',
    "x __attribute__((aligned(16)));",
    "typedef T; T x;",
    "const x, *const y;",
    "struct s { const x; volatile *y; };",
    "int f(const *x, register);",
  ],
  "cparser/syntax": [
    "struct s { int x };",
    "struct s { int x; int y : 3 } v;",
    "struct s { struct { int x; } };",
    "typedef struct { int x; union { int *y } } T;",
    "struct s { int };",
  ],
};

for (const [code, lines] of Object.entries(accepted)) {
  for (const line of lines) {
    test(`${line} is ${code}, a warning`, { skip: skipWithoutGcc }, () => {
      const text = `${line}\nint behind(void);\n`;
      assert.ok(isAcceptedByGcc(text));
      const unit = parseText(text);
      assert.deepEqual(
        [...new Set(unit.diagnostics.map((item) => `${item.severity} ${item.code}`))],
        [`warning ${code}`],
      );
      assert.ok(unit.functions.some(({ name }) => name === "behind"));
      assertLikeGcc(unit, { text });
    });
  }
}

for (const text of [
  "__float80 x; typedef __float80 T; struct s { char c; __float80 x; };",
  "enum { A = '\\q', B = '\\777', C = '\\xfff' };",
  'extern char s[sizeof "\\q\\xfff\\777"];',
  "int n; int f(int a[n], int b[3][n]); extern char a[sizeof n], b[sizeof(n) + 0 * sizeof n];",
  "int n; extern char a[__builtin_constant_p(n) + 1], b[1 ? 2 : n], c[1 || n];",
  "int n[3]; extern char a[sizeof n / sizeof n[0]];",
  "int f(int n; int a[n], int n); int g(int n;);",
  "int f(int a[const 3], int b[restrict], int c[*]);",
  "enum e *p; enum e f(enum e); enum e { A }; enum e x;",
  "extern enum e x; enum e { A };",
  "extern inline __attribute__((gnu_inline)) int f(void) { return 1; } int f(void) { return 1; }",
  "int a = 1; int a; extern int a;",
  "typedef int *v __attribute__((vector_size(16))); typedef enum { VA } w __attribute__((vector_size(16)));",
  "typedef; extern; restrict;",
  "static int x; extern int x; static int x; static int f(void); int f(void); extern int f(void);",
  // Pragmas of arguments count where the arguments come to stand.
  '#define id(x) x\nid(_Pragma("pack(push,1)") struct s { char c; int i; }; _Pragma("pack(pop)")) struct t { char c; int i; };',
  '#define id(x) x\n#define in(x) _Pragma("pack(2)") x _Pragma("pack()")\nid(in(struct s { char c; int i; };) struct t { char c; int i; };)',
  'struct s { char c[3]; }; extern struct s v; extern char a[sizeof(0, v.c)], b[sizeof((0, v).c)], d[sizeof(1, "abc")];',
  "extern const int c; extern volatile int v; extern int a; extern __typeof__(0, c) a; extern __typeof__(v = 1) a;",
  "typedef int v __attribute__((mode(HI))) __attribute__((vector_size(16))); struct s { char c; v x; }; v f(v);",
  "struct s { char c; struct { int x, y; } a[2]; }; enum { A = __builtin_offsetof(struct s, a->y) };",
  'extern int v; _Static_assert(__atomic_always_lock_free(4, 0) && !__atomic_always_lock_free(3, &v), "");',
  'void *f(int) __attribute__((alloc_size("1"))); void g(int *) __attribute__((nonnull("1")));',
  '__extension__ _Static_assert(1, "x"); struct s { __extension__ _Static_assert(1, "x"); int a; };',
]) {
  test(`${text} is read as GCC reads it`, { skip: skipWithoutGcc }, () => {
    const unit = parseText(text);
    const errors = unit.diagnostics.filter(({ severity }) => severity === "error");
    assert.deepEqual(errors, []);
    assertLikeGcc(unit, { text });
  });
}

for (const text of [
  "int f(missing_t);",
  "int f(missing_t, other_t);",
  "int f(const missing_t);",
  "int f(register missing_t);",
]) {
  test(`${text} is not taken for C89, as newer compilers do not`, { skip: skipWithoutGcc }, () => {
    assert.ok(isAcceptedByGcc(text));
    const { diagnostics, functions } = parseText(text);
    assert.deepEqual(
      diagnostics.map(({ severity, code }) => `${severity} ${code}`),
      ["error cparser/unknown-type"],
    );
    assert.deepEqual(functions, []);
  });
}

for (const text of [
  "union u { int x; char d[]; };",
  "struct s { char d[]; };",
  "union u { struct { char d[]; }; int x; };",
]) {
  test(`${text} is taken as newer compilers take it`, () => {
    const { diagnostics, records } = parseText(text);
    assert.deepEqual(diagnostics, []);
    assert.ok(records.every(({ layout }) => layout !== null));
  });
}
