/** How many promises `tests/conformance/` keeps on every way into native code; CONTRIBUTING names the number. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "./source-file.ts";

const fewest = 250;

test(`there are at least ${fewest} conformance cases`, () => {
  const folder = join(repositoryRoot, "tests", "conformance");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.ts"));
  // Cases that a loop makes are counted once.
  const counts = files.map(
    (name) => readFileSync(join(folder, name), "utf8").match(/^\s*(?:test|testInChild)\(/gm)?.length,
  );
  const total = counts.reduce((sum: number, count) => sum + (count ?? 0), 0);
  assert.ok(total >= fewest, `there are ${total}`);
  const stated = /at least (\d+) cases/.exec(readFileSync(join(repositoryRoot, "CONTRIBUTING.md"), "utf8"))?.[1];
  assert.equal(Number(stated), fewest);
});
