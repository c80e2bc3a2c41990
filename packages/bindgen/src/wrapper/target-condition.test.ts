/** The conditions by which a wrapper tells the targets of its spec apart. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { TargetConditions } from "./target-condition.ts";

const linux = "x86_64-unknown-linux-gnu";
const arm = "aarch64-unknown-linux-gnu";
const apple = "aarch64-apple-darwin";
const musl = "x86_64-unknown-linux-musl";

test("one part is enough where it tells the targets from all others", () => {
  const conditions = new TargetConditions([linux, arm, apple]);
  assert.equal(conditions.render([apple]), "defined(__APPLE__)");
  assert.equal(conditions.render([linux, arm]), "defined(__linux__)");
  assert.equal(conditions.render([linux]), "(defined(__x86_64__) || defined(_M_X64))");
});

test("several parts are needed where others share each of them", () => {
  const conditions = new TargetConditions([linux, arm, apple]);
  const isArm = "(defined(__aarch64__) || defined(_M_ARM64))";
  assert.equal(conditions.render([arm]), `defined(__linux__) && ${isArm} && defined(__GLIBC__)`);
});

test("what all targets share is not asked", () => {
  assert.equal(new TargetConditions([linux, musl]).render([musl]), "!defined(__GLIBC__)");
});
