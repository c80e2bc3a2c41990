/** Behind a declaration that cannot be read, the next one is read, whatever is missing at its end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseText } from "./gcc.case.ts";

const broken = [
  "MACRO(x)",
  'MACRO(1, "a")',
  "MACRO(Gtk, gtk_x, GTK, X)",
  "MACRO",
  "int f(x)",
  "int f(x)\nint g(int x)",
  "unknown_t x",
  "struct s { int x;",
  "struct s {\n  int x;\n  int y;\n",
  "struct s {\n  int x {\n};",
  "union u { struct { int x; } ;",
  "enum e {\n  A,\n  B\n",
  "enum e { A = {",
  "typedef int { T;",
  "int f(void) {\n  return 1;\n",
  "int f(void) { return 1; } }",
  "int a[3;",
  "int f(int a;",
  "int f(int a",
  "int ((a;",
  "int x = { 1, 2;",
  "__attribute__((packed struct s { int x; };",
  '_Static_assert(1, "x"',
  "static inline int f(void)\n{\n  if (1) {\n}\n",
];

/** What leaves a bracket, a list or a statement open at the end of its line. */
const open = [
  "int f(",
  "int f(int",
  "int f(int a,",
  "typedef int (*f)(",
  "asm(",
  "typeof(",
  "_Atomic(",
  "__attribute__((",
  "__declspec(",
  "_Static_assert(",
  "_Pragma(",
  "[[",
  "*",
  "...",
  "case 1:",
  "enum { A,",
  "struct {",
  "struct s {\n  int a;",
  "int f(void) {",
  "@",
];

const nexts = [
  "extern int next(void);",
  "typedef int next;",
  "int next(int);",
  "API int next(int);",
  "TYPE(int) next(int);",
  '__attribute__((visibility("default"))) int *next(int);',
  "struct next {\n  int x;\n};",
];

for (const text of open) {
  for (const next of nexts) {
    test(`${JSON.stringify(`${text}\n${next}`)} loses nothing behind it`, { timeout: 120_000 }, () => {
      const macros = "#define API\n#define TYPE(type) API type\n";
      const { declarations, diagnostics } = parseText(`${macros}${text}\n${next}\ntypedef int further;\n`);
      assert.ok(diagnostics.some(({ severity, span }) => severity === "error" && span !== undefined));
      const names = declarations.map((declaration) => declaration.name);
      assert.ok(names.includes("next") && names.includes("further"), names.join(" "));
    });
  }
}

test("what is between the brackets of a broken declaration is none by itself", () => {
  const { declarations } = parseText(
    "nonsense f(\nint a,\nint b);\nnonsense g(int (*h)(void),\nint c);\nint further(void);\n",
  );
  assert.deepEqual(
    declarations.map(({ name }) => name),
    ["further"],
  );
});

test("a parenthesis that is missing is told where it is missing", () => {
  const { declarations, diagnostics } = parseText("int f(int x;\nint next(void);\nint g(int n; int a[n]);\n");
  assert.deepEqual(
    diagnostics.map(({ message, span }) => `${span?.line}:${span?.column} ${message}`),
    ['1:12 expected ")" or "," after a parameter, got ";"'],
  );
  assert.deepEqual(
    declarations.map(({ name }) => name),
    ["next", "g"],
  );
});

for (const text of broken) {
  for (const next of ["extern int next(void);", "typedef int next;", "int next(int);"]) {
    test(`${JSON.stringify(`${text}\n${next}`)} loses nothing behind it`, { timeout: 120_000 }, () => {
      const { declarations, diagnostics } = parseText(`${text}\n${next}\nint further(void);\n`);
      assert.ok(diagnostics.some(({ severity, span }) => severity === "error" && span !== undefined));
      const names = declarations.map((declaration) => declaration.name);
      assert.ok(names.includes("next") && names.includes("further"), names.join(" "));
    });
  }
}

test("thousands of braces that are never closed take no time", { timeout: 120_000 }, () => {
  const { diagnostics, declarations } = parseText(`${"int x { y;\nint z;\n".repeat(20_000)}int further(void);\n`);
  assert.ok(diagnostics.length > 0);
  assert.ok(declarations.length > 0);
});
