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
