import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { adviseOnHeader, DirectoryLists } from "./advise-on-header.ts";

/** Tells which directories were asked for. */
class RecordingLists extends DirectoryLists {
  readonly asked: string[] = [];

  override namesIn(directory: string): ReadonlySet<string> {
    this.asked.push(directory);
    return super.namesIn(directory);
  }
}

test("a header in a folder of a folder is found, and nothing is read below folders that are not there", () => {
  const root = mkdtempSync(join(tmpdir(), "koine-advice-"));
  try {
    mkdirSync(join(root, "include", "gadget-2", "gadget"), { recursive: true });
    writeFileSync(join(root, "include", "gadget-2", "gadget", "core.h"), "");
    const include = join(root, "include");
    const need = { directory: root, includeDirectories: [include], systemIncludeDirectories: [] };
    const lists = new RecordingLists();
    assert.deepEqual(adviseOnHeader("gadget/core.h", need, lists)?.flags, `-I ${join(include, "gadget-2")}`);
    assert.equal(adviseOnHeader("gadget/missing.h", need, lists), undefined);
    assert.equal(adviseOnHeader("nowhere/at/all.h", need, lists), undefined);
    assert.deepEqual(
      lists.asked.filter((directory) => directory.includes("nowhere")),
      [],
    );
    // What was read once is not read again: a header that comes later is not seen.
    writeFileSync(join(include, "gadget-2", "gadget", "missing.h"), "");
    assert.equal(adviseOnHeader("gadget/missing.h", need, lists), undefined);
    assert.notEqual(adviseOnHeader("gadget/missing.h", need), undefined);
  } finally {
    rmSync(root, { recursive: true });
  }
});
