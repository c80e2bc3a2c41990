import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { findHeader } from "./find-header.ts";
import { HeaderFiles } from "./header-files.ts";

const folder = mkdtempSync(join(tmpdir(), "koine-headers-"));
after(() => rmSync(folder, { recursive: true }));
for (const directory of ["work", "first", "second/lib", "second/inner/deep", "second/lib2.9", "second/lib2.10"])
  mkdirSync(join(folder, directory), { recursive: true });
const versions = ["second/lib2.9/versioned.h", "second/lib2.10/versioned.h"];
for (const file of ["first/a.h", "second/a.h", "second/lib/b.h", "second/inner/deep/c.h", "work/here.h", ...versions])
  writeFileSync(join(folder, file), "\n");
mkdirSync(join(folder, "first", "lib"));

const search = {
  directoriesBeforeBuiltIns: 0,
  hasBuiltIns: true,
  files: new HeaderFiles(),
  workingDirectory: join(folder, "work"),
  includeDirectories: [join(folder, "first")],
  systemIncludeDirectories: [join(folder, "second")],
};

for (const [name, expected] of [
  ["here.h", "work/here.h"],
  ["../second/a.h", "second/a.h"],
  ["a.h", "first/a.h"],
  ["lib/b.h", "second/lib/b.h"],
  [join(folder, "second", "a.h"), "second/a.h"],
] as const) {
  test(`finds ${name.replace(folder, "")}`, () => {
    assert.equal(findHeader(name, search).path, join(folder, expected));
  });
}

test("a header that is nowhere is a diagnostic with the nearest name and every place", () => {
  const { path, diagnostic } = findHeader("lib/c.h", search);
  assert.equal(path, null);
  assert.equal(diagnostic?.code, "bindgen/header-not-found");
  assert.match(diagnostic?.help ?? "", /there is b\.h/);
  assert.match(diagnostic?.help ?? "", /work\/lib\/c\.h, .*first\/lib\/c\.h, .*second\/lib\/c\.h/);
});

test("a link to nothing is told as one", () => {
  symlinkSync("gone.h", join(folder, "work", "link.h"));
  const { diagnostic } = findHeader("link.h", { ...search, files: new HeaderFiles() });
  assert.equal(diagnostic?.code, "bindgen/header-not-found");
  assert.match(diagnostic.message, /work\/link\.h is a link to gone\.h, which is not there$/);
});

test("a header in a directory above or below those that are known comes with the directory to name", () => {
  for (const [name, directory] of [
    ["deep/c.h", "second/inner"],
    ["versioned.h", "second/lib2.10"],
    ["first/a.h", ""],
  ] as const) {
    const { diagnostic } = findHeader(name, search);
    const place = join(folder, directory);
    const help = diagnostic?.help ?? "";
    assert.ok(help.startsWith(`${join(place, name)} is there: add -I ${place} `), help);
  }
  assert.match(findHeader("versioned.h", search).diagnostic?.help ?? "", /lib2\.10 or -I .*lib2\.9 \(tried/);
});

test("a directory is not a header", () => {
  assert.equal(findHeader("lib", search).path, null);
});
