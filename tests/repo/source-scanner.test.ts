/** Promises of the scanner: literals and comments are not code, code in templates is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lineAt, scanImports, scanSource } from "./source-scanner.ts";

test("comments and the insides of literals are blanked, and nothing moves", () => {
  const text = 'const a = "process"; // Bun\n/* Deno\n */ const b = /process[/"]/.test(a) / 2;';
  const { code, comments } = scanSource(text);
  assert.equal(code.length, text.length);
  assert.doesNotMatch(code, /process|Bun|Deno/);
  assert.match(code, /\.test\(a\) \/ 2;$/);
  assert.deepEqual(
    comments.map((comment) => [comment.text, lineAt(text, comment.offset)]),
    [
      ["// Bun", 1],
      ["/* Deno\n */", 2],
    ],
  );
});

test("code inside a template's substitution is code, nested templates too", () => {
  const { code } = scanSource("const a = `process ${process.pid + `${{ b: 1 }.b} Bun`} Deno`; Bun.x;");
  assert.equal(code.match(/\bprocess\b/g)?.length, 1);
  assert.equal(code.match(/\bBun\b/g)?.length, 1);
  assert.doesNotMatch(code, /Deno/);
});

test("every form of import is found, and text that looks like one is not", () => {
  const text = [
    'import type { A } from "@koine/ctypes";',
    'import "./effect.ts";',
    "export * from './all.ts';",
    'const late = await import("node:fs");',
    'type T = import("koine").Pointer;',
    'const code = `import { x } from "not-this"`;',
    '// import { y } from "nor-this";',
    'const list = Array.from("abc");',
  ].join("\n");
  assert.deepEqual(
    scanImports(text).map(({ specifier, line }) => [specifier, line]),
    [
      ["@koine/ctypes", 1],
      ["./effect.ts", 2],
      ["./all.ts", 3],
      ["node:fs", 4],
      ["koine", 5],
    ],
  );
});
