/** Headers that nobody would write and compilers take: GCC agrees with all that was understood of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertLikeGcc, parseText, skipWithoutGcc } from "./gcc.case.ts";
import { oddDeclarations } from "./odd-declarations.case.ts";
import { oddTexts } from "./odd-texts.case.ts";

for (const [name, text] of Object.entries({ ...oddTexts, ...oddDeclarations })) {
  test(`${name} is read as GCC reads it`, { skip: skipWithoutGcc }, () => {
    const unit = parseText(text);
    assert.deepEqual(
      unit.diagnostics.filter(({ severity }) => severity === "error"),
      [],
    );
    assertLikeGcc(unit, { text });
  });
}

test("a byte order mark in front of a header is nothing", () => {
  const unit = parseText("\uFEFFint marked(void);\nint other(void);\n");
  assert.deepEqual(unit.diagnostics, []);
  assert.deepEqual(
    unit.functions.map(({ name }) => name),
    ["marked", "other"],
  );
});

test("types that are larger than any memory are refused, and take no time", () => {
  const nested = Array.from({ length: 80 }, (_, level) => `struct s${level + 1} { struct s${level} a, b; };`);
  const lines = [
    "struct s0 { int a; };",
    ...nested,
    "extern char b[99999999999999999999];",
    `int a${"[2]".repeat(200)};`,
    "struct t { char c[0x7fffffffffffffff]; };",
    "int behind(struct s80 *);",
  ];
  const { diagnostics, functions } = parseText(lines.join("\n"));
  assert.deepEqual([...new Set(diagnostics.map(({ code }) => code))].toSorted(), [
    "cparser/invalid-type",
    "cparser/syntax",
    "cparser/unknown-layout",
  ]);
  assert.deepEqual(
    functions.map(({ name }) => name),
    ["behind"],
  );
});
