/** Where bit-precise integers lie in structs, on every architecture: Clang says it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { runClang } from "./clang.case.ts";
import { parseText } from "./gcc.case.ts";

const triples = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "i686-unknown-linux-gnu",
  "armv7-unknown-linux-gnueabihf",
  "riscv64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
  "x86_64-w64-windows-gnu",
];

const widths = [2, 7, 8, 9, 16, 17, 31, 32, 33, 48, 63, 64, 65, 96, 100, 127, 128, 129, 192, 200, 256, 257, 300, 512];

for (const triple of triples) {
  test(`bit-precise integers of ${triple} lie where clang puts them`, async () => {
    const text = widths
      .map((width) => `struct s${width} { char a; _BitInt(${width}) b; char c; unsigned _BitInt(${width}) d[3]; };\n`)
      .join("");
    const { records, diagnostics } = parseText(text, requireTarget(triple));
    assert.deepEqual(diagnostics, []);
    assert.equal(records.length, widths.length);
    const claims = records.flatMap(({ tag, layout, members }) => [
      `sizeof(struct ${tag}) == ${layout?.byteLength}`,
      `_Alignof(struct ${tag}) == ${layout?.alignment}`,
      ...(members ?? []).map(({ name, bitOffset }) => `__builtin_offsetof(struct ${tag}, ${name}) == ${bitOffset / 8}`),
    ]);
    const program = text + claims.map((claim) => `_Static_assert(${claim}, "");\n`).join("");
    const flags = [`--target=${triple}`, "-Xclang", "-fexperimental-max-bitint-width=512"];
    assert.equal(await runClang({ "text.c": program }, "text.c", flags), "");
  });
}
