/** Promises of the rule that decides which tests the matrix runs where. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { repositoryRoot } from "../process/repository-root.mjs";
import { findReach } from "./native-reach.mjs";
import { findTestFiles } from "./test-files.mjs";

const scratch = mkdtempSync(join(tmpdir(), "koine-reach-"));
after(() => rmSync(scratch, { recursive: true }));

const samples = {
  "packages/native/dist/index.js": "export const addon = 1;",
  "packages/koine/dist/backends/addon/backend.js": "export const backend = 1;",
  "packages/koine/dist/backends/fake/backend.js": "export const fake = 1;",
  "packages/koine/dist/function/late.js": 'export const late = () => import("../backends/addon/backend.js");',
  "packages/engine/dist/stub.js": 'import "node:child_process"; export const stub = 1;',
  "packages/koine/dist/direct.test.js": 'import "./backends/addon/backend.js";',
  "packages/koine/dist/late.test.js": 'import { late } from "./function/late.js"; late();',
  "packages/koine/dist/fake.test.js": 'import { fake } from "./backends/fake/backend.js"; fake;',
  "packages/koine/dist/again.test.js": 'import { spawnSync } from "node:child_process"; spawnSync(process.execPath);',
  "packages/engine/dist/addon.test.js": 'export { addon } from "../../native/dist/index.js";',
  "packages/engine/dist/stub.test.js": 'import { stub } from "./stub.js"; stub;',
  "tests/dist/conformance/alone.test.js": "export {};",
};

for (const [path, text] of Object.entries(samples)) {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}

test("what a test reaches through imports, also late ones, or by starting its runtime again, decides where it runs", async () => {
  const files = Object.keys(samples).filter((path) => path.endsWith(".test.js"));
  const reach = await findReach(files, (path) => readFileSync(join(scratch, path), "utf8"), scratch);
  assert.deepEqual(Object.fromEntries(reach), {
    "packages/koine/dist/direct.test.js": "engine",
    "packages/koine/dist/late.test.js": "engine",
    "packages/koine/dist/fake.test.js": "runtime",
    "packages/koine/dist/again.test.js": "engine",
    "packages/engine/dist/addon.test.js": "engine",
    "packages/engine/dist/stub.test.js": "neither",
    "tests/dist/conformance/alone.test.js": "engine",
  });
});

test("KOINE_ENGINE is read behind what the rule takes for native code, and nowhere else", () => {
  const packages = join(repositoryRoot, "packages");
  const sources = readdirSync(packages).flatMap((name) =>
    readdirSync(join(packages, name, "src"), { recursive: true, encoding: "utf8" }).map(
      (path) => `${name}/src/${path}`,
    ),
  );
  const reading = sources.filter(
    (path) =>
      path.endsWith(".ts") && /\bprocess\.env\b[^;]*KOINE_ENGINE/.test(readFileSync(join(packages, path), "utf8")),
  );
  assert.deepEqual(reading, ["koine/src/backends/addon/engine-choice.ts"]);
});

test("the tests of this repository are judged as they are meant", async () => {
  const { compiled } = findTestFiles(["packages/engine", "packages/koine"]);
  const reach = await findReach(compiled, (path) => readFileSync(join(repositoryRoot, path), "utf8"));
  const judged = Object.fromEntries(reach);
  assert.equal(judged["packages/engine/dist/stub/system-v-x64-stub.test.js"], "neither");
  assert.equal(judged["packages/koine/dist/backends/addon/frontend.test.js"], "engine");
  assert.equal(judged["packages/koine/dist/library/prototype-shape.test.js"], "runtime");
});
