/** Specs that somebody has changed: each mistake has its place and what was meant, and none is a crash or a wrong module. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const command = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-spec-mistakes-"));
const env = { ...process.env, KOINE_CACHE_DIR: join(folder, "cache") };
after(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function bind(...words: readonly string[]): Run {
  return spawnSync(process.execPath, [command, "bind", ...words], { cwd: folder, env, encoding: "utf8" });
}

writeFileSync(
  join(folder, "a.h"),
  `typedef struct db db;
typedef int status;
enum mode { READ = 1, WRITE = 2 };
status db_close(db *d);
status db_read(db *d, void *buf, unsigned long n);
#define DB_MAX 5
`,
);
writeFileSync(
  join(folder, "koine.config.mjs"),
  `export default { bind: { headers: ["a.h"], library: "a", module: "a.ts", spec: "a.json",
    targets: ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"],
    types: { db: { handle: "db_close" } }, functions: { db_read: { errno: "throw" } } } };`,
);
const made = bind();
assert.equal(made.status, 0, made.stderr);
const spec = readFileSync(join(folder, "a.json"), "utf8");

/** What is changed, and what it says then: the code, the line and the message. */
const mistakes: readonly (readonly [from: RegExp, to: string, code: string, marked: string, message: RegExp])[] = [
  [/"format": 1/, '"format": 2', "spec-format", '"format"', /another version of koine wrote this/],
  [/"format": 1,/, "", "spec-format", "", /this is no spec of koine/],
  [
    /"x86_64-pc-windows-msvc"/,
    '"x86_64-pc-windows-msv"',
    "spec-shape",
    '"x86_64-pc-windows-msv"',
    /is not known; did you mean x86_64-pc-windows-msvc\?/,
  ],
  [/"kind":"enum","name"/, '"kind":"enum","nam"', "spec-shape", '"nam"', /\.nam: there is no "nam" here/],
  [/"kind":"enum"/, '"kind":"enumm"', "spec-shape", '"kind"', /expected one of function, struct/],
  [
    /"t:status"/,
    '"t:statu"',
    "spec-shape",
    '{"kind":"function","name":"db_close"',
    /there is no type statu; did you mean status\?/,
  ],
  [/"value":5/, '"value":"x"', "spec-shape", '"value"', /expected an integer/],
  [
    /\n(\{"kind":"typedef","name":"status".*,)/,
    "\n$1\n$1",
    "spec-shape",
    '{"kind":"typedef","name":"status"',
    /status is declared twice/,
  ],
  [
    /"db_read": \{"errno"/,
    '"db_raed": {"errno"',
    "spec-shape",
    '"db_raed"',
    /nothing here is called db_raed; did you mean db_read\?/,
  ],
  [/"errno":"throw"/, '"errno":"thrwo"', "spec-shape", '"errno"', /expected true or "throw"/],
  [/"handle":"db_close"/, '"handle":"db_clos"', "annotation-name", '"handle"', /no function is called db_clos/],
];

for (const [from, to, code, marked, message] of mistakes) {
  test(`a spec with ${to === "" ? "nothing" : to} for ${from.source}`, () => {
    const changed = spec.replace(from, to);
    assert.notEqual(changed, spec);
    writeFileSync(join(folder, "wrong.json"), changed);
    const { status, stdout, stderr } = bind("wrong.json", "-o", "wrong.ts", "--format", "json");
    assert.deepEqual([status, stderr], [1, ""]);
    const { diagnostics } = JSON.parse(stdout) as {
      readonly diagnostics: readonly { code: string; message: string; line: number; column: number }[];
    };
    assert.deepEqual(
      diagnostics.map((diagnostic) => diagnostic.code),
      [`bindgen/${code}`],
    );
    const [diagnostic] = diagnostics;
    assert.ok(diagnostic !== undefined);
    const { line, column } = diagnostic;
    assert.match(diagnostic.message, message);
    const place = (changed.split("\n")[line - 1] ?? "").slice(column - 1);
    assert.ok(place.startsWith(marked), place);
    assert.equal(existsSync(join(folder, "wrong.ts")), false);
  });
}

test("all that a spec says wrong is told at once", () => {
  const changed = spec
    .replace('"t:status"', '"t:statu"')
    .replace('"db_read": {"errno"', '"db_raed": {"errno"')
    .replace(/\n(\{"kind":"enum".*,)/, "\n$1\n$1");
  writeFileSync(join(folder, "wrong.json"), changed);
  const { status, stderr } = bind("wrong.json", "-o", "wrong.ts");
  assert.equal(status, 1);
  const messages = [
    /mode is declared twice/,
    /there is no type statu; did you/,
    /nothing here is called db_raed; did you/,
  ];
  for (const message of messages) assert.match(stderr, message);
  assert.match(stderr, /\b3 errors/);
});

test("what has the wrong form is told with what is not there, each at its place", () => {
  const changed = spec
    .replace('"kind":"enum"', '"kind":"enumm"')
    .replace('"t:status"', '"*s:"')
    .replace('"value":5', '"value":"x","colour":"red"')
    .replace('"filter": {"include"', '"filter": {"inclde"')
    .replace('"errno":"throw"', '"errno":"throws"')
    .replace('"lines": {', '"lines": 5, "lins": {');
  writeFileSync(join(folder, "wrong.json"), changed);
  const { status, stdout } = bind("wrong.json", "-o", "wrong.ts", "--format", "json");
  assert.equal(status, 1);
  const { diagnostics } = JSON.parse(stdout) as {
    readonly diagnostics: readonly { code: string; message: string; help: string; line: number; column: number }[];
  };
  const told = diagnostics.map(({ message, help, line, column }) => {
    const marked = /^"?\w*"?/.exec((changed.split("\n")[line - 1] ?? "").slice(column - 1))?.[0];
    return [
      marked,
      message.replace(/^spec(?:\.declarations)?/, "").replace(/(one of function), .*(, got)/, "$1$2"),
      help,
    ];
  });
  const anew = "write the spec anew with koine bind from its header";
  assert.deepEqual(told, [
    ['"inclde"', '.filter.inclde: there is no "inclde" here', 'did you mean "include"?'],
    ['"kind"', '["a.h"][3].kind: expected one of function, got string "enumm"', 'did you mean "enum"?'],
    ['"result"', '["a.h"][4].result: expected a name at offset 3 of type "*s:"', anew],
    ['"value"', '["a.h"][6].value: expected an integer, with its digits in quotes beyond 2^53, got string "x"', anew],
    ['"colour"', '["a.h"][6].colour: there is no "colour" here', anew],
    ['"errno"', '.annotations.db_read.errno: expected true or "throw", got string "throws"', 'did you mean "throw"?'],
    ['"lines"', ".lines: expected an object, got 5", anew],
    ['"lins"', '.lins: there is no "lins" here', anew],
  ]);
});

test("a spec of a newer version says so: of its format, and of fields that only the newer one knows", () => {
  const newer = spec.replace(/"generator": "[^"]*"/, '"generator": "9.1.0"');
  writeFileSync(join(folder, "newer.json"), newer.replace('"format": 1', '"format": 2'));
  const format = bind("newer.json", "-o", "newer.ts");
  assert.equal(format.status, 1);
  assert.match(
    format.stderr,
    /expected format 1, got 2; another version of koine wrote this, 9\.1\.0\n +--> newer\.json:2:1\n/,
  );
  assert.match(format.stderr, /help: koine \S+ is too old for it: install the version that wrote it/);
  writeFileSync(join(folder, "newer.json"), newer.replace('"kind":"enum",', '"kind":"enum","zebra":1,'));
  const field = bind("newer.json", "-o", "newer.ts");
  assert.equal(field.status, 1);
  assert.match(field.stderr, /there is no "zebra" here\n/);
  assert.match(field.stderr, /help: koine 9\.1\.0 wrote the spec, and this is \S+, which may not know it\n/);
  // Of the same form, it is read.
  writeFileSync(join(folder, "newer.json"), newer);
  assert.equal(bind("newer.json", "-o", "newer.ts").status, 0);
});

test("all places where a spec or a configuration is not JSON are told", () => {
  writeFileSync(join(folder, "wrong.json"), spec.replace('"format": 1,', '"format": 01 // one').replace("]]},", "]]}"));
  const { status, stderr } = bind("wrong.json", "-o", "wrong.ts");
  assert.equal(status, 1);
  assert.match(
    stderr,
    /this is not JSON: 01 is no number of JSON\n +--> wrong\.json:2:11\n2 \| "format": 01 \/\/ one\n +\| +\^\^\n/,
  );
  assert.match(stderr, /this is not JSON: JSON has no comments\n +--> wrong\.json:2:14\n/);
  assert.match(stderr, /this is not JSON: expected a comma\n +--> wrong\.json:\d+:1\n/);
  writeFileSync(
    join(folder, "broken.config.json"),
    '\uFEFF{ bind: {\n  "headers": ["a.h",],\n  "module": \'a.ts\' } }',
  );
  const config = bind("--config", "broken.config.json");
  assert.equal(config.status, 1);
  const places = Array.from(
    config.stderr.matchAll(/not JSON: (.*)\n +--> broken\.config\.json:(\S+)/g),
    ([, what, at]) => [what, at],
  );
  assert.deepEqual(places, [
    ["a name of JSON stands in double quotes", "1:4"],
    ['unexpected comma before "]"', "2:20"],
    ["text of JSON stands in double quotes", "3:13"],
  ]);
});

test("a spec that is not made for reading is an error, not a crash", () => {
  const pointers = "*".repeat(200_000);
  for (const [title, text] of [
    ["nothing", ""],
    ["another document", "[1, 2]"],
    ["brackets", "[".repeat(200_000)],
    ["a type of many pointers", spec.replace('"t:status"', `"${pointers}int"`)],
    ["a wrong escape", spec.replace('"t:status"', String.raw`"unsupported(\"\\q\")"`)],
    ["wrong everywhere", spec.replace(/"skipped": \[[^\]]*\]/, `"skipped": [${"{},".repeat(20_000)}{}]`)],
  ] as const) {
    writeFileSync(join(folder, "odd.json"), text);
    const { status, stderr } = bind("odd.json", "-o", "odd.ts");
    assert.equal(status, 1, title);
    assert.match(stderr, /^error\[bindgen\/spec-\w+\]: /, title);
    assert.doesNotMatch(stderr, /internal error/, title);
  }
  assert.match(bind("odd.json", "-o", "odd.ts").stderr, /\d more mistakes are not shown/);
});

test("a spec as an editor of Windows writes it gives the same module", () => {
  writeFileSync(join(folder, "windows.json"), `\uFEFF${spec.replaceAll("\n", "\r\n")}`);
  assert.equal(bind("windows.json", "-o", "windows.ts").status, 0);
  const module = readFileSync(join(folder, "windows.ts"), "utf8");
  assert.equal(module, readFileSync(join(folder, "a.ts"), "utf8"));
  writeFileSync(join(folder, "windows.ts"), module.replaceAll("\n", "\r\n"));
  const { status, stderr } = bind("windows.json", "-o", "windows.ts", "--check");
  assert.equal(status, 3);
  assert.match(stderr, /windows\.ts differs:\nonly the ends of lines differ: .*\.gitattributes\n/);
});

test("a library for a platform that nobody knows", () => {
  writeFileSync(
    join(folder, "other.config.mjs"),
    `export default { bind: { headers: ["a.h"], module: "b.ts",
      library: { "linux-musl": "a", windows: "a" } } };`,
  );
  const { status, stderr } = bind("--config", "other.config.mjs");
  assert.equal(status, 1);
  assert.match(stderr, /bind\.library\.windows: platform windows is not known\n +--> other\.config\.mjs:2:/);
  assert.match(stderr, /did you mean win32\?/);
});
