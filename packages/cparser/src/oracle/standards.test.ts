/** Texts that mean something else in another version of C: GCC says what, and Clang what C23 is. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { runClang } from "./clang.case.ts";
import { assertLikeGcc, linuxX64, parseText, skipWithoutGcc } from "./gcc.case.ts";

const standards = ["c89", "iso9899:199409", "c99", "c11", "c17", "gnu89", "gnu99", "gnu11", "gnu17"];

/** Read without an error in some standards, and with one in others. */
const judged = [
  "int asm; struct s { int asm, x; };\nint f(int asm);",
  "int typeof;\ntypedef int inline_t;\nint f(int typeof);",
  "int inline = 3;",
  "int restrict;\nint f(int *restrict);",
  "int f(int *restrict p);",
  "inline int f(void) { return 1; }",
  "static inline int f(void) { return 1; }",
  "typeof(int) x;",
  'int f(void) asm("g");',
  'int f(void) __asm__("g");\n__typeof__(1) x;\n__inline__ int g(void) { return 1; }\nint h(int *__restrict p);',
  "??=define N 3\nint a??(N??);\nint f(void) ??< return 1; ??>",
  "#define A 1 ??/\n+ 1\nint a[A];",
  "extern inline int f(void) { return 1; }\nint f(void) { return 2; }",
  "#ifdef unix\nint a;\n#else\n#error none\n#endif",
  "#if __STDC_VERSION__ >= 199901L\nint a;\n#else\n#error old\n#endif",
  "typedef int bool;\nbool x;",
  "int alignas; struct s { int x, alignas; char alignas_; };\nint f(int alignas);\nint g(int *alignas), *alignas;",
  "typedef int alignas; struct s { alignas x; };\nalignas f(alignas a);",
  "int thread_local, constexpr, nullptr, static_assert; struct s { int thread_local; long constexpr : 3; };",
];

for (const standard of standards) {
  for (const text of judged) {
    test(`${standard}: ${JSON.stringify(text)} is taken where gcc takes it`, { skip: skipWithoutGcc }, () => {
      const { status } = spawnSync("gcc", [`-std=${standard}`, "-fsyntax-only", "-w", "-xc", "-"], { input: text });
      const errors = parseText(text, linuxX64, standard).diagnostics.filter(({ severity }) => severity === "error");
      assert.equal(errors.length === 0, status === 0, errors.map(({ message }) => message).join("\n"));
    });
  }

  test(`${standard}: the C library declares what it declares for gcc`, { skip: skipWithoutGcc }, () => {
    // Numbers of the claims about float.h are none in C89: 0x1p-23.
    const float = standard.startsWith("c8") || standard.startsWith("iso") ? "" : " float";
    const names = `stdio stdlib string math time signal unistd sys/socket netinet/in pthread wchar limits stdint${float}`;
    const includes = names.split(" ").map((name) => `${name}.h`);
    const text = includes.map((name) => `#include <${name}>\n`).join("");
    const unit = parseText(text, linuxX64, standard);
    assert.deepEqual(unit.diagnostics, []);
    assertLikeGcc(unit, { text, flags: [`-std=${standard}`] });
    const known = listFunctions(text, standard);
    assert.ok(known.length > 300, String(known.length));
    assert.deepEqual(unit.functions.map(({ name }) => name).toSorted(), known);
  });
}

/** The functions that GCC finds declared. */
function listFunctions(text: string, standard: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "koine-standards-"));
  try {
    const file = join(folder, "functions.txt");
    spawnSync("gcc", [`-std=${standard}`, "-fsyntax-only", "-w", "-aux-info", file, "-xc", "-"], { input: text });
    const lines = readFileSync(file, "utf8").matchAll(/^\/\* .*? \*\/ (?:extern|static) .*?[ *(](\w+) \((?!\*)/gm);
    return [...new Set(Array.from(lines, ([, name = ""]) => name))].toSorted();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const values: Readonly<Record<string, string>> = {
  "trigraphs are one character, but not in GNU C": 'enum { A = sizeof "??!", B = sizeof "??/n", C = \'??(\' };',
};

for (const [name, text] of Object.entries(values)) {
  for (const standard of standards) {
    test(`${standard}: ${name}`, { skip: skipWithoutGcc }, () => {
      assertLikeGcc(parseText(text, linuxX64, standard), { text, flags: [`-std=${standard}`] });
    });
  }
}

/** C23, which GCC 12 has half of. */
const c23 = [
  "struct s { int x; };\nstruct s { int x; };\nstruct s v;",
  "struct s { int x; };\nstruct s { int y; };",
  "struct s { int x; };\nstruct s { long x; };",
  "struct s { int x; };\nstruct s { int x; int y; };",
  "struct s { int x : 3; };\nstruct s { int x : 4; };",
  "struct s { struct s *next; int a[2]; };\nstruct s { struct s *next; int a[2]; };",
  "union u { int x; float f; };\nunion u { int x; float f; };",
  "struct s { int x; };\nunion s { int x; };",
  "enum e { A, B = 4 };\nenum e { A, B = 4 };\nenum e v = B;",
  "enum e { A, B = 4 };\nenum e { B = 4, A = 0 };",
  "enum e { A, B };\nenum e { A, B, C };",
  "enum e { A, B };\nenum e { A, B = 2 };",
  "enum e { A };\nenum f { A };",
  "enum e : short { A };\nenum e : short { A };",
  "enum e : short { A };\nenum e : int { A };",
  "struct s { enum { A, B } kind; } ;\nint f(struct s *);",
  "struct s { struct { int a; }; int b; };\nstruct s { struct { int a; }; int b; };",
  "typedef struct s { int x; } T;\ntypedef struct s { int x; } T;\nT v;",
  "int f();\nint f(void);",
  "int f();\nint f(int);",
  "int (*f())();\nint (*f(void))(void);",
  "typedef int bool;",
  "int thread_local;",
  "struct s { int alignas; };",
  "int constexpr = 3, x;\nint thread_local, y;",
  "int asm;",
  "int typeof;",
  'int a??(3??);\nstatic_assert(sizeof "??!" == 4);',
  "bool b = true;\nconstexpr int n = 3;\nint a[n];\nalignas(16) int c;\nthread_local int d;\ntypeof_unqual(const int) e;",
];

for (const standard of ["c23", "gnu23"]) {
  for (const text of c23) {
    test(`${standard}: ${JSON.stringify(text)} is taken where clang takes it`, async () => {
      const output = await runClang({ "text.c": text }, "text.c", [`-std=${standard}`]);
      const errors = parseText(text, linuxX64, standard).diagnostics.filter(({ severity }) => severity === "error");
      assert.equal(
        errors.length === 0,
        !output.includes("error:"),
        output || errors.map(({ message }) => message).join(),
      );
    });
  }
}

test("what is defined again in C23 is bound once", () => {
  const text = "struct s { struct { int a; } in; enum { A, B } kind; };\n";
  const { records, enums, diagnostics } = parseText(text + text, linuxX64, "c23");
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(
    records.map(({ tag, layout }) => [tag, layout?.byteLength]),
    [
      ["s", 8],
      [undefined, 4],
    ],
  );
  assert.deepEqual(
    enums.map(({ enumerators }) => enumerators?.length),
    [2],
  );
});

test("places behind trigraphs are those of the text", () => {
  const { functions, diagnostics } = parseText("int a??(3??); int f(int);\n??=define X\nint g(", linuxX64, "c99");
  assert.deepEqual(
    functions.map(({ name, span }) => [name, span.line, span.column]),
    [["f", 1, 19]],
  );
  assert.deepEqual(
    diagnostics.map(({ span }) => span?.line),
    [3],
  );
});
