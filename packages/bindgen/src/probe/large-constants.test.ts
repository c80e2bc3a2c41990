/** Large numbers have other types before C99, and where `long` has 32 bits: compilers say which. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { bindHeaders } from "../bind-headers.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-large-constants-"));
after(() => rmSync(folder, { recursive: true }));

const numbers =
  "2147483647 2147483648 4294967295 4294967296 9223372036854775807 9223372036854775808 0x7fffffff 0xffffffff 0x100000000 0xffffffffffffffff 020000000000"
    .split(" ")
    .flatMap((digits) => ["", "u", "l", "ul", "ll", "ull"].map((suffix) => digits + suffix));
const text = numbers
  .map(
    (number, place) =>
      `enum { S${place} = sizeof(${number}), U${place} = (${number} > -1) };\n#define N${place} ${number}\n`,
  )
  .join("");
writeFileSync(join(folder, "numbers.h"), text);

for (const [command, target] of [
  ["gcc", "x86_64-unknown-linux-gnu"],
  ["clang", "x86_64-unknown-linux-gnu"],
  ["i686-linux-gnu-gcc", "i686-unknown-linux-gnu"],
  ["x86_64-w64-mingw32-gcc", "x86_64-w64-windows-gnu"],
] as const) {
  const isThere = spawnSync(command, ["--version"]).status === 0;
  const isOther =
    command === "gcc" || command === "clang" ? process.arch !== "x64" || process.platform !== "linux" : false;
  for (const standard of ["c89", "gnu89", "c99", "gnu17"]) {
    const skip = isThere && !isOther ? false : `needs ${command} for ${target}`;
    // Clang has no numbers of 128 bits: to it, what no type holds is unsigned long long.
    if (command === "clang" && !standard.endsWith("89")) continue;
    test(`${command} gives numbers the same types in ${standard}`, { skip }, () => {
      const { diagnostics, spec } = bindHeaders({
        headers: [join(folder, "numbers.h")],
        libraries: null,
        targets: [target],
        standard,
        probe: [{ command: [command] }],
      });
      assert.deepEqual(
        diagnostics.map(({ message }) => message),
        [],
      );
      const constants = spec?.declarations.filter(({ kind }) => kind === "constant" || kind === "enum") ?? [];
      assert.ok(constants.length >= numbers.length, String(constants.length));
    });
  }
}
