/** `npm run headers -- --files`: every C file and header of a folder gets a verdict, with a reason unless it agrees. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { judgeHeaders } from "./judge-headers.mjs";

const folder = mkdtempSync(join(tmpdir(), "koine-folder-"));
after(() => rmSync(folder, { recursive: true }));

const texts = {
  "agrees.c":
    '#include "agrees.h"\n#if WIDTH != 3\n#error no flags\n#endif\nint area(struct box b) { return b.side * b.side; }\n',
  "agrees.h": "struct box { char side; };\n#define SIDES 4\n",
  "lib/differs.h": "struct packed { char small; int large; };\n",
  "neither.h": "struct odd {\n  unknown side;\n};\n",
  "only-compiler.c": "int list??(3??);\n",
  "only-koine.c": "int answer(void) { return unknown; }\n",
  "old.c": '/* { dg-options "-std=c90" } */\nint inline, asm;\n',
  "own-flags.c":
    '/* { dg-options "-O2 -mavx" } */\n/* { dg-additional-options "-m32 -mavx2" { target ia32 } } */\n#if !defined __AVX__ || defined __AVX2__\n#error no flags\n#endif\n',
  "read-me.txt": "not C\n",
};
const isX64 = String(spawnSync("gcc", ["-dumpmachine"]).stdout).startsWith("x86_64-linux");

test(
  "the files of a folder are judged, and what does not agree is told with its reason",
  { skip: isX64 ? false : "needs gcc for x86-64 Linux" },
  async () => {
    mkdirSync(join(folder, "lib"));
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    /** @type {string[]} */
    const lines = [];
    const code = await judgeHeaders({
      settings: {
        triple: "x86_64-unknown-linux-gnu",
        command: "gcc",
        before: [],
        flags: ["-DWIDTH=3", "-fpack-struct", "-trigraphs"],
        readsTestFlags: true,
      },
      folder,
      only: "",
      every: 1,
      offset: 0,
      jobs: 2,
      print: (line) => lines.push(line.replaceAll(`${folder}/`, "")),
    });
    assert.equal(code, 1);
    assert.equal(lines[0], "8 files for x86_64-unknown-linux-gnu");
    const told = lines.filter((line) => /^[·✖]/.test(line));
    assert.deepEqual(told, [
      "✖ lib/differs.h",
      "· neither takes neither.h",
      "✖ only gcc takes only-compiler.c",
      "· only Koine takes only-koine.c",
    ]);
    const reasonOf = (/** @type {string} */ title) => lines[lines.indexOf(title) + 1] ?? "";
    assert.match(reasonOf("✖ lib/differs.h"), /size of struct packed/);
    assert.match(reasonOf("· neither takes neither.h"), /neither\.h:2:\d+: error: /);
    assert.match(reasonOf("✖ only gcc takes only-compiler.c"), /refused: only-compiler\.c:1: /);
    assert.match(reasonOf("· only Koine takes only-koine.c"), /only-koine\.c:1:\d+: error: .*unknown/);
    assert.match(lines.at(-1) ?? "", /^4 agree and 1 differ; 1 only gcc takes, 1 only Koine, 1 neither\./);
  },
);

test("a folder that is not there, and flags without a folder, are mistakes", () => {
  const run = (/** @type {string[]} */ ...words) =>
    spawnSync(process.execPath, [new URL("../headers.mjs", import.meta.url).pathname, ...words], { encoding: "utf8" });
  const missing = run("--files", join(folder, "nowhere"));
  assert.match(missing.stderr + missing.stdout, /--files: there is no ".*nowhere"/);
  assert.equal(missing.status, 1);
  const flags = run("--", "-mavx");
  assert.match(flags.stderr + flags.stdout, /flags for the compiler need --files/);
  assert.equal(flags.status, 1);
});
