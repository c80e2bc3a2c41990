import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { goNames, supportNames } from "./names.ts";

test("no parameter hides what functions use of the support code", () => {
  const folder = new URL("../../../support/go/", import.meta.url);
  const names = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    return [...text.matchAll(/^(?:func|type|var|const) ([a-z]\w*)/gm)].map(([, name = ""]) => name);
  });
  assert.ok(names.length > 40);
  const free = names.filter((name) => !supportNames.includes(name) && !goNames.reservedWords.has(name));
  assert.deepEqual(free, []);
});
