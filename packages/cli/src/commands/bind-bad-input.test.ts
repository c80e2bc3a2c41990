/** `koine bind` on what is wrong: each mistake has a code, a place and a way out, as text and as JSON, and the rest is bound. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const command = join(packages, "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-bad-"));
after(() => rmSync(folder, { recursive: true }));

interface Reported {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly help?: string;
  readonly related?: readonly { readonly message: string; readonly file: string; readonly line: number }[];
}

interface Outcome {
  readonly text: string;
  readonly diagnostics: readonly Reported[];
  /** The module; `undefined` if none was written. */
  readonly module: string | undefined;
}

interface BindChoices {
  readonly words?: readonly string[];
  readonly status?: number;
}

/** Binds `a.h` of the given files twice, for people and for programs, which must agree. */
function bind(files: Readonly<Record<string, string>>, options: BindChoices = {}): Outcome {
  const place = mkdtempSync(join(folder, "case-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  return bindIn(place, options);
}

function bindIn(
  place: string,
  { words = ["a.h"], status = 1, user: runAs = {} }: BindChoices & { readonly user?: { uid?: number; gid?: number } },
): Outcome {
  const [text, json] = ["text", "json"].map((format) => {
    const line = ["bind", ...words, "-l", "a", "-o", "out.ts", "--no-cache", "--format", format];
    return spawnSync(process.execPath, [command, ...line], { cwd: place, encoding: "utf8", ...runAs });
  });
  assert.ok(text !== undefined && json !== undefined);
  assert.equal(text.status, status, text.stderr);
  assert.equal(json.status, status, json.stderr);
  assert.equal(text.stdout, "");
  assert.equal(json.stderr, "");
  const { diagnostics } = JSON.parse(json.stdout) as { readonly diagnostics: readonly Reported[] };
  for (const { code, severity, message } of diagnostics)
    assert.ok(text.stderr.includes(`${severity}[${code}]: ${message}`));
  const path = join(place, "out.ts");
  return { text: text.stderr, diagnostics, module: existsSync(path) ? readFileSync(path, "utf8") : undefined };
}

function only(diagnostics: readonly Reported[]): Reported {
  assert.equal(diagnostics.length, 1, JSON.stringify(diagnostics));
  const [diagnostic] = diagnostics;
  assert.ok(diagnostic !== undefined);
  return diagnostic;
}

test("a header that an #include does not find: who includes it, all places, and the package", () => {
  const { diagnostics, text, module } = bind({ "a.h": '#include "b.h"\n', "b.h": "\n#include <webp/koine.h>\n" });
  const missing = only(diagnostics);
  assert.deepEqual(
    [missing.code, missing.file, missing.line, missing.column],
    ["cparser/file-not-found", "b.h", 2, 10],
  );
  assert.deepEqual(missing.related, [{ message: "included from here", file: "a.h", line: 1, column: 10 }]);
  assert.match(missing.help ?? "", /apt-get install libwebp-dev brings it \(tried .*webp\/koine\.h/);
  assert.match(text, /2 \| #include <webp\/koine\.h>\n {2}\| {10}\^{14}\n/);
  assert.equal(module, undefined);
});

test("a header of the command line that is nowhere", () => {
  const { diagnostics } = bind({ "near.h": "" }, { words: ["neat.h", "-I", "sub"] });
  const missing = only(diagnostics);
  assert.equal(missing.code, "bindgen/header-not-found");
  assert.match(missing.help ?? "", /there is near\.h.*tried .*neat\.h, .*sub\/neat\.h/);
});

test("a syntax error has its place and a mark, and everything else is bound", () => {
  const { diagnostics, text, module } = bind({ "a.h": "int f(void);\nint (;\nint g(void)\nint h(void);\n" });
  assert.deepEqual(
    diagnostics.map(({ code, line, column }) => [code, line, column]),
    [
      ["cparser/syntax", 2, 5],
      ["cparser/syntax", 3, 11],
    ],
  );
  assert.match(text, /2 \| int \(;\n {2}\| {5}\^\n/);
  for (const name of ["f", "g", "h"]) assert.match(module ?? "", new RegExp(`export const ${name}:`));
});

test("#error says what the header says, and nothing is bound", () => {
  const { diagnostics, module } = bind({ "a.h": "#ifndef READY\n#error define READY first\n#endif\nint f(void);\n" });
  const { code, message, line, help } = only(diagnostics);
  assert.deepEqual([code, message, line], ["cparser/error-directive", "#error define READY first", 2]);
  assert.equal(help, "it is not reached with -D READY");
  assert.equal(module, undefined);
});

test("headers that include each other without an end are cut off, with the way there", () => {
  const { diagnostics, module } = bind({ "a.h": '#include "b.h"\nint f(void);\n', "b.h": '#include "a.h"\n' });
  const { code, related = [] } = only(diagnostics);
  assert.equal(code, "cparser/include-recursion");
  assert.deepEqual(related.map(({ file }) => file).toSorted(), ["a.h", "b.h"]);
  assert.match(module ?? "", /export const f:/);
});

test("a library in place of its header is told by its bytes", () => {
  const { diagnostics, text, module } = bind({}, { words: [process.execPath] });
  const { code, help } = only(diagnostics);
  assert.equal(code, "cparser/binary-file");
  assert.match(help ?? "", /name the header/);
  assert.ok(text.length < 1000);
  assert.equal(module, undefined);
});

test("a macro that expands to more than any machine holds is given up where it is used", () => {
  const lines = Array.from(
    { length: 60 },
    (_, index) => `#define M${index} ${index === 0 ? "x" : `M${index - 1} M${index - 1}`}`,
  );
  const { diagnostics, module } = bind({ "a.h": `${lines.join("\n")}\nint M59;\nint f(void);\n` });
  const [first] = diagnostics;
  assert.deepEqual([first?.code, first?.line, first?.column], ["cparser/macro-expansion", 61, 5]);
  assert.match(first?.message ?? "", /^macro "M59" expands to more than \d+ tokens$/);
  assert.match(module ?? "", /export const f:/);
});

test("declarations that contradict each other are reported with both places; the first is bound", () => {
  const files = {
    "a.h": "int f(int value);\ntypedef int size;\n",
    "b.h": "int f(double value);\ntypedef long size;\nint size;\n",
  };
  const { diagnostics, module } = bind(files, { words: ["a.h", "b.h"] });
  assert.deepEqual(
    diagnostics.map(({ code, message, file, line, related }) => [
      code,
      message,
      `${file}:${line}`,
      related?.[0]?.file,
      related?.[0]?.message,
    ]),
    [
      [
        "cparser/conflicting-declaration",
        '"f" is declared again with another type, int (double)',
        "b.h:1",
        "a.h",
        "first declared here, int (int)",
      ],
      [
        "cparser/conflicting-declaration",
        '"size" is declared again with another type, long',
        "b.h:2",
        "a.h",
        "first declared here, int",
      ],
      [
        "cparser/conflicting-declaration",
        '"size" is declared as a variable, and before as a type',
        "b.h:3",
        "a.h",
        "first declared here",
      ],
    ],
  );
  assert.match(module ?? "", /library\("int \w+\(int\b[^,]*\)"/);
});

test("a macro, struct or enumerator that is defined again as something else", () => {
  const text =
    "#define A 1\n#define A 2\nstruct s { int x; };\nstruct s { long x; };\nenum e { B };\nint B(void);\nint f(void);\n";
  const { diagnostics, module } = bind({ "a.h": text });
  assert.deepEqual(
    diagnostics.map(({ code, severity, line, related }) => [code, severity, line, related?.[0]?.line]),
    [
      ["cparser/redefined-macro", "warning", 2, 1],
      ["cparser/redefined-tag", "error", 4, 3],
      ["cparser/conflicting-declaration", "error", 6, 5],
    ],
  );
  assert.match(module ?? "", /export const f:/);
});

test("names that clash in TypeScript are changed by a rule that is always the same, and reported", () => {
  const text =
    "struct record { int x; };\nint record(struct record *r);\nstruct class { int x; };\nint then(void);\nint delete(void);\n" +
    "typedef int string;\nstring repeat(string number);\n";
  const { diagnostics, module } = bind({ "a.h": text }, { status: 0 });
  const where = "a.h is called";
  assert.deepEqual(
    diagnostics.map(({ code, severity, message }) => [code, severity, message]),
    [
      [
        "bindgen/renamed",
        "note",
        `struct record of ${where} struct_record in the module: record is something else there`,
      ],
      ["bindgen/renamed", "note", `struct class of ${where} struct_class in the module: class is a reserved word`],
      [
        "bindgen/renamed",
        "note",
        `function then of ${where} then_ in the module: import() takes what exports it for a promise`,
      ],
      ["bindgen/renamed", "note", `typedef string of ${where} string_ in the module: string is a reserved word`],
    ],
  );
  assert.match(module ?? "", /export const struct_record:/);
  assert.match(module ?? "", /as delete\b/);
});

test("a comment without an end takes the rest of the file, and says so", () => {
  const { diagnostics, module } = bind({ "a.h": "int f(void);\n#define A 1 /* one\nint g(void);\n" });
  const { code, line, column } = only(diagnostics);
  assert.deepEqual([code, line, column], ["cparser/unterminated", 2, 13]);
  assert.match(module ?? "", /export const A = 1;/);
  assert.doesNotMatch(module ?? "", /\bg\b/);
});

test("a string without an end costs its declaration, a conditional without one nothing", () => {
  const { diagnostics, module } = bind({
    "a.h": 'extern char s[] = "abc;\nint f(void);\n#if 1\nint g(void);\n#else\nint h(void);\n',
  });
  assert.deepEqual(
    diagnostics.map(({ code, line, column }) => [code, line, column]),
    [
      ["cparser/unterminated", 1, 19],
      ["cparser/preprocessor", 3, 2],
    ],
  );
  for (const name of ["f", "g"]) assert.match(module ?? "", new RegExp(`export const ${name}:`));
});

test("a static assertion that fails says that the header is for another machine", () => {
  const { diagnostics } = bind({ "a.h": '_Static_assert(sizeof(void *) == 2, "16 bits");\nint f(void);\n' });
  const { code, message, line } = only(diagnostics);
  assert.deepEqual([code, message, line], ["cparser/static-assert", 'a static assertion fails: "16 bits"', 1]);
});

test("a directory is no header, and neither is what cannot be read", () => {
  const place = mkdtempSync(join(folder, "case-"));
  mkdirSync(join(place, "a.h"));
  symlinkSync("loop.h", join(place, "loop.h"));
  writeFileSync(join(place, "b.h"), '#include "loop.h"\n');
  const directory = only(bindIn(place, {}).diagnostics);
  assert.equal(directory.code, "bindgen/header-unreadable");
  assert.match(directory.message, /^header .*a\.h cannot be read: it is a directory$/);
  const loop = only(bindIn(place, { words: ["loop.h"] }).diagnostics);
  assert.equal(loop.code, "bindgen/header-unreadable");
  assert.match(loop.message, /cannot be read: ELOOP/);
  const included = only(bindIn(place, { words: ["b.h"] }).diagnostics);
  assert.equal(included.code, "cparser/file-not-found");
  assert.match(included.help ?? "", /loop\.h is there and cannot be read: ELOOP/);
});

/** Root may read and write everything: then the command runs as nobody, if nobody may read the command. */
const nobody = 65_534;
const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
const canAct = spawnSync(process.execPath, [command, "--version"], { cwd: "/", ...user }).status === 0;
const skipUser = canAct ? false : "another user than root cannot run the command where it is";

/** A folder that belongs to whom the command runs as. */
function makeUserFolder(): string {
  chmodSync(folder, 0o755);
  const place = mkdtempSync(join(folder, "case-"));
  if (user.uid !== undefined) chownSync(place, user.uid, user.gid);
  return place;
}

test("a header without permission to read it, by itself or included", { skip: skipUser }, () => {
  const place = makeUserFolder();
  writeFileSync(join(place, "a.h"), "int f(void);\n");
  writeFileSync(join(place, "b.h"), '#include "a.h"\n');
  chmodSync(join(place, "a.h"), 0);
  const direct = only(bindIn(place, { user }).diagnostics);
  assert.deepEqual([direct.code, /cannot be read: EACCES/.test(direct.message)], ["bindgen/header-unreadable", true]);
  const included = only(bindIn(place, { user, words: ["b.h"] }).diagnostics);
  assert.deepEqual([included.code, included.file, included.line], ["cparser/file-not-found", "b.h", 1]);
  assert.match(included.help ?? "", /a\.h is there and cannot be read: EACCES: permission denied/);
});

test("a folder without permission to look into it", { skip: skipUser }, () => {
  const place = makeUserFolder();
  mkdirSync(join(place, "closed"));
  writeFileSync(join(place, "closed", "a.h"), "int f(void);\n");
  writeFileSync(join(place, "b.h"), '#include "closed/a.h"\n');
  chmodSync(join(place, "closed"), 0);
  assert.equal(only(bindIn(place, { user, words: ["closed/a.h"] }).diagnostics).code, "bindgen/header-not-found");
  assert.equal(only(bindIn(place, { user, words: ["b.h"] }).diagnostics).code, "cparser/file-not-found");
  chmodSync(join(place, "closed"), 0o755);
});

test("a folder without permission to write into it", { skip: skipUser }, () => {
  const place = makeUserFolder();
  writeFileSync(join(place, "a.h"), "int f(void);\n");
  chmodSync(place, 0o555);
  // The message names a temporary file, which is another each time.
  const line = [command, "bind", "a.h", "-l", "a", "-o", "out.ts", "--no-cache"];
  const { status, stderr } = spawnSync(process.execPath, line, { cwd: place, encoding: "utf8", ...user });
  assert.equal(status, 1);
  assert.match(stderr, /^error\[bindgen\/output-unwritable\]: nothing was written: EACCES/);
  assert.equal(existsSync(join(place, "out.ts")), false);
  chmodSync(place, 0o755);
});

test("a file without an end, or larger than any header, is not read", () => {
  const place = mkdtempSync(join(folder, "case-"));
  writeFileSync(join(place, "large.h"), "");
  truncateSync(join(place, "large.h"), 700 * 2 ** 20);
  writeFileSync(join(place, "b.h"), '#include "large.h"\n');
  const large = only(bindIn(place, { words: ["large.h"] }).diagnostics);
  assert.match(large.message, /^header .*large\.h cannot be read: it is larger than 256 MiB$/);
  const included = only(bindIn(place, { words: ["b.h"] }).diagnostics);
  assert.match(included.help ?? "", /large\.h is there and cannot be read: it is larger than 256 MiB/);
  if (!existsSync("/dev/zero")) return;
  assert.match(only(bindIn(place, { words: ["/dev/zero"] }).diagnostics).message, /cannot be read: it is a device$/);
});

test("a place where nothing can be written", () => {
  const { diagnostics } = bind({ "a.h": "int f(void);\n", file: "" }, { words: ["a.h", "--spec", "file/a.json"] });
  const { code, message } = only(diagnostics);
  assert.equal(code, "bindgen/output-unwritable");
  assert.match(message, /^nothing was written: ENOTDIR/);
});

test("an unknown target is wrong usage, and names those that there are", () => {
  const place = mkdtempSync(join(folder, "case-"));
  writeFileSync(join(place, "a.h"), "int f(void);\n");
  const line = [command, "bind", "a.h", "--target", "pdp11-unknown-bsd", "--format", "json"];
  const { status, stderr } = spawnSync(process.execPath, line, { cwd: place, encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stderr, /option --target cannot be "pdp11-unknown-bsd": use .*x86_64-unknown-linux-gnu/);
});
