/** Texts that GCC takes are read without an error, and those that it refuses with one, at the same line. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { parseText, skipWithoutGcc } from "./gcc.case.ts";

/** Lines with errors, ascending. */
function judgeWithGcc(text: string): readonly number[] {
  const flags = ["-std=gnu17", "-fsyntax-only", "-w", "-xc", "-"];
  const { stderr } = spawnSync("gcc", flags, { input: text, encoding: "utf8" });
  return linesOf([...stderr.matchAll(/^<stdin>:(\d+):(?:\d+:)? (?:fatal )?error: /gm)].map(([, line]) => Number(line)));
}

function judge(text: string): readonly number[] {
  const errors = parseText(text).diagnostics.filter(({ severity }) => severity === "error");
  return linesOf(errors.map(({ span }) => span?.line ?? 0));
}

function linesOf(lines: readonly number[]): readonly number[] {
  return [...new Set(lines)].toSorted((left, right) => left - right);
}

const declarations = [
  "int a(int);\nint a(double);",
  "int a(int);\nint a(int, int);",
  "int a(int);\nint a(int, ...);",
  "int a(int);\nlong a(int);",
  "int a();\nint a(int);\nint a(void);",
  "int a(const int);\nint a(int);",
  "int a(const char *);\nint a(char *);",
  "const int a(void);\nint a(void);",
  "int a(int[3]);\nint a(int *);",
  "int a(int (*)(int));\nint a(int (int));",
  "typedef int T;\nint a(T);\nint a(int);",
  "typedef int T;\ntypedef int T;\ntypedef long T;",
  "typedef const int T;\ntypedef int const T;",
  "typedef struct s T;\nstruct s { int x; };\ntypedef struct s T;\ntypedef struct t T;",
  "typedef int T[];\nextern T a;\nextern int a[3];\nextern int a[4];",
  "extern int v;\nextern const int v;",
  "extern int v;\nextern long v;",
  "extern int v[];\nextern int v[2];\nextern int v[];",
  "extern int *v;\nextern int v[];",
  "enum e { A };\nint f(enum e);\nint f(unsigned);",
  "enum e { A };\nint f(enum e *);\nint f(unsigned *);\nint f(int *);",
  "enum e { A };\nenum g { A };",
  "enum e { A, A };",
  "enum e { A };\nint A(void);",
  "int A(void);\nenum e { B, A, C };\nint c[C];",
  "typedef int T;\nint T(void);",
  "int f(void);\nint f;",
  "int f;\ntypedef int f;",
  "struct s;\nunion s;",
  "struct s { int x; };\nstruct s { int x; };",
  "enum e { A };\nenum e { B };",
  "struct s { int x; };\nint s(void);",
  "struct s *f(void);\nstruct s { int x; };\nstruct s *f(void);",
  "int f(struct s { int x; } *);\nint g(void);",
  "typedef void F(int);\nF f;\nvoid f(int);\nvoid f(long);",
  'void f(void) __asm__("g");\nvoid f(void);',
  "int f(__builtin_va_list);\nint f(__builtin_va_list);",
  "int f(int __attribute__((vector_size(16))));\nint f(float __attribute__((vector_size(16))));",
  "int f(_Complex double);\nint f(double _Complex);",
  "int f(struct s { int x; } *);\nstruct s { long y; };\nint g(struct s *);",
  "int f(union s *);\nstruct s { int x; };\nint g(struct s *);",
  "int f(struct s *);\nenum s { A };\nenum s v;",
  "int f(struct s { int x; } *);\nint g(struct s { int x; } *);",
  "int f(enum e { A } x);\nint g(enum e { A, B } x);\nenum e { B, A };\nint h(int A);",
  "int f(enum { A } x);\nint A(void);",
  "int f(enum { A } x);\ntypedef long A;\nA x;",
  "int f(enum { A, A } x);",
  "typedef int (*callback)(struct s { int x; } *);\nstruct s { callback f; };\nstruct t { int (*f)(union s *); struct s s; };",
  "typedef union { int *a; char *b; } T __attribute__((transparent_union));\nint f(T);\nint f(int *);\nint g(char *);\nint g(T);",
  "typedef union { int *a; char *b; } T __attribute__((transparent_union));\nint f(T);\nint f(long *);",
  "int f(union __attribute__((transparent_union)) { int *a; void *b; } x);\nint f(void *);",
  "union u { int *a; void *b; };\nint f(union u);\nint f(void *);",
  "void qsort(void *, unsigned long, unsigned long, int (*)(const void *, const void *));",
];

const texts = [
  "int a(void)\nint b(void);\nint c(void);",
  "int a(x, y) int x; char y; { return x; }\nint b(void);",
  "int a;\n/* never closed\nint b;",
  'extern char s[] = "abc\n;\nint b(void);',
  '#define S "abc\nint b(void);',
  "#define APOSTROPHE don't\nint b(void);",
  "#if 0\ndon't\n#endif\nint b(void);",
  "#ifdef X\nint a;",
  "#if 1\nint a;\n#else\n",
  "int a;\n#endif",
  "int a;\n#else\n#endif",
  "#error no\nint a;",
  "#include <koine-no-such-header.h>",
  "#foo\nint a;",
  "#if 1 +\nint a;\n#endif",
  "#define F(x\nint a;",
  "#define M 1\n#define M 2\nint a[M];",
  '_Static_assert(sizeof(int) == 4, "int");\nint a;',
  '_Static_assert(sizeof(int) == 8, "int");\nint a;',
  'struct s { int x; _Static_assert(sizeof(long) == 4, "long"); };\nint a;',
  'static const int t[] = { 1, 2, 3 };\n_Static_assert(sizeof t / sizeof *t == 3, "t");',
  'static const char s[] = "ab" "c";\n_Static_assert(sizeof s == 4, "s");',
  'static const char *const s[] = { "a", "b" "c" };\n_Static_assert(sizeof s == 16, "s");',
  "struct s { int x, y; };\nstatic struct s t[] = { 1, 2, 3, 4 };\nint a;",
  'struct s { int x, y; };\nstatic struct s t[] = { { 1, 2 }, { 3 } };\n_Static_assert(sizeof t == 16, "t");',
  "int caf\\u00e9(void);\nint café(void);\nlong caf\\U000000e9(void);",
  "int a\\u0024b;\nint c;",
  "struct s { unsigned bool; };\ntypedef int bool;\nbool x;",
];

for (const text of declarations) {
  test(`${JSON.stringify(text)} is judged like gcc`, { skip: skipWithoutGcc }, () => {
    assert.deepEqual(judge(text), judgeWithGcc(text));
  });
}

// Behind such mistakes the two go on differently: gcc takes what follows a missing semicolon for a definition of old.
for (const text of texts) {
  test(`the first mistake in ${JSON.stringify(text)} is where gcc sees it`, { skip: skipWithoutGcc }, () => {
    assert.equal(judge(text)[0], judgeWithGcc(text)[0]);
  });
}

test("a type that only a parameter list knows is the one that comes later, unless that is another", () => {
  const later = parseText("int f(struct s *p);\nstruct s { int x; };\nint g(struct s *p);");
  assert.deepEqual(
    later.records.map(({ tag, members }) => [tag, members?.length]),
    [["s", 1]],
  );
  const other = parseText(
    "int f(union s *p, enum { A, B } a);\nstruct s { int x; };\nenum { A = 3 };\nint g(struct s *p);",
  );
  assert.deepEqual(
    other.records.map(({ tag, members }) => [tag, members?.length]),
    [
      [undefined, undefined],
      ["s", 1],
    ],
  );
  assert.deepEqual(
    other.enums.map(({ enumerators }) => enumerators?.map(({ name, value }) => [name, value])),
    [[["B", 1n]], [["A", 3n]]],
  );
});
