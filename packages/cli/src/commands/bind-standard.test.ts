/** `koine bind --std` as a process: what the version of C changes in the spec, the module, the wrapper and for compilers that are asked. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const command = join(packages, "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-standard-"));
process.env["KOINE_CACHE_DIR"] = join(folder, "cache");
after(() => rmSync(folder, { recursive: true }));

const isCi = (process.env["CI"] ?? "") !== "";
const hasGcc = spawnSync("gcc", ["--version"]).status === 0;
const skip = hasGcc || isCi ? false : "needs gcc";

const header = `#if defined __STRICT_ANSI__ && !defined __STDC_VERSION__
int strict(void);
#elif defined __STDC_VERSION__
enum { VERSION = __STDC_VERSION__ };
int f();
#endif
??=define N 3
int restricted(int restrict, int asm);
static __inline__ int add(int a, int b) { return a + b; }
static __inline__ int first(char *__restrict *texts) { return **texts; }
`;

function koine(place: string, ...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], { cwd: place, encoding: "utf8" });
  return { status, stdout, stderr };
}

function lay(files: Readonly<Record<string, string>>): string {
  const place = mkdtempSync(join(folder, "case-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  return place;
}

test("a header of C89 is bound with --std, and with what compilers write", () => {
  const place = lay({ "a.h": header });
  const modules = [["--std", "c89"], ["--std=ansi"], ["-std=c89"], ["-std=iso9899:1990"]].map((words) => {
    const run = koine(place, "bind", "a.h", "-l", "a", ...words);
    assert.equal(run.status, 0, run.stderr);
    return run.stdout;
  });
  assert.match(modules[0] ?? "", /export const strict:/);
  assert.match(modules[0] ?? "", /export const restricted: .*"restrict", "asm"/);
  assert.match(modules[0] ?? "", /export const N = 3;/);
  assert.equal(new Set(modules).size, 1);
  assert.equal(koine(place, "bind", "a.h", "-l", "a").status, 1);
});

test("a spec says its version of C by one name, unless it is the default", () => {
  const place = lay({ "a.h": "int f();\n#ifdef unix\nint g(void);\n#endif\n" });
  const specOf = (...words: readonly string[]): string => {
    const run = koine(place, "bind", "a.h", "-l", "a", "--spec", "a.json", ...words);
    assert.equal(run.status, 0, run.stderr);
    return readFileSync(join(place, "a.json"), "utf8");
  };
  const usual = specOf();
  assert.doesNotMatch(usual, /"standard"/);
  assert.equal(specOf("--std", "gnu17"), usual);
  assert.match(specOf("--std", "gnu2x"), /^"standard": "gnu23",$/m);
  assert.equal(koine(place, "bind", "a.json").status, 0);
  assert.equal(koine(place, "bind", "a.h", "-l", "a", "--spec", "a.json", "--check", "--std", "gnu23").status, 0);
  assert.equal(koine(place, "bind", "a.h", "-l", "a", "--spec", "a.json", "--check").status, 3);
  assert.equal(specOf("--std", "c17").includes('"name":"g"'), false);
});

test("specs of different versions are not merged", () => {
  const place = lay({ "a.h": "int f(void);\n" });
  koine(place, "bind", "a.h", "-l", "a", "--spec", "a.json", "--target", "x86_64-unknown-linux-gnu");
  const triple = "aarch64-unknown-linux-gnu";
  koine(place, "bind", "a.h", "-l", "a", "--spec", "b.json", "--target", triple, "--std", "c99");
  const run = koine(place, "bind", "a.json", "b.json");
  assert.equal(run.status, 1);
  assert.match(run.stderr, /b\.json cannot be merged: standard is "c99", and absent in /);
});

test("a configuration says the version, and the command line decides", () => {
  const bind = { headers: ["a.h"], library: "a", spec: "a.json", standard: "c99" };
  const place = lay({ "a.h": "int f(void);\n", "koine.config.json": JSON.stringify({ bind }) });
  const specOf = (...words: readonly string[]): string => {
    const run = koine(place, "bind", ...words);
    assert.equal(run.status, 0, run.stderr);
    return readFileSync(join(place, "a.json"), "utf8");
  };
  assert.match(specOf(), /^"standard": "c99",$/m);
  assert.match(specOf("--std", "c11"), /^"standard": "c11",$/m);
  writeFileSync(join(place, "koine.config.json"), JSON.stringify({ bind: { ...bind, standard: "c98" } }));
  const wrong = koine(place, "bind");
  assert.equal(wrong.status, 1);
  assert.match(wrong.stderr, /standard/);
});

test("an unknown version is a mistake in usage, and so is one for a spec", () => {
  const place = lay({ "a.h": "int f(void);\n", "a.json": "{}" });
  const run = koine(place, "bind", "a.h", "-std=c98");
  assert.equal(run.status, 2);
  assert.match(run.stderr, /option --std cannot be "c98": use c89, .*did you mean c90\?/);
  assert.match(koine(place, "bind", "a.json", "--std", "c99").stderr, /option --std is for headers/);
});

test("wrappers are built as the version that the headers were read as", { skip }, () => {
  const place = lay({ "a.h": header });
  for (const [standard, flag] of [
    ["c89", "c89"],
    ["iso9899:199409", "iso9899:199409"],
  ]) {
    const words = ["--std", standard ?? "", "-o", "a.ts", "--wrap", "a-wrap.c"];
    assert.equal(koine(place, "bind", "a.h", "-l", "a", ...words).status, 0);
    const text = readFileSync(join(place, "a-wrap.c"), "utf8");
    assert.match(text, new RegExp(`/\\* Build it with: cc -shared -fPIC -O2 -std=${flag} `));
    const run = spawnSync("gcc", [`-std=${flag}`, "-w", "-fsyntax-only", "a-wrap.c"], { cwd: place, encoding: "utf8" });
    assert.equal(run.status, 0, run.stderr);
  }
  writeFileSync(join(place, "b.h"), "static inline int add(int a, int b) { return a + b; }\n");
  koine(place, "bind", "b.h", "-l", "b", "--std", "c23", "-o", "b.ts", "--wrap", "b-wrap.c");
  assert.match(readFileSync(join(place, "b-wrap.c"), "utf8"), /^\/\/ Build it with: cc -shared -fPIC -O2 -std=c2x /m);
  const windows = ["--target", "x86_64-pc-windows-msvc", "--std", "c11", "-o", "c.ts", "--wrap", "c-wrap.c"];
  koine(place, "bind", "b.h", "-l", "b", ...windows);
  assert.match(readFileSync(join(place, "c-wrap.c"), "utf8"), /^\/\/ Build it with: cl \/LD \/O2 \/std:c11 /m);
});

test("--probe asks the compiler with the same version", { skip }, () => {
  const place = lay({ "a.h": header, "b.h": "int f();\ntypedef struct s { int x; } s;\n#define T sizeof(s)\n" });
  const compilers = spawnSync("clang", ["--version"]).status === 0 ? ["--cc", "gcc", "--cc", "clang"] : ["--cc", "gcc"];
  for (const [name, standard] of [
    ["a.h", "c89"],
    ["a.h", "iso9899:199409"],
    ["b.h", "c23"],
    ["b.h", "gnu99"],
  ] as const) {
    const run = koine(place, "bind", name, "-l", "a", "--std", standard, "--probe", ...compilers);
    assert.deepEqual([run.status, run.stderr.match(/error.*/g)], [0, null], run.stderr);
  }
});
