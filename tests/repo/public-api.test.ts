/** Promises of the entry points: they exist, they load, everything in them is documented. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkDocumentation, checkPromisedFiles, listPromisedFiles } from "./public-api-rule.ts";
import { loadRepositoryFiles, repositoryRoot } from "./source-file.ts";

test("each file of an export map and each command is listed", () => {
  const text = JSON.stringify({
    name: "@koine/a",
    exports: { ".": { types: "./dist/index.d.ts", default: "./dist/index.js" }, "./package.json": "./package.json" },
    bin: { a: "./dist/bin/a.js" },
  });
  const promised = listPromisedFiles({ path: "packages/a/package.json", text });
  assert.deepEqual(
    promised.map((file) => [file.specifier, file.condition, file.path]),
    [
      ["@koine/a", "types", "packages/a/dist/index.d.ts"],
      ["@koine/a", "default", "packages/a/dist/index.js"],
      ["@koine/a/package.json", "default", "packages/a/package.json"],
      ["a", "", "packages/a/dist/bin/a.js"],
    ],
  );
  assert.deepEqual(
    checkPromisedFiles(promised, (path) => !path.endsWith(".d.ts") && !path.includes("bin")),
    ["@koine/a (types): packages/a/dist/index.d.ts does not exist", "a: packages/a/dist/bin/a.js does not exist"],
  );
});

test("an export without TSDoc is found behind re-exports, and only when it is exported", () => {
  const files = new Map([
    [
      "a/src/index.ts",
      '/** Entry. */\nexport { one, two as second } from "./b/b.ts";\nexport type * from "./c.ts";\nexport * from "./d.ts";\n',
    ],
    ["a/src/b/b.ts", "/** One. */\nexport function one(): void {}\nexport const two = 2;\nexport const hidden = 3;\n"],
    ["a/src/c.ts", "/** Three. */\n\nexport interface Three {}\nexport type Four = 4;\n"],
    ["a/src/d.ts", "/** Widths. */\nexport const i8 = 1;\nexport const i16 = 2;\n\nexport const i32 = 4;\n"],
  ]);
  assert.deepEqual(
    new Set(checkDocumentation("a/src/index.ts", files)),
    new Set([
      'a/src/b/b.ts: "second" is public and has no TSDoc',
      'a/src/c.ts: "Four" is public and has no TSDoc',
      'a/src/d.ts: "i32" is public and has no TSDoc',
    ]),
  );
});

const files = loadRepositoryFiles();
const manifests = files.filter((file) => /^packages\/[^/]+\/package\.json$/.test(file.path));
const promised = manifests.flatMap(listPromisedFiles);
const sources = new Map(files.map((file) => [file.path, file.text]));

test("everything that an export map promises is there after the build", () => {
  assert.notEqual(promised.length, 0);
  assert.deepEqual(
    checkPromisedFiles(promised, (path) => existsSync(join(repositoryRoot, path))),
    [],
  );
});

for (const { specifier, path } of promised.filter((file) => file.condition === "types")) {
  test(`${specifier} loads and exports something`, async () => {
    const loaded = (await import(specifier)) as Record<string, unknown>;
    assert.notEqual(Object.keys(loaded).length, 0);
  });

  test(`everything in ${specifier} is documented`, () => {
    const source = path.replace("/dist/", "/src/").replace(/\.d\.ts$/, ".ts");
    assert.deepEqual(checkDocumentation(source, sources), []);
  });
}

test("commands say how they are run", () => {
  for (const command of promised.filter((file) => file.condition === "")) {
    assert.match(readFileSync(join(repositoryRoot, command.path), "utf8"), /^#!\/usr\/bin\/env node\n/);
  }
});
