/** What `koine bind` says to those who call it in an odd way: nothing is silently ignored, and nothing is bound without a word. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-usage-"));
const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache") };
after(() => rmSync(folder, { recursive: true }));

function bind(...words: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  const run = spawnSync(process.execPath, [command, "bind", ...words], { cwd: folder, env, encoding: "utf8" });
  return { status: run.status, stderr: run.stderr };
}

for (const [path, text] of Object.entries({
  "a.h": "int f(int a);\nstruct s { int x; };\n#define N 3\n",
  "none.h": "#ifdef NEVER\nint f(void);\n#endif\n",
  "inline.h": "static inline int one(void) { return 1; }\n",
  "own/outer.h": "#include <inner.h>\n",
  "elsewhere/inner.h": "int compress(int level);\nint other(void);\n",
  "one/x.h": "static inline int first(void) { return 1; }\nint f1(void);\n",
  "two/x.h": "static inline int second(void) { return 2; }\nint f2(void);\n",
  "package.json": "{}",
})) {
  mkdirSync(join(folder, dirname(path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const output = ["-l", "x", "-o", "o.ts"] as const;

for (const [words, message, help] of [
  [["none.h"], /nothing of none\.h is bound: there is no declaration in it/, /define what it asks for with -D/],
  [["inline.h"], /nothing of inline\.h is bound: all that it declares is left out/, /--wrap gives inline functions/],
  [
    ["own/outer.h", "--isystem", "elsewhere"],
    /nothing of own\/outer\.h is bound: it declares nothing itself; what it includes does, inner\.h \(2\)/,
    /koine bind inner\.h, or choose it with choose\.files/,
  ],
  [
    ["a.h", "--include", "^g$"],
    /nothing of a\.h is bound: the filters leave out all 3 names, such as f, s, N/,
    /both are/,
  ],
] as const) {
  test(`nothing is bound of ${words.join(" ")}, and it is said why`, () => {
    const { status, stderr } = bind(...words, ...output);
    assert.equal(status, 0);
    assert.match(stderr, message);
    assert.match(stderr, help);
    assert.match(stderr, /warning\[bindgen\/nothing-bound\]/);
  });
}

test("a header with constants alone binds something", () => {
  writeFileSync(join(folder, "constants.h"), "#define A 1\n");
  assert.doesNotMatch(bind("constants.h", ...output).stderr, /nothing-bound/);
});

test("what filters leave out is told once each, in the words of whoever filters", () => {
  writeFileSync(join(folder, "kinds.h"), "typedef struct kind kind; struct kind { int a; }; kind *make(void);\n");
  const { stderr } = bind("kinds.h", "--include", "^none$", ...output);
  assert.match(stderr, /the filters leave out all 2 names, such as kind, make\n = help: .*--include/);
  const config = (choice: string): void =>
    writeFileSync(
      join(folder, "kinds.mjs"),
      `export default { bind: { headers: ["kinds.h"], library: "x", ${choice} } };\n`,
    );
  config('include: ["none*"]');
  assert.match(
    bind("--config", "kinds.mjs", ...output).stderr,
    /names, such as kind, make\n = help: .*\* stands for any text/,
  );
  config('choose: { files: { include: ["other.h"] } }');
  assert.match(bind("--config", "kinds.mjs", ...output).stderr, /choose\.files leaves out all headers, kinds\.h \(3\)/);
});

test("a wrapper needs a module, files need names, and an empty table names no library", () => {
  const config = (text: string): void =>
    writeFileSync(join(folder, "wrong.mjs"), `export default { bind: { headers: ["a.h"], ${text} } };\n`);
  for (const [text, message, status] of [
    ['library: "x", wrapper: "w.c"', "a wrapper needs a module", 2],
    ['library: "x", module: "src/"', "src/ is a directory: name a file in it", 2],
    ['library: {}, module: "o.ts"', "bind.library: expected a library, got an empty table", 1],
  ] as const) {
    config(text);
    const result = bind("--config", "wrong.mjs");
    assert.equal(result.status, status);
    assert.ok(result.stderr.includes(message), result.stderr);
  }
});

test("patterns that match nothing have the name that was meant, or its beginning", () => {
  writeFileSync(
    join(folder, "names.h"),
    "int compress(int); int gtk_widget_show_all(void); int gtk_widget_hide_all(void);\n",
  );
  const { stderr } = bind("names.h", "--include", "^comprss$|^x", "--exclude", "^gtk_wdget_", ...output);
  assert.match(stderr, /include: nothing is called .*\n = help: did you mean compress\?/);
  assert.match(stderr, /exclude: nothing is called .*\n = help: did you mean gtk_widget…\?/);
});

for (const [words, ...messages] of [
  [["-D", "-o", "o.ts"], 'option -D: "-o" is no name of a macro'],
  [["-D", "1A=5", "-D", "", "-U", "x y"], '"1A=5" is no name', '"" is no name', 'option -U: "x y" is no name'],
  [["-D", "F(x"], '"F(x" is no name of a macro'],
  [["-l", ""], "option --lib: the name of a library is empty"],
  [["-o", ""], "option -o needs a value: OUT.ts"],
  [["-o", "o.ts", "--spec", ""], "option --spec needs a value: OUT.json"],
  [["-I", ""], "option --include-directory: the path is empty"],
  [["-o", "o/"], "o/ is a directory: name a file in it"],
  [["-o", "o.c"], "o.c is no name for a module, which is TypeScript: call it o.ts"],
  [["-o", "zlib.v1"], "zlib.v1 is no name for a module"],
  [[""], "the name of a header is empty"],
  [["-", "--probe"], "--probe needs headers that a compiler can read, too"],
  [["-o=o.ts"], "option -o=o.ts: write -o o.ts or --out=o.ts"],
  [["-o", "o.js"], "o.js is no name for a module, which is TypeScript: call it o.ts"],
  [["-o", "o.d.ts"], "o.d.ts is no name for a module, which is TypeScript: call it o.ts"],
  [["--spec", "o.yaml"], "o.yaml is no name for a spec, which is JSON: call it o.json"],
  [["-o", "o.ts", "--wrap", "w"], "w is no name for a wrapper, which is C: call it w.c"],
  [["--spec", "-"], "only -o - is standard output"],
  [["-o", "-", "--check"], "--check needs the files to compare"],
  [["--target", "linux-x64"], "did you mean x86_64-unknown-linux-gnu?"],
] as const) {
  test(`${words.join(" ")} is wrong usage`, () => {
    const { status, stderr } = bind("a.h", ...words);
    assert.equal(status, 2, stderr);
    for (const message of messages) assert.ok(stderr.includes(message), stderr);
    assert.equal(existsSync(join(folder, "=o.ts")), false);
  });
}

test("-o - is standard output, as for compilers", () => {
  const words = [command, "bind", "a.h", "-l", "x", "-o", "-"];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: "utf8" });
  assert.equal(status, 0);
  assert.match(stdout, /export const f: /);
  assert.equal(existsSync(join(folder, "-")), false);
});

test("macros with parameters and values are defined", () => {
  const { status } = bind("a.h", "-D", "F(x, y)=x+y", "-D", "G()", "-D", "é=(1", "-DA", "-UB", ...output);
  assert.equal(status, 0);
});

test("directories that are not there are warnings, from the cache, too", () => {
  for (const round of ["first", "second"]) {
    const { status, stderr } = bind("a.h", "-I", "a.h", "--isystem", "one", "--embed-dir", "nix", ...output);
    assert.equal(status, 0, round);
    assert.equal([...stderr.matchAll(/warning\[bindgen\/no-directory\]/g)].length, 2, stderr);
    assert.match(stderr, /there is no directory .*nix\n/);
  }
});

test("a header or target that is named twice is bound once, and headers of one name keep apart", () => {
  const triple = "x86_64-unknown-linux-gnu";
  const twice = bind("a.h", "a.h", "--target", triple, "--target", triple, "--spec", "twice.json", ...output);
  assert.equal(twice.status, 0, twice.stderr);
  assert.match(readFileSync(join(folder, "twice.json"), "utf8"), /"headers": \["a\.h"\],[^]*"targets": \["[^"]*"\]/);
  assert.equal(bind("twice.json", "-o", "o.ts").status, 0);
  const named = bind("a.h", "--target", "x86_64-linux-gnu", "--target", triple, "--spec", "named.json", ...output);
  assert.equal(named.status, 0, named.stderr);
  assert.match(readFileSync(join(folder, "named.json"), "utf8"), /"targets": \["x86_64-unknown-linux-gnu"\]/);
  writeFileSync(
    join(folder, "named.config.json"),
    JSON.stringify({
      bind: { headers: ["a.h"], targets: ["x86_64-pc-windows-gnu"], spec: "named.json", library: "x" },
    }),
  );
  assert.equal(bind("--config", "named.config.json").status, 0);
  assert.match(readFileSync(join(folder, "named.json"), "utf8"), /"targets": \["x86_64-w64-windows-gnu"\]/);
  const same = bind("one/x.h", "two/x.h", "-l", "x", "-o", "out/o.ts", "--wrap", "out/w.c");
  assert.equal(same.status, 0, same.stderr);
  const wrapper = readFileSync(join(folder, "out", "w.c"), "utf8");
  assert.match(wrapper, / -I\.\. [^]*#include "one\/x\.h"\n#include "two\/x\.h"\n/);
});

test("all that a configuration says wrong is told at once, whatever kind of mistake it is", () => {
  const bindings = [
    { headers: ["a.h"], module: "o.ts", library: "x", defines: { "1A": 1 }, targets: ["linux-x64", "x", "x"] },
    { headers: ["a.h"], module: "p.ts", library: "" },
    { headers: ["a.h"], module: "q.ts", library: "x", targets: ["arm64-apple-darwin23", "aarch64-apple-darwin"] },
  ];
  writeFileSync(join(folder, "all.config.json"), JSON.stringify({ bind: bindings }, null, 2));
  const { status, stderr } = bind("--config", "all.config.json");
  assert.equal(status, 1);
  assert.match(
    stderr,
    /bind\.0\.targets\.0: target linux-x64 is not known\n[^=]*= help: did you mean x86_64-unknown-linux-gnu\?/,
  );
  assert.match(stderr, /bind\.0\.targets\.2: target x is there twice/);
  assert.match(stderr, /bind\.0\.defines\.1A: expected the name of a macro/);
  assert.match(stderr, /bind\.1\.library: expected/);
  assert.match(stderr, /bind\.2\.targets\.1: target aarch64-apple-darwin is there twice/);
  writeFileSync(join(folder, "wide.json"), Buffer.from('{"format": 1}', "utf16le"));
  assert.match(bind("wide.json", "-o", "o.ts").stderr, /this is no text in UTF-8\n[^=]*= help: save it as UTF-8/);
});

test("a configuration that is not read is noted, in every format, and where it is read is not", () => {
  const place = join(folder, "configured");
  mkdirSync(place);
  writeFileSync(join(place, "a.h"), "int f(int a);\nint g(int a);\n");
  writeFileSync(
    join(place, "koine.config.json"),
    '{"bind": {"headers": ["a.h"], "library": "x", "module": "own.ts", "exclude": ["g"]}}',
  );
  const run = (...words: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [command, "bind", ...words], { cwd: place, env, encoding: "utf8" });
  // From the cache, too.
  for (const round of ["first", "second"]) {
    const { status, stderr } = run("a.h", ...output);
    assert.equal(status, 0, round);
    assert.match(
      String(stderr),
      /^note\[config\/unused\]: koine\.config\.json is not read, because headers are named\n = help: --config koine\.config\.json takes/,
    );
  }
  assert.match(readFileSync(join(place, "o.ts"), "utf8"), /const g: /);
  const { diagnostics } = JSON.parse(String(run("a.h", ...output, "--format", "json").stdout)) as {
    readonly diagnostics: readonly { readonly code: string; readonly severity: string }[];
  };
  assert.deepEqual(
    diagnostics.map(({ code, severity }) => [code, severity]),
    [["config/unused", "note"]],
  );
  assert.match(String(run("a.h", ...output, "--format", "github").stdout), /^::notice title=config\/unused::/);
  const used = run("a.h", "--config", "koine.config.json", "-o", "o.ts");
  assert.equal(used.status, 0);
  assert.doesNotMatch(String(used.stderr), /config\/unused/);
  assert.doesNotMatch(readFileSync(join(place, "o.ts"), "utf8"), /const g: /);
  assert.doesNotMatch(String(run().stderr), /config\/unused/);
});

for (const [words, shown, path] of [
  [["a.h", "-l", "libown.so"], "libown.so", "./libown.so"],
  [["a.h", "-l", "x", "-l", "own"], "own", "./libown.so"],
  [["two/x.h", "-l", "beside.dll"], "beside.dll", "./two/beside.dll"],
  [["one/x.h", "-l", "near"], "near", "./one/libnear.dylib"],
] as const) {
  test(`${words.join(" ")} names no file, although there is one`, () => {
    for (const file of ["libown.so", "two/beside.dll", "one/libnear.dylib"]) writeFileSync(join(folder, file), "");
    const { status, stderr } = bind(...words, "-o", "o.ts");
    assert.equal(status, 0, stderr);
    const message = `warning[bindgen/library-name]: library ${shown} is looked for where the system has libraries, and not where ${path} is`;
    assert.ok(stderr.includes(message), stderr);
    assert.ok(stderr.includes(`= help: -l ${path} names the file`), stderr);
    assert.equal(stderr.split("library-name").length, 2, stderr);
    assert.doesNotMatch(bind(words[0], "-l", path, "-o", "o.ts").stderr, /library-name/);
  });
}

test("libraries of a configuration that name no file, although there is one, have their place", () => {
  const place = join(folder, "libraries");
  mkdirSync(join(place, "native"), { recursive: true });
  writeFileSync(join(place, "native", "a.h"), "int f(int a);\n");
  writeFileSync(join(place, "native", "libgeo.so.1"), "");
  const library = { linux: ["geo", "libgeo.so.1"], darwin: null, win32: { framework: "libgeo.so.1" } };
  writeFileSync(
    join(place, "k.config.json"),
    JSON.stringify({ bind: { headers: ["native/a.h"], library, module: "o.ts" } }, null, 1),
  );
  const { status, stderr } = bind("--config", "libraries/k.config.json");
  assert.equal(status, 0, stderr);
  assert.equal(stderr.split("library-name").length, 2, stderr);
  assert.match(
    stderr,
    /library libgeo\.so\.1 is looked for [^\n]*\.\/native\/libgeo\.so\.1 is[^]*k\.config\.json:6:\d+\n/,
  );
  assert.match(stderr, /= help: "\.\/native\/libgeo\.so\.1" names the file/);
});
