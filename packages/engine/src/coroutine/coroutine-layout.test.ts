/** Pools of stacks: sizes are rounded up to powers of two, each with a word of its own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  largestStackByteLength,
  smallestStackByteLength,
  stackPool,
  wordOffsets,
  wordsByteLength,
} from "./coroutine-layout.ts";

test("a pool has the smallest power of two that is enough", () => {
  assert.equal(stackPool(1).byteLength, smallestStackByteLength);
  assert.equal(stackPool(smallestStackByteLength).byteLength, smallestStackByteLength);
  assert.equal(stackPool(smallestStackByteLength + 1).byteLength, 2 * smallestStackByteLength);
  assert.equal(stackPool(1_000_000).byteLength, 1_048_576);
  assert.equal(stackPool(largestStackByteLength).byteLength, largestStackByteLength);
});

test("the words of pools lie behind the others, apart, and inside of the buffer", () => {
  const offsets: number[] = [];
  for (let size = smallestStackByteLength; size <= largestStackByteLength; size *= 2)
    offsets.push(stackPool(size).offset);
  assert.equal(offsets[0], wordOffsets.pools);
  assert.deepEqual(
    offsets,
    offsets.map((_, index) => wordOffsets.pools + index * 8),
  );
  assert.equal(wordsByteLength, wordOffsets.pools + offsets.length * 8);
});
