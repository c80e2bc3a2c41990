import assert from "node:assert/strict";
import { test } from "node:test";
import { findCacheDirectory } from "./find-cache-directory.ts";

const home = "/user";

test("the cache is where the system has caches, or where one says", { skip: process.platform === "win32" }, () => {
  const find = (platform: string, variables: Readonly<Record<string, string>> = {}): string =>
    findCacheDirectory({ platform, home, variables });
  assert.equal(find("linux"), "/user/.cache/koine");
  assert.equal(find("linux", { XDG_CACHE_HOME: "/var/c" }), "/var/c/koine");
  assert.equal(find("linux", { XDG_CACHE_HOME: "relative" }), "/user/.cache/koine");
  assert.equal(find("darwin"), "/user/Library/Caches/koine");
  assert.equal(find("win32", { LOCALAPPDATA: "/local" }), "/local/koine/cache");
  assert.equal(find("linux", { KOINE_CACHE_DIR: "/elsewhere", XDG_CACHE_HOME: "/var/c" }), "/elsewhere");
});
