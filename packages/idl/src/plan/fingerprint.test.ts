import assert from "node:assert/strict";
import { test } from "node:test";
import { hashText } from "./fingerprint.ts";

test("texts hash as FNV-1a does", () => {
  // The first three are from the algorithm's published test vectors.
  assert.equal(hashText(""), 0xcbf29ce484222325n);
  assert.equal(hashText("a"), 0xaf63dc4c8601ec8cn);
  assert.equal(hashText("foobar"), 0x85944171f73967e8n);
  const byDefinition = (text: string): bigint => {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(text)) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    }
    return hash;
  };
  for (const text of ["kv.Store.put", "ü 世界 🌍", "\u{ff}".repeat(500)])
    assert.equal(hashText(text), byDefinition(text));
});
