/** Records for Windows as MinGW's GCC lays them out, which follows Microsoft's rules for bit-fields in its own way. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { renderCheckProgram } from "../verify/render-check-program.ts";
import { parseText } from "./gcc.case.ts";

const texts: Readonly<Record<string, string>> = {
  "packed bit-fields": `
struct a { char c; int i : 5 __attribute__((packed)); short s : 3; int j : 27 __attribute__((packed)); char last; };
struct b { char c; long long l : 33; int i : 3; char last; } __attribute__((packed));
struct d { int i : 3; char c : 3; int j : 3; short : 0; char last; } __attribute__((packed, aligned(2)));
`,
  "aligned bit-fields": `
struct a { char c; int i : 5 __attribute__((aligned(8))); int j : 5; char last; };
struct b { char c; short s : 7 __attribute__((aligned(1))); short t : 9 __attribute__((aligned(16))); char last; };
struct d { char c; unsigned u : 32 __attribute__((packed, aligned(2))); char last; };
`,
  "bit-fields of types with an alignment of their own": `
typedef int low __attribute__((aligned(2)));
typedef long long high __attribute__((aligned(16)));
struct a { char c; low l : 7; int i : 3; char last; };
struct b { char c; high h : 40; high k : 30; char last; };
struct d { char c; low : 0; char e; high : 0; char last; };
#pragma pack(2)
struct e { char c; high h : 40; low l : 9; char last; };
#pragma pack()
`,
};

const isCi = (process.env["CI"] ?? "") !== "";
const compiler = "x86_64-w64-mingw32-gcc";
const skip = spawnSync(compiler, ["--version"]).status === 0 || isCi ? false : `needs ${compiler}`;

for (const [name, text] of Object.entries(texts)) {
  test(`${name} are where GCC has them for Windows`, { skip }, () => {
    const unit = parseText(text, requireTarget("x86_64-w64-windows-gnu"));
    const program = renderCheckProgram(unit, { includes: [] });
    const input = `${text}\n#line 1 "check.c"\n${program.text}`;
    const { stderr, status } = spawnSync(compiler, ["-w", "-fsyntax-only", "-xc", "-"], { input, encoding: "utf8" });
    const wrong = [...stderr.matchAll(/^check\.c:(\d+):\d+: error: (.*)$/gm)];
    assert.deepEqual(
      wrong.map(([, line, message]) => program.claims.get(Number(line)) ?? message),
      [],
    );
    assert.equal(status, 0, stderr);
    assert.ok(program.claims.size > 5);
  });
}
