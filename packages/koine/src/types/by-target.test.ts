import assert from "node:assert/strict";
import { test } from "node:test";
import { currentBackend } from "../backend/select.ts";
import { byTarget } from "./by-target.ts";

const { triple } = currentBackend().target;

test("what belongs to this target is made, and nothing else", () => {
  const fail = (): never => assert.fail("made for another target");
  assert.equal(byTarget([["riscv64-other"], fail], [["sparc-other", triple], () => 7], [[triple], fail]), 7);
});

test("a target with another C library stands in for one that is not named", () => {
  const sibling = `${triple.split("-").slice(0, 3).join("-")}-other`;
  assert.equal(byTarget([["riscv64-other-linux-gnu"], () => 1], [[sibling], () => 2]), 2);
});

test("where nothing fits, the error names what there is", () => {
  assert.throws(() => byTarget([["sparc-sun-solaris"], () => 1]), {
    code: "FFI_UNSUPPORTED",
    message: new RegExp(`^this was made for sparc-sun-solaris, and runs on ${triple}`),
  });
});
