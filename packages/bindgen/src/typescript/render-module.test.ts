import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { expectGolden, goldenFile } from "@koine/codegen/golden";
import { parseSpec } from "../spec/parse-spec.ts";
import { renderModule } from "./render-module.ts";

test("every kind of declaration is rendered under its C name", () => {
  const path = "bindgen/features.spec.json";
  const parsed = parseSpec(readFileSync(goldenFile(path), "utf8"), path);
  assert.deepEqual(parsed.diagnostics, []);
  if (parsed.spec !== null) expectGolden("bindgen/features.gen.ts", renderModule(parsed.spec));
});
