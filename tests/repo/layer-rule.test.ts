/** Promises of the layer and runtime rules: each can fail, and the repository keeps them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLayers, layers, parseManifests } from "./layer-rule.ts";
import { checkRuntimeApis } from "./runtime-rule.ts";
import { loadRepositoryFiles } from "./source-file.ts";

const manifests = [
  { packageName: "ctypes", dependencies: ["@koine/diagnostics", "@koine/engine"] },
  { packageName: "engine", dependencies: ["@koine/ctypes", "@koine/cparser"] },
  { packageName: "koine", dependencies: ["@koine/cli", "@koine/engine"] },
];

function checkOne(path: string, text: string): string[] {
  return checkLayers([{ path, text }], manifests);
}

test("an import of a lower layer is fine, of the same or a higher one is not", () => {
  assert.deepEqual(checkOne("packages/engine/src/a.ts", 'import { x } from "@koine/ctypes";'), []);
  assert.deepEqual(checkOne("packages/engine/src/a.ts", '/** x */\nimport type { x } from "@koine/cparser";'), [
    "packages/engine/src/a.ts:2: imports @koine/cparser of its own layer",
  ]);
  assert.deepEqual(checkOne("packages/ctypes/src/a.ts", 'export * from "@koine/engine";'), [
    "packages/ctypes/src/a.ts:1: imports @koine/engine of a higher layer",
  ]);
});

test("only the command may reach up to the command line package", () => {
  assert.deepEqual(checkOne("packages/koine/src/bin/koine.ts", 'import { main } from "@koine/cli";'), []);
  assert.match(checkOne("packages/koine/src/a.ts", 'import { main } from "@koine/cli";').join(), /of a higher layer/);
});

test("what is imported must be declared, except by tests, which keep the layers all the same", () => {
  const text = 'import { x } from "@koine/diagnostics";';
  assert.match(checkOne("packages/engine/src/a.ts", text).join(), /does not declare/);
  assert.deepEqual(checkOne("packages/engine/src/a.test.ts", text), []);
  assert.match(checkOne("packages/engine/src/a.test.ts", 'import { x } from "koine";').join(), /of a higher layer/);
});

test("a package without a layer, and a path that leaves its package, are named", () => {
  assert.match(
    checkOne("packages/novel/src/a.test.ts", 'import { x } from "@koine/ctypes";').join(),
    /"novel" has no layer/,
  );
  assert.match(
    checkOne("packages/engine/src/a/b.ts", 'import { x } from "../../../ctypes/src/c.ts";').join(),
    /leaves its package/,
  );
  assert.deepEqual(checkOne("packages/engine/src/a/b.ts", 'import { x } from "../c/d.ts";'), []);
});

test("a runtime's modules and globals are for backends only", () => {
  const text =
    'import { readFileSync } from "node:fs";\nconst a = process.env; if (typeof Bun) Deno.x(); globalThis.Deno;';
  const found = checkRuntimeApis([{ path: "packages/engine/src/a.ts", text }]);
  assert.deepEqual(found, [
    'packages/engine/src/a.ts:1: imports "node:fs" outside a backend',
    'packages/engine/src/a.ts:2: names the global "process"',
    'packages/engine/src/a.ts:2: names the global "Bun"',
    'packages/engine/src/a.ts:2: names the global "Deno"',
    'packages/engine/src/a.ts:2: names the global "Deno"',
  ]);
  for (const path of [
    "packages/koine/src/backends/addon/a.ts",
    "packages/engine/src/a.test.ts",
    "packages/cli/src/a.ts",
  ]) {
    assert.deepEqual(checkRuntimeApis([{ path, text }]), []);
  }
});

test("words that only look like a runtime's globals are allowed", () => {
  const text = 'const a = { process: 1 }; a.process; interface B { Deno?: string } // process.env\nconst s = "Bun.x";';
  assert.deepEqual(checkRuntimeApis([{ path: "packages/koine/src/a.ts", text }]), []);
});

const files = loadRepositoryFiles();

test("packages import downwards only, and only what they declare", () => {
  assert.deepEqual(checkLayers(files, parseManifests(files)), []);
});

test("every package has a layer", () => {
  const known = layers.flat();
  assert.deepEqual(
    parseManifests(files).filter(({ packageName }) => !known.includes(packageName)),
    [],
  );
});

test("only backends touch a runtime's own API", () => {
  assert.deepEqual(checkRuntimeApis(files), []);
});
