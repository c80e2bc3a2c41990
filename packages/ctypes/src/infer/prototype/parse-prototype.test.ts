/** Reading prototypes at the type level stays cheap: a library of 200 functions, compiled by the real compiler. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

/** Measured: 124,000 for this library. */
const largestTotal = 250_000;
/** Measured: 590 for each function after the first 20, which pay for what all share. */
const largestPerFunction = 1_200;

const parameterTypes = [
  "int ",
  "unsigned long ",
  "const char *",
  "struct S# *",
  "size_t ",
  "void *",
  "const unsigned char *",
  "double ",
  "struct S# **",
  "int (*callback)(void *, int, struct S# *)",
  "uint32_t ",
  "char *const *",
  "int64_t *",
  "unsigned ",
];
const resultTypes = ["int ", "const char *", "void ", "unsigned long ", "struct S# *", "double ", "void *", "int64_t "];

test("a library of 200 functions stays within its budget of type instantiations", () => {
  const small = countInstantiations(renderLibrary(20));
  const large = countInstantiations(renderLibrary(200));
  const perFunction = Math.round((large - small) / 180);
  assert.ok(large <= largestTotal, `${large} instantiations for 200 functions, more than ${largestTotal}`);
  assert.ok(
    perFunction <= largestPerFunction,
    `${perFunction} instantiations per function, more than ${largestPerFunction}`,
  );
});

test("the compiler really checks what was measured", () => {
  const wrong = `${renderLibrary(20)}library.f0("not declared");\n`;
  assert.throws(() => countInstantiations(wrong), /error TS2554: Expected 0 arguments, but got 1/);
});

/** A module that binds `count` functions, no two of them alike, and uses each. */
function renderLibrary(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const prototypes = indexes.map((index) => `  f${index}: "${renderPrototype(index)}",`);
  const uses = indexes.map(
    (index) => `export const use${index}: (...parameters: never[]) => unknown = library.f${index};`,
  );
  const entry = fileURLToPath(new URL("../../index.js", import.meta.url));
  return [
    `import type { ParsePrototype } from ${JSON.stringify(entry)};`,
    "declare function open<const TPrototypes extends Readonly<Record<string, string>>>(",
    "  prototypes: TPrototypes,",
    "): { readonly [TName in keyof TPrototypes]: ParsePrototype<TPrototypes[TName]> };",
    "const library = open({",
    ...prototypes,
    "});",
    ...uses,
    "",
  ].join("\n");
}

function renderPrototype(index: number): string {
  const parameters = Array.from({ length: index % 7 }, (_, position) => {
    const type = pick(parameterTypes, index * 5 + position * 3);
    return type.includes("(") ? type : `${type}p${index}_${position}`;
  });
  const text = `${pick(resultTypes, index)}function_${index}(${parameters.join(", ") || "void"})`;
  return text.replaceAll("#", String(index % 10));
}

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? "";
}

function countInstantiations(source: string): number {
  const require = createRequire(import.meta.url);
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const directory = mkdtempSync(join(tmpdir(), "koine-types-"));
  try {
    const file = join(directory, "library.mts");
    writeFileSync(file, source);
    const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
    const libraries = ["--lib", "es2023,esnext.disposable", "--types", ""];
    const run = spawnSync(process.execPath, [compiler, ...options, ...libraries, "--extendedDiagnostics", file], {
      cwd: directory,
      encoding: "utf8",
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    const count = /^Instantiations:\s+(\d+)$/m.exec(run.stdout)?.[1];
    assert.ok(count !== undefined, `no instantiations in ${run.stdout}`);
    return Number(count);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
