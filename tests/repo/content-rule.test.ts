/** Promises of the content rules: each can fail, and the repository keeps them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  checkChangelog,
  checkDefaultExports,
  checkLeftovers,
  checkMachinePaths,
  checkNotesForLater,
} from "./content-rule.ts";
import { loadRepositoryFiles } from "./source-file.ts";

const path = "packages/a/src/a.ts";

test("default exports are found in both forms, and not in text", () => {
  assert.equal(checkDefaultExports([{ path, text: "export default 1;" }]).length, 1);
  assert.equal(checkDefaultExports([{ path, text: "const a = 1;\nexport { b, a as default };" }]).length, 1);
  assert.deepEqual(checkDefaultExports([{ path, text: 'const a = "export default 1";' }]), []);
});

test("a note for later needs an issue number", () => {
  assert.deepEqual(checkNotesForLater([{ path, text: "a;\n// TODO mend this" }]), [
    `${path}:2: TODO without an issue number`,
  ]);
  assert.equal(checkNotesForLater([{ path, text: "/* a\n * FIXME(soon) */" }]).length, 1);
  assert.deepEqual(checkNotesForLater([{ path, text: '// TODO(#12) mend this\nconst a = "TODO";' }]), []);
});

test("paths of one machine are found in any text file except the lock file", () => {
  // Put together here, so that this file does not break the rule.
  const [home, work, root] = ["home", "work", "root"].map((folder) => `/${folder}/someone/a.ts`);
  const text = `see ${home}`;
  assert.equal(checkMachinePaths([{ path: "docs/a.md", text }]).length, 1);
  assert.equal(checkMachinePaths([{ path, text: `"${work}"` }]).length, 1);
  assert.deepEqual(checkMachinePaths([{ path: "package-lock.json", text }]), []);
  assert.deepEqual(
    checkMachinePaths([{ path, text: `a${work}, ..${home}, /usr/include/zlib.h, https://a.b${root}` }]),
    [],
  );
});

test("a narrowed test and a breakpoint are found", () => {
  // Put together here, for the same reason.
  const [only, stop] = [["test", "only"].join("."), ["debug", "ger;"].join("")];
  assert.equal(checkLeftovers([{ path, text: `${only}("a", () => {});` }]).length, 1);
  assert.equal(checkLeftovers([{ path, text: `a();\n${stop}` }]).length, 1);
  assert.deepEqual(checkLeftovers([{ path, text: `test("${stop}", () => {});` }]), []);
});

test("a changelog without a place for what is not released is refused", () => {
  assert.equal(checkChangelog([]).length, 1);
  assert.equal(checkChangelog([{ path: "CHANGELOG.md", text: "# Changelog\n## [1.0.0]\n" }]).length, 1);
  assert.deepEqual(checkChangelog([{ path: "CHANGELOG.md", text: "# Changelog\n## [Unreleased]\n" }]), []);
});

const files = loadRepositoryFiles();
const rules = { checkDefaultExports, checkNotesForLater, checkMachinePaths, checkLeftovers, checkChangelog };

for (const [name, check] of Object.entries(rules)) {
  test(`the repository passes ${name}`, () => {
    assert.deepEqual(check(files), []);
  });
}
