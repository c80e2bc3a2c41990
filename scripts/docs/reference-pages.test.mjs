/** The reference pages say what the code says. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "../process/repository-root.mjs";
import { renderReferencePages } from "./reference-pages.mjs";

const pages = renderReferencePages();

/** @param {string} path */
function readPage(path) {
  return readFileSync(join(repositoryRoot, path), "utf8");
}

for (const path of [
  "docs/reference/errors.md",
  "docs/reference/capabilities.md",
  "docs/diagnostics/idl.md",
  "docs/reference/koine.schema.json",
]) {
  const text = pages.get(path);
  const skip = text === undefined ? "a runtime that the page tells of is not installed here" : false;
  test(`${path} is what node scripts/docs.mjs writes`, { skip }, () => {
    assert.equal(readPage(path), text);
  });
}

test("docs/reference/diagnostics.md explains exactly the codes that the tools report", () => {
  const sources = ["bindgen", "cli", "cparser"].flatMap((name) =>
    listSources(join(repositoryRoot, "packages", name, "src")),
  );
  const reported = sources.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/"((?:bindgen|config|cparser)\/[a-z-]+)"/g)].map(([, code = ""]) => code),
  );
  const explained = [...readPage("docs/reference/diagnostics.md").matchAll(/^## (\S+)$/gm)].map(
    ([, code = ""]) => code,
  );
  assert.deepEqual(explained, [...new Set(reported)].sort());
});

/**
 * @param {string} directory
 * @returns {string[]}
 */
function listSources(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return listSources(path);
    return entry.name.endsWith(".ts") && !/\.(test|case|test-d)\.ts$/.test(entry.name) ? [path] : [];
  });
}
