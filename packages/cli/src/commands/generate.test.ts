/** `koine generate` as a process: files, exit codes, reports, and what it refuses to overwrite. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-generate-"));
after(() => rmSync(folder, { recursive: true }));

const document = `version: "1.0.0"
c_prefix: demo
modules:
  - name: math
    functions:
      - { name: add, params: [{ name: a, type: i32 }, { name: b, type: i32 }], return: i32 }
`;

/** A folder of its own that holds the document. */
function lay(text: string = document): string {
  const place = mkdtempSync(join(folder, "case-"));
  writeFileSync(join(place, "demo.yml"), text);
  return place;
}

function generate(
  place: string,
  ...words: readonly string[]
): { status: number | null; stdout: string; stderr: string } {
  const all = [command, "generate", "demo.yml", "--target", "c", ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    cwd: place,
    encoding: "utf8",
    timeout: 300_000,
  });
  return { status, stdout, stderr };
}

test("writes the files of a target, and leaves what would not change alone", () => {
  const place = lay();
  const first = generate(place, "-o", "out");
  assert.deepEqual(first, { status: 0, stdout: "", stderr: "2 files written to out, 0 unchanged\n" });
  const header = join(place, "out", "c", "demo.h");
  assert.match(readFileSync(header, "utf8"), /int32_t demo_math_add\(int32_t a, int32_t b, demo_error\* out_err\);/);
  const before = statSync(header).mtimeMs;
  assert.equal(generate(place, "-o", "out").stderr, "0 files written to out, 2 unchanged\n");
  assert.equal(statSync(header).mtimeMs, before);
});

test("--check and --dry-run write nothing", () => {
  const place = lay();
  assert.equal(generate(place, "--check").status, 3);
  const dry = generate(place, "--dry-run");
  assert.equal(dry.status, 0);
  assert.match(dry.stderr, /^create {4}generated\/c\/demo\.h\n/);
  assert.equal(existsSync(join(place, "generated")), false);
  assert.equal(generate(place).status, 0);
  assert.equal(generate(place, "--check").status, 0);
});

test("a file that was edited or is not ours is overwritten only when forced", () => {
  const place = lay();
  generate(place);
  const header = join(place, "generated", "c", "demo.h");
  const text = readFileSync(header, "utf8");
  writeFileSync(header, `${text}// mine\n`);
  const refused = generate(place, "--format", "json");
  assert.equal(refused.status, 1);
  const { diagnostics } = JSON.parse(refused.stdout) as { diagnostics: { code: string; message: string }[] };
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["idl/edited-output"],
  );
  assert.equal(generate(place, "--check").status, 3);
  assert.match(readFileSync(header, "utf8"), /\/\/ mine/);
  assert.equal(generate(place, "--force").status, 0);
  assert.equal(readFileSync(header, "utf8"), text);

  const other = lay();
  mkdirSync(join(other, "generated", "c"), { recursive: true });
  writeFileSync(join(other, "generated", "c", "demo.h"), "int mine;\n");
  const foreign = generate(other);
  assert.equal(foreign.status, 1);
  assert.match(foreign.stderr, /error\[idl\/foreign-output\]: `c\/demo\.h` is there already/);
  assert.equal(readFileSync(join(other, "generated", "c", "demo.h"), "utf8"), "int mine;\n");
});

test("what is no longer generated is removed, unless it was edited", () => {
  const place = lay();
  generate(place);
  writeFileSync(join(place, "demo.yml"), document.replace("demo", "other"));
  assert.equal(generate(place, "--check").status, 3);
  assert.equal(generate(place).stderr, "2 files written to generated, 2 removed, 0 unchanged\n");
  assert.deepEqual(readdirSync(join(place, "generated", "c")), ["other.c", "other.h"]);
  writeFileSync(join(place, "generated", "c", "other.c"), "// mine\n");
  writeFileSync(join(place, "demo.yml"), document);
  const run = generate(place);
  assert.equal(run.status, 0);
  assert.match(run.stderr, /warning\[idl\/edited-output\]/);
  assert.deepEqual(readdirSync(join(place, "generated", "c")), ["demo.c", "demo.h", "other.c"]);
});

test("errors in the document write nothing", () => {
  const place = lay(document.replace("return: i32", "return: Missing"));
  const run = generate(place);
  assert.equal(run.status, 1);
  assert.match(run.stderr, /demo\.yml:6:/);
  assert.equal(existsSync(join(place, "generated")), false);
  const github = generate(place, "--format", "github");
  assert.match(github.stdout, /^::error file=demo\.yml,line=6,/);
});

test("a scaffold leaves the author's file alone and says what it lacks", () => {
  const place = lay();
  const first = generate(place, "--scaffold", "c");
  assert.equal(first.stderr, "5 files written to generated, 0 unchanged\n");
  const author = join(place, "generated", "scaffold", "c", "demo_implementation.c");
  assert.match(readFileSync(author, "utf8"), /int32_t demo_math_add\(/);
  writeFileSync(author, "/* mine */\n");
  const second = generate(place, "--scaffold", "c", "--force");
  assert.equal(second.status, 0);
  assert.match(second.stderr, /warning\[idl\/missing-implementation\]: .*does not define `demo_math_add`/);
  assert.equal(readFileSync(author, "utf8"), "/* mine */\n");
  assert.equal(generate(place, "--scaffold", "c", "--check").status, 0);
});

test("an implementation that was moved is not written again", () => {
  const place = lay();
  generate(place, "--scaffold", "c");
  const author = join(place, "generated", "scaffold", "c");
  const text = readFileSync(join(author, "demo_implementation.c"), "utf8");
  rmSync(join(author, "demo_implementation.c"));
  mkdirSync(join(author, "source"));
  writeFileSync(join(author, "source", "numbers.c"), text.replace("int32_t a", "int64_t a"));
  const { stderr } = generate(place, "--scaffold", "c");
  assert.match(
    stderr,
    /warning\[idl\/changed-implementation\]: `scaffold\/c\/source\/numbers\.c:\d+` defines `demo_math_add`/,
  );
  assert.equal(existsSync(join(author, "demo_implementation.c")), false);
});

test("wrong usage is exit code 2", () => {
  const run = spawnSync(process.execPath, [command, "generate", "demo.yml", "-t", "cc"], {
    cwd: lay(),
    encoding: "utf8",
  });
  assert.equal(run.status, 2);
  assert.match(run.stderr, /there is no target "cc"; did you mean c\?/);
});

test(
  "a folder that cannot be written is an error without half-written files",
  { skip: process.platform !== "linux" && "needs procfs" },
  () => {
    const place = lay();
    const nowhere = generate(place, "-o", "/proc/nowhere");
    assert.equal(nowhere.status, 1);
    assert.match(nowhere.stderr, /^error: nothing was written: ENOENT/);
    const inFile = generate(place, "-o", "demo.yml");
    assert.equal(inFile.status, 1);
    assert.match(inFile.stderr, /^error: nothing was written: ENOTDIR/);
    // The second file of the run cannot be written: the first is not there, either.
    mkdirSync(join(place, "out", "c", "demo.c"), { recursive: true });
    const half = generate(place, "-o", "out", "--force");
    assert.equal(half.status, 1);
    assert.deepEqual(readdirSync(join(place, "out", "c")), ["demo.c"]);
    if (process.getuid?.() !== 0) {
      chmodSync(join(place, "out"), 0o500);
      assert.match(generate(place, "-o", "out/deeper").stderr, /EACCES/);
      chmodSync(join(place, "out"), 0o700);
    }
  },
);
