/** Processes find their target, and unknown ones say what there is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hostTarget } from "./host-target.ts";
import { findTarget, requireTarget, targets } from "./targets.ts";

test("each platform and architecture has its target", () => {
  assert.equal(hostTarget("linux", "x64").triple, "x86_64-unknown-linux-gnu");
  assert.equal(hostTarget("linux", "x64", { isMusl: true }).triple, "x86_64-unknown-linux-musl");
  assert.equal(hostTarget("linux", "arm64", { isMusl: true }).triple, "aarch64-unknown-linux-musl");
  assert.equal(hostTarget("linux", "riscv64", { isMusl: true }).triple, "riscv64-unknown-linux-gnu");
  assert.equal(hostTarget("darwin", "arm64").triple, "aarch64-apple-darwin");
  assert.equal(hostTarget("win32", "x64").triple, "x86_64-pc-windows-msvc");
  assert.equal(hostTarget("linux", "aarch64").triple, "aarch64-unknown-linux-gnu");
  assert.equal(hostTarget(process.platform, process.arch).architecture, process.arch);
});

test("an unknown platform is refused with those that are known", () => {
  assert.throws(() => hostTarget("aix", "ppc64"), {
    code: "FFI_UNSUPPORTED",
    message: /aix-ppc64\n {2}hint: .*linux-x64/,
  });
});

test("targets are found by their triples, which are all different", () => {
  assert.equal(new Set(targets.map((target) => target.triple)).size, targets.length);
  for (const target of targets) assert.equal(findTarget(target.triple), target);
  assert.equal(findTarget("sparc-sun-solaris"), undefined);
  assert.throws(() => requireTarget("sparc-sun-solaris"), { code: "FFI_UNSUPPORTED", message: /hint: .*x86_64/ });
  assert.ok(targets.every(Object.isFrozen));
});
