/** Configurations that are wrong in ways that their form does not show: all mistakes at once, with their places, and no crash. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-mistakes-"));
const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache") };
after(() => rmSync(folder, { recursive: true }));

const header = `struct point { int x, y; };
struct line { struct point a, b; };
typedef struct db db;
int db_open(const char *name, db **out);
int db_close(db *d);
struct line make_line(struct point p);
int add(int left, int right);
int sub(int left, int right);
enum color { RED, GREEN };
#define LIMIT 3
`;

interface Reported {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly line?: number;
  readonly help?: string;
}

interface Outcome {
  readonly status: number | null;
  readonly stderr: string;
  readonly diagnostics: readonly Reported[];
  readonly place: string;
}

function run(place: string, ...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [command, "bind", ...words], { cwd: place, env, encoding: "utf8" });
}

/** Binds what a configuration says, as text and as JSON. */
function bind(config: string, ...words: readonly string[]): Outcome {
  const place = mkdtempSync(join(folder, "case-"));
  writeFileSync(join(place, "a.h"), header);
  writeFileSync(join(place, "koine.config.mjs"), config);
  const text = run(place, ...words);
  const json = run(place, "--format", "json", ...words);
  assert.equal(text.status, json.status, text.stderr);
  assert.doesNotMatch(text.stderr, /internal error/);
  const report =
    json.stdout === "" ? [] : (JSON.parse(json.stdout) as { diagnostics: readonly Reported[] }).diagnostics;
  return { status: text.status, stderr: text.stderr, diagnostics: report, place };
}

type Place = readonly [line: number, message: string];

function compare([leftLine, left]: Place, [rightLine, right]: Place): number {
  return leftLine - rightLine || (left < right ? -1 : 1);
}

function facts({ diagnostics }: Outcome): readonly unknown[] {
  return diagnostics.map(({ code, line, message, help }) => [code, line, message, help]);
}

test("filters that match nothing are warnings with the nearest name, each", () => {
  const outcome = bind(`export default { bind: { headers: ["a.h"], library: "a", module: "o.ts",
    include: ["nothing*", "ad", "add", "GREEN"],
    choose: {
      functions: { exclude: ["zzz"] },
      types: { include: ["colour", "GREEN"] },
      files: { include: ["b.h", "a.h"] } } } };`);
  assert.equal(outcome.status, 0);
  const code = "bindgen/filter-unmatched";
  assert.deepEqual(
    facts(outcome),
    [
      [code, 2, "include: nothing is called nothing*", "remove it"],
      [code, 2, "include: nothing is called ad", "did you mean add?"],
      [code, 4, "choose.functions.exclude: nothing is called zzz", "remove it"],
      [code, 5, "choose.types.include: nothing is called colour", "did you mean color?"],
      [code, 6, "choose.files.include: nothing is called b.h", "did you mean a.h?"],
    ].toSorted((left, right) => Number(left[1]) - Number(right[1])),
  );
});

test("mistakes of the same names in different places have their own", () => {
  const outcome = bind(`export default { bind: { headers: ["a.h"], library: "a", module: "o.ts",
    // functions: { add: {} }, types: { color: {} }
    choose: { functions: { exclude: ["*16"] }, types: { exclude: ["z?"] } },
    types: { color: { enum: "close" } },
    functions: {
      add: { result: { as: "numbr" } },
      sub: { parameters: { left: { as: "boolaen" } } },
    } } };`);
  const value = 'expected "closed" or "open" or "flags", got string "close"';
  assert.equal(outcome.status, 1);
  assert.deepEqual(
    outcome.diagnostics
      .map(({ line = 0, message, help }) => [line, message.replace(/^.*?: /, ""), help] as const)
      .toSorted(([left], [right]) => left - right),
    [
      [4, value, 'did you mean "closed"?'],
      [
        6,
        `expected "string" or "bytes" or "pointer" or "boolean" or "number" or "bigint", got string "numbr"`,
        'did you mean "number"?',
      ],
      [
        7,
        `expected "string" or "bytes" or "pointer" or "boolean" or "number" or "bigint", got string "boolaen"`,
        'did you mean "boolean"?',
      ],
    ],
  );
  const corrected = bind(`export default { bind: { headers: ["a.h"], library: "a", module: "o.ts",
    choose: { functions: { exclude: ["*16",
      "su?b"] } },
    functions: { ad: {} } } };`);
  assert.deepEqual(
    corrected.diagnostics.map(({ line, message }) => [line, message]),
    [
      [2, "choose.functions.exclude: nothing is called *16"],
      [3, "choose.functions.exclude: nothing is called su?b"],
      [4, "no function ad is bound"],
    ],
  );
});

test("types that are needed come back, whatever a filter says", () => {
  const { status, diagnostics, place } = bind(
    `export default { bind: { headers: ["a.h"], library: "a", module: "o.ts", choose: { types: { exclude: ["*"] } } } };`,
  );
  assert.equal(status, 0);
  assert.deepEqual(diagnostics, []);
  const module = readFileSync(join(place, "o.ts"), "utf8");
  for (const name of ["point", "line", "db"]) assert.match(module, new RegExp(`export const ${name}: `));
  assert.doesNotMatch(module, /export const color: /);
});

test("functions that give back something else, or are misspelt, release nothing", () => {
  const outcome = bind(`export default { bind: { headers: ["a.h"], library: "a", module: "o.ts",
    types: {
      db: { handle: "db_clos" },
      pont: { opaque: true },
    },
    functions: {
      db_open: { parameters: { outt: { direction: "out" } } },
      make_line: { result: { owned: "add" } },
    } } };`);
  assert.equal(outcome.status, 1);
  assert.deepEqual(outcome.diagnostics.map(({ line = 0, message }) => [line, message] as const).toSorted(compare), [
    [3, "db: no function is called db_clos"],
    [4, "no type pont is bound"],
    [7, "db_open() has no parameter outt"],
    [8, "make_line(): add() does not take one pointer, so that it gives nothing back"],
    [8, "make_line(): struct line is no pointer, so that nobody owns it"],
  ]);
  const wrong = bind(
    `export default { bind: { headers: ["a.h"], library: "a", module: "o.ts", types: { db: { handle: "add" } } } };`,
  );
  assert.match(wrong.stderr, /db: add\(\) does not take one pointer/);
});

test("an exact new name decides before a pattern, which is then not complained about", () => {
  const outcome = bind(`export default { bind: { headers: ["a.h"], library: "a", module: "o.ts",
    rename: { "d?_*": "1bad", db_open: "opendb", RED: "class", add: "sub", nothing: "x" } } };`);
  assert.equal(outcome.status, 1);
  assert.deepEqual(
    outcome.diagnostics.map(({ severity, message }) => [severity, message]),
    [
      ["error", 'db_close cannot be called "1bad": that is no identifier'],
      ["warning", "add is called sub_, because sub is taken"],
      ["error", "nothing that is bound is called nothing"],
    ],
  );
  assert.match(readFileSync(join(outcome.place, "o.ts"), "utf8"), /class_ as class \};[^]*export const opendb: /);
});

test("targets, patterns and lists that cannot be used are reported together", () => {
  const outcome = bind(`export default { bind: [
    { headers: [], library: "a", targets: ["x86_64-unknown-linux-gn", "pdp11"] },
    { headers: ["a.h"], include: ["/(/"], choose: { functions: { exclude: [/a/, "/[/"] } } },
  ] };`);
  assert.equal(outcome.status, 1);
  assert.deepEqual(
    outcome.diagnostics.map(({ code, line, message }) => [code, line, message.replace(/Invalid.*/, "invalid")]),
    [
      ["config/shape", 2, "bind.0.headers: expected a header, got an empty list"],
      ["config/shape", 2, "bind.0.targets.0: target x86_64-unknown-linux-gn is not known"],
      ["config/shape", 2, "bind.0.targets.1: target pdp11 is not known"],
      ["config/shape", 3, "bind.1.include.0: invalid"],
      ["config/shape", 3, "bind.1.choose.functions.exclude.1: invalid"],
    ],
  );
  assert.equal(outcome.diagnostics[1]?.help, "did you mean x86_64-unknown-linux-gnu?");
});

test("a configuration that throws when it is read, or when it is asked, is an error of the input", () => {
  const getter = bind(`export default { get bind() { throw new Error("boom"); } };`);
  assert.deepEqual(facts(getter), [["config/unreadable", 1, "cannot be run: boom", undefined]]);
  const later = bind(`export default {\n  get bind() { throw new Error("boom"); } };`);
  assert.match(later.stderr, /cannot be run: boom\n +--> .*koine\.config\.mjs:2:22\n/);
  const rename = bind(
    `export default { bind: { headers: ["a.h"], library: "a", module: "o.ts", rename: () => { throw new Error("boom"); } } };`,
  );
  assert.deepEqual(facts(rename), [["bindgen/annotation-conflict", 1, "rename throws for point: boom", undefined]]);
  assert.ok(existsSync(join(rename.place, "o.ts")));
  const number = bind(`export default { bind: { headers: ["a.h"], library: "a", module: "o.ts", rename: () => 5 } };`);
  assert.equal(number.diagnostics[0]?.message, "point cannot be called 5: that is no identifier");
});

test("bindings that would be written to one file are wrong usage", () => {
  const { status, stderr } = bind(`export default { bind: [
    { headers: ["a.h"], library: "a", module: "out/o.ts" },
    { headers: ["a.h"], library: "b", module: "./out/../out/o.ts", spec: "o.json" },
  ] };`);
  assert.equal(status, 2);
  assert.match(stderr, /^error: two files would be written to .*o\.ts\n$/);
});

test("--check compares all files of all bindings: missing ones, and those that somebody changed", () => {
  const place = mkdtempSync(join(folder, "case-"));
  mkdirSync(join(place, "settings"));
  writeFileSync(join(place, "a.h"), header);
  const config = (value: number): string => `export default { bind: [
    { headers: ["../a.h"], library: "a", module: "../out/a.ts", spec: "../out/a.json", defines: { VALUE: ${value} } },
    { headers: ["../a.h"], library: "b", module: "../out/b.ts", defines: { NONE: false } },
  ] };`;
  writeFileSync(join(place, "settings", "koine.config.mjs"), config(1));
  const words = ["--config", "settings/koine.config.mjs"];
  assert.equal(run(place, ...words).status, 0);
  assert.equal(run(place, ...words, "--check").status, 0);
  rmSync(join(place, "out", "b.ts"));
  const module = join(place, "out", "a.ts");
  writeFileSync(module, readFileSync(module, "utf8").replace("LIMIT = 3", "LIMIT = 4"));
  const edited = run(place, ...words, "--check");
  assert.equal(edited.status, 3);
  assert.match(edited.stderr, /out\/a\.ts differs:\n[^]*-export const LIMIT = 4;[^]*\+export const LIMIT = 3;/);
  assert.match(edited.stderr, /out\/b\.ts is missing\n/);
  assert.equal(run(place, ...words).status, 0);
  writeFileSync(join(place, "a.h"), header.replace("add(int left", "add(long left"));
  const changed = run(place, ...words, "--check");
  assert.equal(changed.status, 3);
  for (const name of ["a.ts", "a.json", "b.ts"]) assert.match(changed.stderr, new RegExp(`out/${name} differs:`));
});

test("specs of several machines are merged as if they had been made together, or all that contradicts is said", () => {
  const place = mkdtempSync(join(folder, "case-"));
  writeFileSync(join(place, "a.h"), `${header}struct wide { long x; };\n#ifdef __APPLE__\nint apple(void);\n#endif\n`);
  const target = (triple: string): readonly string[] => ["--target", triple];
  const [linux, apple] = [target("x86_64-unknown-linux-gnu"), target("aarch64-apple-darwin")];
  const make = (name: string, ...words: readonly string[]): void => {
    const { status, stderr } = run(place, "a.h", "-l", "a", "--spec", `${name}.json`, "-o", `${name}.ts`, ...words);
    assert.equal(status, 0, stderr);
  };
  make("linux", ...linux);
  make("apple", ...apple);
  make("both", ...linux, ...apple);
  make("other", ...apple, "-D", "OTHER");
  const read = (name: string): string => readFileSync(join(place, name), "utf8");
  const merged = run(place, "linux.json", "apple.json", "-o", "merged.ts", "--spec", "merged.json");
  assert.equal(merged.status, 0, merged.stderr);
  assert.equal(read("merged.json"), read("both.json"));
  assert.equal(read("merged.ts"), read("both.ts"));
  const conflict = run(place, "linux.json", "linux.json", "other.json", "-o", "no.ts");
  assert.equal(conflict.status, 1);
  assert.match(
    conflict.stderr,
    /linux\.json cannot be merged: it is for x86_64-unknown-linux-gnu, and so is .*linux\.json/,
  );
  assert.match(conflict.stderr, /other\.json cannot be merged: defines is \["OTHER"\], and \[\] in .*linux\.json/);
  assert.ok(!existsSync(join(place, "no.ts")));
  const missing = run(place, "linux.json", "gone.json", "none.json");
  assert.match(missing.stderr, /gone\.json cannot be read[^]*none\.json cannot be read/);
  assert.equal(run(place, "linux.json", "a.h").status, 2);
});
