/** Tests of how load-addon.ts finds the addon. */
import assert from "node:assert/strict";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { addonSpecifier } from "@koine/native";
import { findAddonFile } from "./load-addon.ts";

test("the file that is looked for is the one that the package exports", () => {
  const file = findAddonFile();
  assert.ok(file !== undefined);
  assert.equal(realpathSync(file), realpathSync(createRequire(import.meta.url).resolve(addonSpecifier)));
});
