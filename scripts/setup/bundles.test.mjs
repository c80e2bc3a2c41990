/** Promises of the bundles: they are whole, current, and one program has each class once. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "../process/repository-root.mjs";
import { compileEagerly, eagerFunctions } from "./eager-functions.mjs";
import { findEntries, findStaleBundle, listBundledPackages, toAscii } from "./bundles.mjs";

test("an entry below dist/bundle is made from the module beside its types; others are left alone", () => {
  const exports = {
    ".": { types: "./dist/index.d.ts", default: "./dist/bundle/index.js" },
    "./a/b": { types: "./dist/a/b/index.d.ts", default: "./dist/bundle/a/b.js" },
    "./plain": { types: "./dist/plain.d.ts", default: "./dist/plain.js" },
    "./package.json": "./package.json",
  };
  assert.deepEqual(findEntries({ name: "@x/y", exports }), [
    { specifier: "@x/y", name: "index", isScript: false, isFunction: false, module: "./dist/index.js" },
    { specifier: "@x/y/a/b", name: "a/b", isScript: false, isFunction: false, module: "./dist/a/b/index.js" },
  ]);
  const imports = { "#once": { types: "./dist/main.d.ts", default: "./dist/bundle/once.cjs" } };
  assert.deepEqual(findEntries({ name: "@x/y", imports }), [
    { specifier: "#once", name: "once", isScript: true, isFunction: true, module: "./dist/main.js" },
  ]);
  const [started] = findEntries({ name: "@x/y", exports: { "./start": "./dist/bundle/once.cjs" }, imports });
  assert.equal(started?.isFunction, false, "what is exported is loaded by Node");
  assert.deepEqual(findEntries({ name: "@x/y" }), []);
});

test("nothing that is tested was bundled before it was compiled", () => {
  assert.equal(findStaleBundle(), undefined);
});

test("a bundle loads nothing but itself, the packages that are bundled, and modules that cost nothing", () => {
  const packages = listBundledPackages();
  const allowed = ["node:module", ...packages.map(({ name }) => name)];
  // The command, and what only it loads, read and write files anyway.
  const tools = ["@koine/cli", "@koine/idl"];
  for (const { folder } of packages.filter(({ name }) => !tools.includes(name))) {
    const bundle = join(folder, "dist", "bundle");
    const files = readdirSync(bundle, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
    assert.notEqual(files.length, 0);
    for (const file of files) {
      const text = readFileSync(join(bundle, file), "utf8");
      const imported = [...text.matchAll(/^(?:import|export|\} from)\b[^;"]*"([^"]+)";$/gm)].map((match) => match[1]);
      for (const specifier of imported.filter((name) => !name?.startsWith("."))) {
        assert.ok(allowed.includes(String(specifier)), `${file} imports ${specifier}`);
      }
    }
  }
});

test("a bundle is ASCII, which V8 keeps in one byte a character", () => {
  assert.equal(toAscii("// x \u2026 y"), "// x \\u2026 y");
  for (const { folder } of listBundledPackages()) {
    const bundle = join(folder, "dist", "bundle");
    const scripts = readdirSync(bundle, { recursive: true, encoding: "utf8" }).filter((file) => /\.c?js$/.test(file));
    assert.notEqual(scripts.length, 0);
    for (const file of scripts) assert.ok(!/[^\0-\x7f]/.test(readFileSync(join(bundle, file), "utf8")), file);
  }
});

test("functions that every program runs are compiled at once, and are where they were", () => {
  const lines = ["function a(x) {", "  return b(x);", "}", "function b() {", "}", "function c2() {", "}"];
  const compiled = [
    "var a = (function(x) {",
    "  return b(x);",
    "});",
    "function b() {",
    "}",
    "var c2 = (function() {",
    "});",
  ];
  assert.equal(compileEagerly(lines.join("\n"), ["a", "c"]), compiled.join("\n"));
  const shared = join(repositoryRoot, "packages", "koine", "dist", "bundle", "shared");
  const texts = readdirSync(shared).map((file) => readFileSync(join(shared, file), "utf8"));
  for (const name of eagerFunctions) {
    const pattern = new RegExp(`^var ${name}\\d* = \\(function\\(`, "m");
    assert.ok(
      texts.some((text) => pattern.test(text)),
      `${name} is not in the bundle any more`,
    );
  }
});

test("what every run of the command loads is little: no parser, and nothing of others", () => {
  const bundle = join(repositoryRoot, "packages", "cli", "dist", "bundle");
  /** @type {Map<string, string>} */
  const loaded = new Map();
  /** @param {string} file */
  const load = (file) => {
    if (loaded.has(file)) return;
    const text = readFileSync(file, "utf8");
    loaded.set(file, text);
    for (const [, name = ""] of text.matchAll(/^(?:import|export|\} from)\b[^;"(]*"([^"]+)";$/gm)) {
      if (name.startsWith(".")) load(join(dirname(file), name));
      else assert.match(name, /^(?:node:|@koine\/diagnostics$)/);
    }
  };
  load(join(bundle, "index.js"));
  const size = [...loaded.values()].reduce((sum, text) => sum + text.length, 0);
  assert.ok(size < 200_000, `${size} characters`);
});

test("stack traces lead to the sources: a bundle's maps have their text", () => {
  for (const { folder } of listBundledPackages()) {
    const bundle = join(folder, "dist", "bundle");
    const maps = readdirSync(bundle, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js.map"));
    const sources = maps.flatMap((file) => {
      const map = JSON.parse(readFileSync(join(bundle, file), "utf8"));
      return map.sources.map((/** @type {string} */ path, /** @type {number} */ at) => [path, map.sourcesContent[at]]);
    });
    assert.notEqual(sources.length, 0);
    for (const [path, text] of sources) {
      assert.match(path, /\/src\/.*\.ts$/);
      assert.ok(text.length > 0, path);
    }
  }
});

test("errors of koine are of the class that @koine/diagnostics exports, whichever entry throws them", async () => {
  const { FfiError } = await import("@koine/diagnostics");
  const { openLibrary, ...koine } = await import("koine");
  assert.equal(koine.FfiError, FfiError);
  assert.throws(() => openLibrary("koine-no-such-library", {}), FfiError);
  const { bind } = await import("koine/libffi/high");
  // @ts-expect-error: nothing of a call is right here
  assert.throws(() => bind("no address", "no type"), koine.FfiError);
});
