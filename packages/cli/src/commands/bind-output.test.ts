/** Where `koine bind` writes, compares and reads what is no file: each obstacle is said with its path, and nothing is lost. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-output-"));
const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache") };
after(() => rmSync(folder, { recursive: true }));

const header = "int f(void);\n";

function makePlace(): string {
  const place = mkdtempSync(join(folder, "case-"));
  writeFileSync(join(place, "a.h"), header);
  return place;
}

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bind(place: string, words: readonly string[], options: { readonly input?: string } = {}): Run {
  return spawnSync(process.execPath, [command, "bind", ...words], { cwd: place, env, encoding: "utf8", ...options });
}

function readDifferences({ stdout }: Run): unknown {
  return (JSON.parse(stdout) as { readonly differences: unknown }).differences;
}

test("a header is not written over, whether the command line or a configuration says so", () => {
  const place = makePlace();
  for (const words of [
    ["a.h", "-l", "a", "-o", "a.h"],
    ["a.h", "-l", "a", "-o", "o.ts", "--spec", "./x/../a.h"],
    ["a.h", "-l", "a", "-o", "o.ts", "--wrap", "a.h"],
  ]) {
    const { status, stderr } = bind(place, words);
    assert.deepEqual(
      [status, stderr],
      [2, `error: ${join(place, "a.h")} is a header that is read: write to another file\n`],
    );
  }
  writeFileSync(
    join(place, "koine.config.mjs"),
    'export default { bind: { headers: ["a.h"], library: "a", module: "a.h" } };\n',
  );
  assert.equal(bind(place, []).status, 2);
  assert.equal(readFileSync(join(place, "a.h"), "utf8"), header);
  assert.deepEqual(readdirSync(place).toSorted(), ["a.h", "koine.config.mjs"]);
});

test("a directory where a file would go is named, for writing and for comparing", () => {
  const place = makePlace();
  mkdirSync(join(place, "o.ts"));
  const written = bind(place, ["a.h", "-l", "a", "-o", "o.ts", "--spec", "a.json"]);
  const problem = `there is a directory: ${join(place, "o.ts")}`;
  assert.deepEqual(
    [written.status, written.stderr],
    [1, `error[bindgen/output-unwritable]: nothing was written: ${problem}\n1 error\n`],
  );
  assert.equal(existsSync(join(place, "a.json")), false);
  const compared = bind(place, ["a.h", "-l", "a", "-o", "o.ts", "--check"]);
  assert.deepEqual(
    [compared.status, compared.stderr],
    [1, `error[bindgen/output-unwritable]: nothing was compared: ${problem}\n1 error\n`],
  );
});

const skipFull = existsSync("/dev/full") ? false : "needs /dev/full";

test("a device that is full is an error with its name, and so is standard output", { skip: skipFull }, () => {
  const place = makePlace();
  const { status, stderr } = bind(place, ["a.h", "-l", "a", "-o", "/dev/full"]);
  assert.equal(status, 1);
  assert.match(stderr, /^error\[bindgen\/output-unwritable\]: nothing was written: ENOSPC.*: \/dev\/full\n/);
  const line = `'${process.execPath}' '${command}' bind a.h -l a >/dev/full`;
  const shell = spawnSync("sh", ["-c", line], { cwd: place, env, encoding: "utf8" });
  assert.equal(shell.status, 1);
  assert.match(shell.stderr, /^error: the output cannot be written: ENOSPC/);
});

test("--check tells people, programs and workflows what differs, and what to do", () => {
  const place = makePlace();
  const words = ["a.h", "-l", "a", "-o", "o.ts", "--spec", "a.json"];
  assert.equal(bind(place, words).status, 0);
  const same = bind(place, [...words, "--check", "--format", "json"]);
  assert.deepEqual([same.status, same.stderr, readDifferences(same)], [0, "", []]);
  writeFileSync(join(place, "o.ts"), "// mine\n");
  rmSync(join(place, "a.json"));
  const text = bind(place, [...words, "--check"]);
  assert.equal(text.status, 3);
  assert.match(text.stderr, /\no\.ts differs:\n[^]*\na\.json is missing\nthe same command without --check writes /);
  const json = bind(place, [...words, "--check", "--format", "json"]);
  assert.equal(json.status, 3);
  assert.deepEqual(readDifferences(json), [
    { path: "o.ts", kind: "different" },
    { path: "a.json", kind: "missing" },
  ]);
  const github = bind(place, [...words, "--check", "--format", "github"]);
  assert.equal(github.status, 3);
  assert.match(
    github.stdout,
    /^::error file=o\.ts,.*output-outdated.*::o\.ts differs: run koine bind without --check/m,
  );
  assert.equal(readFileSync(join(place, "o.ts"), "utf8"), "// mine\n");
});

const skipStream = existsSync("/dev/stdin") ? false : "needs /dev/stdin";

test("standard input is a header, another one each time", { skip: skipStream }, () => {
  const place = makePlace();
  for (const [index, name] of ["-", "/dev/stdin", "-", "-"].entries()) {
    const { status, stdout, stderr } = bind(place, [name, "-l", "a"], { input: `int f${index}(void);\n` });
    assert.equal(status, 0, stderr);
    assert.match(stdout, new RegExp(`export const f${index}: `));
  }
});

const skipProc = existsSync("/proc/self") ? false : "needs /proc";

test("a cache that cannot be made is none", { skip: skipProc }, () => {
  const variables = { ...env, KOINE_CACHE_DIR: "/proc/koine-none/cache" };
  const line = [command, "bind", "a.h", "-l", "a", "-o", "o.ts"];
  const { status } = spawnSync(process.execPath, line, { cwd: makePlace(), env: variables, timeout: 60_000 });
  assert.equal(status, 0);
});
