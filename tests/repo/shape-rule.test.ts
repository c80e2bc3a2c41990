/** Promises of the shape rules: each can fail, and the repository keeps them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFileNames, checkFileSizes, checkHeaderComments } from "./shape-rule.ts";
import { loadRepositoryFiles } from "./source-file.ts";
import type { SourceFile } from "./source-file.ts";

function lines(path: string, count: number): SourceFile {
  return { path, text: "x\n".repeat(count) };
}

test("500 lines are allowed, 501 are not; tests count too, goldens do not", () => {
  assert.deepEqual(checkFileSizes([lines("tests/a.test.ts", 500)]), []);
  assert.deepEqual(checkFileSizes([lines("tests/a.test.ts", 501)]), ["tests/a.test.ts: 501 lines, more than 500"]);
  assert.deepEqual(checkFileSizes([lines("tests/goldens/a.ts", 501)]), []);
  assert.equal(checkFileSizes([lines("packages/idl/support/rust/a.rs", 501)]).length, 1);
});

test("the median of the packages' sources is limited, and tests do not lower it", () => {
  const files = [lines("packages/a/src/a.ts", 121), lines("packages/a/src/b.ts", 130), lines("packages/a/src/c.ts", 1)];
  const tests = [lines("packages/a/src/a.test.ts", 1), lines("packages/a/src/b.test.ts", 1)];
  assert.deepEqual(checkFileSizes([...files, ...tests]), ["packages: the median file has 121 lines, more than 120"]);
  assert.deepEqual(checkFileSizes([...files, lines("packages/a/src/d.ts", 1), lines("packages/a/src/e.ts", 1)]), []);
});

test("a source without a comment at its top is named", () => {
  const check = (text: string): string[] => checkHeaderComments([{ path: "packages/a/src/a.ts", text }]);
  assert.equal(check('import "x";\n/** Owns all of it. */').length, 1);
  assert.equal(check("/** */\nexport const a = 1;").length, 1);
  assert.deepEqual(check("/** Owns all of it. */\n"), []);
  const beside = { path: "packages/a/src/a.test.ts", text: "" };
  assert.equal(checkHeaderComments([beside]).length, 1);
  assert.deepEqual(checkHeaderComments([beside, { path: "packages/a/src/a.ts", text: "/** Owns all of it. */" }]), []);
  assert.equal(checkHeaderComments([{ path: "packages/idl/support/python/a.py", text: "import os" }]).length, 1);
  assert.deepEqual(
    checkHeaderComments([{ path: "packages/idl/support/python/a.py", text: '"""Owns all of it."""' }]),
    [],
  );
  assert.deepEqual(check("#!/usr/bin/env node\n// Owns all of it.\n"), []);
});

test("names are kebab-case, say something, and end in a known suffix", () => {
  const check = (path: string): string[] => checkFileNames([{ path, text: "" }]);
  assert.deepEqual(check("packages/a/src/struct-layout.test.ts"), []);
  assert.deepEqual(check("packages/a/addon/fast-function.c"), []);
  assert.match(check("packages/a/src/structLayout.ts").join(), /"structLayout" is not kebab-case/);
  assert.match(check("packages/a/src/Struct/layout.ts").join(), /"Struct" is not kebab-case/);
  assert.match(check("packages/a/src/layout.spec.ts").join(), /suffix is not one of the closed set/);
  assert.match(check("packages/a/src/utils.ts").join(), /"utils" says nothing/);
  assert.match(check("packages/a/src/helpers/layout.ts").join(), /"helpers" says nothing/);
});

const files = loadRepositoryFiles();

test("no file is too long, and the median one is short", () => {
  assert.deepEqual(checkFileSizes(files), []);
});

test("every source says at its top what it owns", () => {
  assert.deepEqual(checkHeaderComments(files), []);
});

test("every source has a good name", () => {
  assert.deepEqual(checkFileNames(files), []);
});
