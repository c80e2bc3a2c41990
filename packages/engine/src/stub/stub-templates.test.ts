import assert from "node:assert/strict";
import { test } from "node:test";
import { StubTemplates } from "./stub-templates.ts";
import { emitSystemVX64Stub } from "./system-v-x64-stub.ts";

const slots = 0x7f12_3456_7000n;
const finishWithText = 0x7f00_aaaa_0000n;

test("a copied stub is the stub that is emitted for its address", () => {
  const templates = new StubTemplates(emitSystemVX64Stub, slots);
  const signatures = [
    { parameters: [], result: "void" },
    { parameters: ["i32", "f64", "pointer"], result: "i64" },
    { parameters: Array.from({ length: 30 }, () => "u64" as const), result: "f32" },
    { parameters: ["pointer", "f64"], result: "i32", fixedParameterCount: 1 },
  ] as const;
  for (const signature of signatures) {
    for (const target of [0x7f99_0000_1000n, 0x5555_0000_2000n]) {
      assert.deepEqual(templates.instantiate(target, signature), emitSystemVX64Stub({ target, slots, signature }));
    }
  }
});

test("a stub that ends in making text is not one that stores its result", () => {
  const templates = new StubTemplates(emitSystemVX64Stub, slots);
  const signature = { parameters: ["i32"], result: "pointer" } as const;
  const target = 0x7f99_0000_1000n;
  templates.instantiate(target, signature);
  assert.deepEqual(
    templates.instantiate(target, signature, finishWithText),
    emitSystemVX64Stub({ target, slots, signature, finishWithText }),
  );
});

test("copies do not share their bytes", () => {
  const templates = new StubTemplates(emitSystemVX64Stub, slots);
  const signature = { parameters: [], result: "void" } as const;
  const first = templates.instantiate(1n, signature);
  templates.instantiate(2n, signature);
  assert.deepEqual(templates.instantiate(1n, signature), first);
});
