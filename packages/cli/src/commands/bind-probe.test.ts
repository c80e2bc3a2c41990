/** `koine bind --probe` as a process: real headers, a compiler that is not there, and wrong usage. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-probe-"));
after(() => rmSync(folder, { recursive: true }));
const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache") };

function koine(...words: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

writeFileSync(
  join(folder, "a.h"),
  "#ifdef WIDE\n#define BITS ((int)__builtin_fabs(-8.0))\n#endif\nstruct s { char a; long b; };\nint f(void);\n",
);
const hasClang = spawnSync("clang", ["--version"]).status === 0;
const hasCompiler = spawnSync("cc", ["--version"]).status === 0;

test("what changes nothing on a processor makes no difference", { skip: hasClang ? false : "needs clang" }, () => {
  const text =
    "int __attribute__((regparm(3))) f(int a);\ntypedef int (*cb)(int) __attribute__((regparm(2)));\nlong g(cb c);\n";
  writeFileSync(join(folder, "regparm.h"), text);
  const target = ["--target", "x86_64-unknown-linux-gnu"];
  const run = koine("bind", "regparm.h", "-l", "a", "--probe", "--cc", "clang --target=x86_64-linux-gnu", ...target);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /export const f:/);
});

test("headers of a compiler are right for another one", { skip: hasClang ? false : "needs clang" }, () => {
  const words = ["float.h", "stdatomic.h", "limits.h", "stdint.h", "--target", "x86_64-unknown-linux-gnu"];
  const run = koine("bind", ...words, "--probe", "--cc", "clang --target=x86_64-linux-gnu");
  assert.equal(run.status, 0, run.stderr);
  assert.doesNotMatch(run.stderr, /error|warning/);
  assert.match(run.stdout, /export const atomic_flag:/);
});

test("a target that no compiler was asked about is told", { skip: hasCompiler ? false : "needs cc" }, () => {
  writeFileSync(join(folder, "two.h"), "struct s { char a; int b; };\n");
  const words = ["bind", "two.h", "--probe", "--target", "x86_64-unknown-linux-gnu"];
  const run = koine(...words, "--target", "aarch64-unknown-linux-gnu");
  assert.equal(run.status, 0, run.stderr);
  assert.match(
    run.stderr,
    /warning\[bindgen\/probe-target\]: no compiler was asked about (?:aarch64|x86_64)-unknown-linux-gnu/,
  );
  assert.doesNotMatch(koine(...words.slice(0, 3)).stderr, /probe-target/);
});

test("a difference in a header of two names is shown where it is", { skip: hasCompiler ? false : "needs cc" }, () => {
  writeFileSync(join(folder, "plain.h"), "struct s {\n#ifdef OTHER\n  int b;\n#else\n  int a;\n#endif\n};\n");
  const target = ["--target", "x86_64-unknown-linux-gnu"];
  const limits = koine("bind", "limits.h", "--probe", "--cc", "cc -funsigned-char", ...target);
  assert.equal(limits.status, 1);
  assert.match(
    limits.stderr,
    /value of CHAR_MAX is 127 in the spec and is 255 to cc -funsigned-char\n +--> <built-in>\/limits\.h:\d+:1/,
  );
  const own = koine("bind", "plain.h", "--probe", "--cc", "cc -DOTHER", ...target);
  assert.equal(own.status, 0, own.stderr);
  assert.match(
    own.stderr,
    /warning\[bindgen\/probe-difference\]: offset of a in struct s is 0 in the spec and is not declared to/,
  );
});

test(
  "a type that is named in parameter lists only is the same to the compiler",
  { skip: hasCompiler ? false : "needs cc" },
  () => {
    const text =
      "int use(struct only_here *one);\nvoid drop(struct only_here *one);\nint other(union here *one, int n);\n";
    writeFileSync(join(folder, "only.h"), text);
    const run = koine("bind", "only.h", "-l", "a", "--probe");
    assert.equal(run.status, 0, run.stderr);
    assert.match(run.stdout, /export const only_here: c\.OpaqueType<"only_here">/);
    assert.doesNotMatch(run.stderr, /error|warning/);
  },
);

test("--probe completes the module and the spec, past the cache", { skip: hasCompiler ? false : "needs cc" }, () => {
  const words = ["bind", "a.h", "-l", "a", "-D", "WIDE", "-o", "a.ts", "--spec", "a.json"];
  assert.equal(koine(...words).status, 0);
  assert.doesNotMatch(readFileSync(join(folder, "a.ts"), "utf8"), /const BITS/);
  const kept = existsSync(join(folder, "cache", "bind"));
  const run = koine(...words, "--probe");
  assert.equal(run.status, 0, run.stderr);
  assert.equal(existsSync(join(folder, "cache", "bind")), kept);
  const module = readFileSync(join(folder, "a.ts"), "utf8");
  assert.match(module, /export const BITS = 8;/);
  assert.equal(koine("bind", "a.json").stdout, module);
});

const installed = ["zlib.h", "sqlite3.h", "stdio.h"].filter((name) => existsSync(`/usr/include/${name}`));
for (const name of installed) {
  test(`cc has nothing against ${name}`, { skip: hasCompiler ? false : "needs cc" }, () => {
    const run = koine("bind", name, "-l", "c", "-o", "out.ts", "--probe", "--format", "json");
    assert.equal(run.status, 0, run.stdout);
    assert.deepEqual((JSON.parse(run.stdout) as { readonly diagnostics: unknown }).diagnostics, []);
  });
}

test("a compiler that is not there is exit code 1 with its package, as text and as JSON", () => {
  const words = ["bind", "a.h", "-l", "a", "-o", "b.ts", "--probe", "--cc", "koine-none-gcc -m64"];
  const run = koine(...words);
  assert.equal(run.status, 1);
  assert.match(
    run.stderr,
    /^error\[bindgen\/probe-compiler\]: compiler koine-none-gcc was not found\n.*gcc-koine-none/,
  );
  const report = JSON.parse(koine(...words, "--format", "json").stdout) as {
    readonly diagnostics: readonly { readonly code: string }[];
  };
  assert.deepEqual(
    report.diagnostics.map(({ code }) => code),
    ["bindgen/probe-compiler"],
  );
});

test("--cc without --probe, and --probe of a spec, are wrong usage", () => {
  const alone = koine("bind", "a.h", "--cc", "gcc");
  assert.equal(alone.status, 2);
  assert.match(alone.stderr, /--cc names the compiler that --probe asks/);
  const spec = koine("bind", "a.json", "--probe");
  assert.equal(spec.status, 2);
  assert.match(spec.stderr, /option --probe is for headers/);
});
