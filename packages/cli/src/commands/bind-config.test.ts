/** `koine bind` with a configuration, as a process: every form of the file, on every Node, and what is wrong with it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const packages = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const command = join(packages, "koine", "bin", "koine.js");
const folder = mkdtempSync(join(tmpdir(), "koine-config-"));
after(() => rmSync(folder, { recursive: true }));

const versions = ["node-20", "node-22", "node-24", "node-26"]
  .map((name) => join(packages, "..", "node_modules", name, "bin", "node"))
  .filter((path) => existsSync(path));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function koine(place: string, words: readonly string[] = ["bind"], node: string = process.execPath): Run {
  const { status, stdout, stderr } = spawnSync(node, [command, ...words], {
    cwd: place,
    encoding: "utf8",
    env: { ...process.env, KOINE_CACHE_DIR: join(folder, "cache"), NODE_NO_WARNINGS: "1" },
  });
  return { status, stdout, stderr };
}

/** A project with koine installed and the given files. */
function lay(files: Readonly<Record<string, string>>): string {
  const place = mkdtempSync(join(folder, "case-"));
  mkdirSync(join(place, "node_modules"));
  symlinkSync(join(packages, "koine"), join(place, "node_modules", "koine"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(place, name)), { recursive: true });
    writeFileSync(join(place, name), text);
  }
  return place;
}

const header = "int add(int left, int right);\nchar *text(void);\n#define LIMIT 3\n";
const settings = `{
  headers: ["include/a.h"],
  library: { linux: "a", win32: ["a", "b"] },
  module: "out/a.ts",
  spec: "out/a.json",
  functions: { text: { result: { as: "string", owned: "free" } } },
}`;

test("koine.config.ts is found and read on every Node, without anything installed", () => {
  for (const node of versions.length === 0 ? [process.execPath] : versions) {
    const config = `import { defineConfig } from "koine/config";\n\nexport default defineConfig({ bind: ${settings} });\n`;
    const place = lay({ "include/a.h": header, "koine.config.ts": config });
    const run = koine(place, ["bind"], node);
    assert.equal(run.status, 0, run.stderr);
    assert.equal(run.stdout, "");
    assert.match(run.stderr, /^a\.h: 2 functions, 0 types, 1 constant\n$/);
    const module = readFileSync(join(place, "out", "a.ts"), "utf8");
    assert.match(module, /declareLibrary\(\{ linux: "a", win32: \["a", "b"\] \}\)/);
    assert.match(module, /c\.string\.owned\("free"\)/);
    assert.equal(koine(place, ["bind", "--check"], node).status, 0);
    assert.equal(koine(place, ["bind", "out/a.json"], node).stdout, module);
    writeFileSync(join(place, "include", "a.h"), header.replace("3", "4"));
    const changed = koine(place, ["bind", "--check"], node);
    assert.equal(changed.status, 3);
    assert.match(changed.stderr, /\+export const LIMIT = 4;/);
  }
});

test("types in it are removed by Node, or by what the project has", () => {
  const config = `
    import type { BindConfig } from "koine/config";
    const bind: BindConfig = ${settings};
    export default { bind } as const;
  `;
  for (const node of versions) {
    const place = lay({ "include/a.h": header, "koine.config.ts": config });
    const alone = koine(place, ["bind"], node);
    const hasTypes = !node.includes("node-20");
    assert.equal(alone.status, hasTypes ? 0 : 1, alone.stderr);
    if (hasTypes) continue;
    assert.match(alone.stderr, /^error\[config\/unreadable\]: [^]*= help: this Node reads no types: install esbuild/);
    symlinkSync(join(packages, "..", "node_modules", "esbuild"), join(place, "node_modules", "esbuild"));
    const helped = koine(place, ["bind"], node);
    assert.equal(helped.status, 0, helped.stderr);
  }
});

test("JavaScript and JSON will do, and --config names any file", () => {
  const json = JSON.stringify({ bind: [{ headers: ["a.h"], library: "a", module: "a.ts", rename: { add: "plus" } }] });
  for (const [name, text] of [
    [
      "koine.config.mjs",
      `export default { bind: { headers: ["a.h"], library: "a", rename: ({ name }) => (name === "add" ? "plus" : undefined) } }`,
    ],
    ["settings/any.json", json.replace("a.h", "../a.h")],
  ] as const) {
    const place = lay({ "a.h": header, [name]: text });
    const run = koine(place, name.startsWith("koine") ? ["bind"] : ["bind", "--config", name]);
    assert.equal(run.status, 0, run.stderr);
    const module = name.startsWith("koine") ? run.stdout : readFileSync(join(place, "settings", "a.ts"), "utf8");
    assert.match(module, /export const plus: /);
  }
});

test("several bindings are made in one run, and a header names one of them; the command line decides", () => {
  const config = `export default { bind: [
    { headers: ["a.h"], library: "a", module: "a.ts", choose: { functions: { include: ["a*"] } } },
    { headers: ["b.h"], library: "b", module: "b.ts", integers: "number", include: [/^b/] },
  ] }`;
  const place = lay({ "a.h": header, "b.h": "long b(void);\nint other(void);\n", "koine.config.mjs": config });
  const both = koine(place, ["bind", "--format", "json"]);
  assert.equal(both.status, 0, both.stderr);
  const report = JSON.parse(both.stdout) as {
    readonly counts: unknown;
    readonly omissions: readonly { readonly name: string }[];
  };
  assert.deepEqual(report.counts, { functions: 2, macros: 0, types: 0, constants: 1 });
  assert.deepEqual(
    report.omissions.map(({ name }) => name),
    ["text", "other"],
  );
  assert.match(readFileSync(join(place, "b.ts"), "utf8"), /c\.fn\(\[\], c\.long\.number\)/);
  const one = koine(place, ["bind", "b.h", "--config", "koine.config.mjs", "-l", "c", "-o", "c.ts", "--exclude", "^x"]);
  assert.equal(one.status, 0, one.stderr);
  assert.match(readFileSync(join(place, "c.ts"), "utf8"), /declareLibrary\("c"\)[^]*c\.long\.number/);
  const unclear = koine(place, ["bind", "-o", "c.ts"]);
  assert.equal(unclear.status, 2);
  assert.match(unclear.stderr, /are for one binding/);
  assert.match(koine(place, ["bind", "d.h", "--config", "koine.config.mjs"]).stderr, /binds no d\.h/);
});

test("libraries that are paths have their place from the module, whoever names them", () => {
  const library = '{ linux: ["./native/liba.so", "a"], darwin: "native/liba.dylib", win32: "/opt/a.dll" }';
  const config = `export default { bind: { headers: ["a.h"], library: ${library}, module: "src/a.ts", spec: "src/a.json" } }`;
  const place = lay({ "a.h": header, "koine.config.mjs": config, "src/x": "", "other/x": "" });
  assert.equal(koine(place, ["bind"]).status, 0);
  const module = readFileSync(join(place, "src", "a.ts"), "utf8");
  const named = (up: string): string =>
    `declareLibrary(/* @__PURE__ */ (() => ({ linux: [new URL("${up}native/liba.so", import.meta.url), "a"], ` +
    `darwin: new URL("${up}native/liba.dylib", import.meta.url), win32: "/opt/a.dll" }))())`;
  assert.ok(module.includes(named("../")), module);
  assert.equal(koine(place, ["bind", "src/a.json", "-o", "src/b.ts"]).status, 0);
  assert.equal(readFileSync(join(place, "src", "b.ts"), "utf8"), module);
  assert.equal(koine(place, ["bind", "-o", "a.ts"]).status, 0);
  assert.ok(readFileSync(join(place, "a.ts"), "utf8").includes(named("./")));
  const { stdout } = koine(join(place, "other"), ["bind", "../a.h", "-l", "../native/liba.so"]);
  assert.match(stdout, /\(\(\) => new URL\("\.\.\/native\/liba\.so", import\.meta\.url\)\)\(\)/);
});

test("headers of the command line take the place of a single binding's", () => {
  const config = 'export default { bind: { headers: ["a.h"], library: "a", functions: { add: { errno: true } } } }';
  const place = lay({ "a.h": header, "sub/b.h": "int add(int);\n", "koine.config.mjs": config });
  const run = koine(place, ["bind", "sub/b.h", "--config", "koine.config.mjs"]);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /from b\.h[^]*errno: true/);
});

test("everything that is wrong is reported at once, with its line", () => {
  const config = [
    "export default { bind: {",
    '  header: ["a.h"],',
    '  integers: "float",',
    '  include: "x",',
    '  functions: { add: { parameters: { left: { as: "strng" }, right: { nulable: true } } } },',
    "} };",
  ].join("\n");
  const run = koine(lay({ "a.h": header, "koine.config.mjs": config }));
  assert.equal(run.status, 1);
  for (const expected of [
    'bind: "headers" is missing\n --> koine.config.mjs:1:18',
    'bind.header: there is no "header" here\n --> koine.config.mjs:2:3',
    "= help: did you mean headers?",
    'bind.integers: expected "number" or "bigint", got string "float"\n --> koine.config.mjs:3:3',
    "bind.include: expected a list, got string",
    'bind.functions.add.parameters.left.as: expected "string" or ',
    'bind.functions.add.parameters.right.nulable: there is no "nulable" here',
    "= help: did you mean nullable?",
    "6 errors",
  ]) {
    assert.ok(run.stderr.replaceAll(/ {2,}-->/g, " -->").includes(expected), `${expected}\n\nin\n${run.stderr}`);
  }
});

test("annotations that fit nothing have the place where they stand; the rest is written", () => {
  const config = `export default {
  bind: {
    headers: ["a.h"],
    library: "a",
    module: "a.ts",
    functions: {
      ad: {},
      text: { result: { as: "boolean" } },
    },
  },
};`;
  const place = lay({ "a.h": header, "koine.config.mjs": config });
  const run = koine(place, ["bind", "--format", "json"]);
  assert.equal(run.status, 1);
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: readonly Readonly<Record<string, unknown>>[] };
  assert.deepEqual(
    diagnostics.map(({ code, file, line, column }) => [code, file, line, column]),
    [
      ["bindgen/annotation-name", "koine.config.mjs", 7, 7],
      ["bindgen/annotation-misfit", "koine.config.mjs", 8, 25],
    ],
  );
  assert.match(readFileSync(join(place, "a.ts"), "utf8"), /export const text: /);
});

for (const [name, text, message] of [
  ["koine.config.mjs", "export default {", /^error\[config\/unreadable\]: cannot be run: /],
  ["koine.config.mjs", 'throw new Error("not today");', /cannot be run: not today\n +--> koine\.config\.mjs:1:7/],
  ["koine.config.mjs", "export const bind = {};", /the default export: expected an object, got undefined/],
  ["koine.config.mjs", 'import "koine-none"; export default {};', /= help: what it imports must be installed/],
  ["koine.config.json", "{,}", /^error\[config\/unreadable\]/],
] as const) {
  test(`${name} with ${text} is an error of the input`, () => {
    const run = koine(lay({ [name]: text }));
    assert.equal(run.status, 1);
    assert.match(run.stderr, message);
  });
}

test("without headers and configuration the command says what it needs", () => {
  const run = koine(lay({}));
  assert.equal(run.status, 2);
  assert.match(run.stderr, /expected HEADER…, but nothing was given, and there is no koine\.config\.ts/);
  assert.match(koine(lay({}), ["bind", "--config", "none.ts"]).stderr, /^error\[config\/unreadable\]: .*none\.ts/);
});
