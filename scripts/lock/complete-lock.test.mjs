/** Promises about the lock file: nothing optional is missing, and what is added names its platform. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { repositoryRoot } from "../process/repository-root.mjs";
import { completeLock, findMissingOptionals, platformOf } from "./complete-lock.mjs";

test("the lock file has every optional package that is asked for, so that npm ci accepts it everywhere", () => {
  const lock = JSON.parse(readFileSync(join(repositoryRoot, "package-lock.json"), "utf8"));
  assert.deepEqual(Object.keys(findMissingOptionals(lock.packages)), [], "run: node scripts/complete-lock.mjs");
});

test("a missing optional package is added in order; a present one, nested or not, is left alone", () => {
  const lock = {
    packages: {
      "": {},
      "node_modules/a": { dev: true, optionalDependencies: { "@a/win32-x64": "1.0.0", "@a/linux-arm64": "1.0.0" } },
      "node_modules/@a/linux-arm64": { version: "1.0.0", integrity: "sha512-x" },
      "node_modules/b": { optionalDependencies: { c: "2.0.0" } },
      "node_modules/b/node_modules/c": { version: "2.0.0" },
    },
  };
  assert.deepEqual(completeLock(lock), ["node_modules/@a/win32-x64"]);
  assert.deepEqual(Object.keys(lock.packages), [
    "",
    "node_modules/@a/linux-arm64",
    "node_modules/@a/win32-x64",
    "node_modules/a",
    "node_modules/b",
    "node_modules/b/node_modules/c",
  ]);
  assert.deepEqual(completeLock(lock), []);
});

test("platforms are read off names", () => {
  assert.deepEqual(platformOf("@oxfmt/binding-linux-arm-musleabihf"), { os: ["linux"], cpu: ["arm"], libc: ["musl"] });
  assert.deepEqual(platformOf("@oxlint/binding-win32-x64-msvc"), { os: ["win32"], cpu: ["x64"] });
  assert.deepEqual(platformOf("@deno/linux-arm64-glibc"), { os: ["linux"], cpu: ["arm64"], libc: ["glibc"] });
  assert.deepEqual(platformOf("@oven/bun-windows-aarch64"), { os: ["win32"], cpu: ["arm64"] });
  assert.throws(() => platformOf("fsevents"), /does not name its platform/);
});

test("a range instead of a version is refused", () => {
  const packages = { "node_modules/a": { optionalDependencies: { "a-linux-x64": "^1.0.0" } } };
  assert.throws(() => findMissingOptionals(packages), /no exact version/);
});
