/** Tests of the self-test in prepare-direct.ts, on the V8 that runs them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { loadAddon } from "./load-addon.ts";
import { probeCalls } from "./prepare-direct.ts";
import { findV8Line } from "./v8-versions.ts";

const addon = loadAddon();
const line = findV8Line(process.versions.modules, addon.v8Version());
const isNode = process.versions["bun"] === undefined && process.versions["deno"] === undefined;
const skip = isNode && line !== undefined ? false : "this runtime has no V8 that was tried";

test("calls are as the table of versions says, and what they are not is found out", { skip }, () => {
  assert.ok(line);
  for (let round = 0; round < 100; round++) {
    assert.equal(probeCalls(addon, line.hasCallFrames), true);
    assert.equal(probeCalls(addon, !line.hasCallFrames), false);
  }
});
