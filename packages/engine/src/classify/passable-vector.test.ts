/** Vectors that travel one way or another, as a library happens to be compiled, are not passed by value. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget, types as c } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { shapeOfType } from "./value-shape.ts";

const linux = requireTarget("x86_64-unknown-linux-gnu");
const arm = requireTarget("aarch64-unknown-linux-gnu");
const wide = c.vector(c.float, 8);

test("vectors wider than 16 bytes are refused by value, also inside of structs", () => {
  const types: readonly CType[] = [
    wide,
    c.vector(c.u8, 64),
    c.struct("S", { x: c.int, v: wide }),
    c.union("U", { v: c.array(wide, 2) }),
  ];
  for (const type of types) {
    for (const target of [linux, arm]) {
      assert.throws(() => shapeOfType(type, target), {
        code: "FFI_UNSUPPORTED",
        message: /^by value: how .* is passed is not certain: it depends on how the function was compiled/,
      });
    }
  }
  assert.equal(shapeOfType(c.pointer(wide), linux).byteLength, 8);
});

test("a double alone is no vector on x86-64, and one on AArch64", () => {
  const lone = c.vector(c.double, 1);
  assert.throws(() => shapeOfType(lone, linux), { code: "FFI_UNSUPPORTED" });
  assert.equal(shapeOfType(lone, arm).kind, "vector");
});
