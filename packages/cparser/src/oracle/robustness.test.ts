/** Texts that are made to break a front end: each ends in bounded time and memory, with a diagnostic where something is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TranslationUnit } from "../declaration/model.ts";
import { parseTranslationUnit } from "../translation-unit.ts";
import { linuxX64 } from "./gcc.case.ts";

function parseFiles(files: Readonly<Record<string, string>>): TranslationUnit {
  const [entry = ""] = Object.keys(files);
  const unit = parseTranslationUnit({ entry, readFile: (path) => files[path], target: linuxX64 });
  for (const macro of unit.macros) void macro.value;
  return unit;
}

function chain(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join("\n");
}

const deep = 20_000;

for (const [title, text, code] of [
  [
    "a macro of 2^40 tokens",
    `${chain(41, (i) => `#define A${i} ${i === 0 ? "x" : `A${i - 1} A${i - 1}`}`)}\nint A40;`,
    "cparser/macro-expansion",
  ],
  [
    "arguments that double",
    `${chain(41, (i) => `#define A${i}(x) ${i === 0 ? "x" : `A${i - 1}(x x)`}`)}\nint A40(y);`,
    "cparser/macro-expansion",
  ],
  [
    "nested macro calls",
    `#define F(x) x\nenum e { A = ${"F(".repeat(deep)}1${")".repeat(deep)} };`,
    "cparser/macro-expansion",
  ],
  [
    "a chain of macros",
    `${chain(deep, (i) => `#define M${i} ${i === 0 ? "1" : `M${i - 1}`}`)}\nenum e { A = M${deep - 1} };`,
    "cparser/macro-expansion",
  ],
  ["parentheses", `enum e { A = ${"(".repeat(deep)}1${")".repeat(deep)} };`, "cparser/nesting"],
  ["signs", `enum e { A = ${"- ".repeat(deep)}1 };`, "cparser/nesting"],
  ["casts", `enum e { A = ${"(int)".repeat(deep)}1 };`, "cparser/nesting"],
  ["sizeof", `enum e { A = ${"sizeof ".repeat(deep)}1 };`, "cparser/nesting"],
  ["conditions", `enum e { A = ${"1 ? 2 : ".repeat(deep)}1 };`, "cparser/nesting"],
  ["_Generic", `enum e { A = ${"_Generic(1, int: ".repeat(deep)}1${")".repeat(deep)} };`, "cparser/nesting"],
  ["nested declarators", `int ${"(".repeat(deep)}x${")".repeat(deep)};`, "cparser/nesting"],
  ["pointers to pointers", `int ${"*".repeat(deep)}x;`, "cparser/syntax"],
  ["arrays of arrays", `int x${"[1]".repeat(deep)};`, "cparser/nesting"],
  ["functions that take functions", `int f(${"int (*)(".repeat(deep)}int${")".repeat(deep)});`, "cparser/nesting"],
  ["structs in structs", `${"struct { ".repeat(deep)}int x;${" } a;".repeat(deep)}`, "cparser/nesting"],
  ["typeof of typeof", `${"typeof(".repeat(deep)}int${")".repeat(deep)} x;`, "cparser/nesting"],
  ["typedefs of typedefs", `typedef int t0;\n${chain(2000, (i) => `typedef t${i} t${i + 1}[1];`)}`, "cparser/nesting"],
  ["#if with parentheses", `#if ${"(".repeat(deep)}1${")".repeat(deep)}\n#endif`, "cparser/preprocessor"],
  ["#if with signs", `#if ${"!".repeat(deep)}1\n#endif`, "cparser/preprocessor"],
  ["a string without an end", `int x = "${"a".repeat(100_000)}`, "cparser/unterminated"],
  ["a comment without an end", `/* ${"a".repeat(100_000)}`, "cparser/unterminated"],
] as const) {
  test(`${title}: ${code}, and the next declaration is read`, { timeout: 300_000 }, () => {
    const isOpenEnded = title.endsWith("without an end");
    const unit = parseFiles({ "a.h": isOpenEnded ? `int ok(void);\n${text}` : `${text}\nint ok(void);\n` });
    assert.ok(
      unit.diagnostics.some((item) => item.code === code),
      JSON.stringify(unit.diagnostics.slice(0, 3)),
    );
    assert.ok(unit.functions.some(({ name }) => name === "ok"));
  });
}

for (const [title, files] of [
  ["a header that includes itself", { "a.h": '#include "a.h"\nint ok(void);\n' }],
  [
    "headers that include each other twice",
    {
      "a.h": '#include "b.h"\n#include "b.h"\nint ok(void);\n',
      "b.h": '#include "a.h"\n#include "a.h"\n',
    },
  ],
] as const) {
  test(`${title}: one cparser/include-recursion with the way to it`, { timeout: 300_000 }, () => {
    const { diagnostics, functions } = parseFiles(files);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ["cparser/include-recursion"],
    );
    assert.ok((diagnostics[0]?.related ?? []).length > 0);
    assert.ok(functions.some(({ name }) => name === "ok"));
  });
}

for (const [title, text] of [
  ["a name of a megabyte", `int ${"x".repeat(2 ** 20)};\nint ok(void);`],
  ["a line of a megabyte", `int a[] = { ${"1,".repeat(2 ** 19)} };\nint ok(void);`],
  ["a number of a hundred thousand digits", `#define N ${"9".repeat(100_000)}\nint ok(void);`],
  ["100,000 attributes", `${"__attribute__((a)) ".repeat(100_000)} int x;\nint ok(void);`],
  ["100,000 conditionals", `${"#if 1\n".repeat(100_000)}${"#endif\n".repeat(100_000)}int ok(void);`],
  ["a megabyte of NUL", `${"\0".repeat(2 ** 20)}\nint ok(void);`],
  ["100,000 continued lines", `// ${"\\\n".repeat(100_000)}\nint ok(void);`],
] as const) {
  test(`${title} is read`, { timeout: 300_000 }, () => {
    assert.ok(parseFiles({ "a.h": text }).functions.some(({ name }) => name === "ok"));
  });
}

test(
  "of a macro that is given up nothing is read that is left of it, at the end of a file, too",
  { timeout: 300_000 },
  () => {
    const bomb = chain(41, (index) => `#define A${index} ${index === 0 ? "x" : `A${index - 1} A${index - 1}`}`);
    const unit = parseFiles({
      "a.h": `${bomb}\n#define WRAP A40; int lost(void);\n#include "b.h"\n;\nint ok(void);`,
      "b.h": "WRAP\n",
    });
    assert.deepEqual(
      unit.diagnostics.filter(({ code }) => code === "cparser/macro-expansion").map(({ span }) => span?.file),
      ["b.h"],
    );
    assert.deepEqual(
      unit.functions.map(({ name }) => name),
      ["ok"],
    );
  },
);

test("many mistakes of expansion leave the others their macros", { timeout: 300_000 }, () => {
  const bomb = chain(41, (index) => `#define A${index} ${index === 0 ? "x" : `A${index - 1} A${index - 1}`}`);
  const unit = parseFiles({
    "a.h": `${bomb}\n${"int A40;\n".repeat(50)}#define N 7\n#define M (N + 1)\nenum e { E = M };`,
  });
  assert.equal(unit.enums[0]?.enumerators?.[0]?.value, 8n);
});
