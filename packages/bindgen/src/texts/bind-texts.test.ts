/** What stands in for modules of Node where there is none does what they do. That texts are bound as files are is `tests/corpus/browser.test.ts`. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { posix } from "node:path";
import { test } from "node:test";
import { HeaderTexts } from "./header-texts.ts";
import * as paths from "./posix-path.ts";
import { sha256 } from "./sha256.ts";

const places = [
  ..."/ . .. a a/ /a /a/ a/b ../a a/../b /../a a/./b/../c/ ./a.h .h a.b.h /usr/include/a.h a/.. ./ ../".split(" "),
  "",
];

test("paths are those of node:path", () => {
  for (const path of places) {
    assert.equal(paths.normalize(path), posix.normalize(path), path);
    assert.equal(paths.dirname(path), posix.dirname(path), path);
    assert.equal(paths.basename(path), posix.basename(path), path);
    assert.equal(paths.isAbsolute(path), posix.isAbsolute(path), path);
    assert.equal(paths.basename(path, ".h"), posix.basename(path, ".h"), path);
    for (const other of places) {
      assert.equal(paths.join(path, other), posix.join(path, other), `join ${path} ${other}`);
      assert.equal(
        paths.resolve("/work", path, other),
        posix.resolve("/work", path, other),
        `resolve ${path} ${other}`,
      );
      const [from, to] = [posix.resolve("/", path), posix.resolve("/", other)];
      assert.equal(paths.relative(from, to), posix.relative(from, to), `relative ${from} ${to}`);
    }
  }
});

test("hashes are those of node:crypto", () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100_000]) {
    const bytes = randomBytes(length);
    assert.equal(sha256(bytes), createHash("sha256").update(bytes).digest("hex"), bytes.toString("hex").slice(0, 200));
  }
});

test("texts are where their paths lead, and directories around them are there", () => {
  const files = new HeaderTexts({ "/usr/include/./sys/types.h": "int a;", "main.h": "ä" }, "/own");
  assert.equal(files.readFile("/own/../usr/include/sys/types.h"), "int a;");
  assert.equal(files.readFile("/usr/include/sys"), undefined);
  assert.deepEqual(files.readBytes("/own/main.h"), new TextEncoder().encode("ä"));
  assert.deepEqual([files.has("/usr/include/sys"), files.has("/own/none.h")], [true, false]);
  assert.deepEqual([files.isDirectory("/usr/include/"), files.isDirectory("/own/main.h")], [true, false]);
  assert.deepEqual([...files.list("/")].toSorted(), ["own", "usr"]);
  assert.ok(files.isSameFile("/own/main.h", "/own/./main.h"));
  assert.equal(files.hashOf("/own/main.h"), createHash("sha256").update("ä").digest("hex").slice(0, 16));
});
