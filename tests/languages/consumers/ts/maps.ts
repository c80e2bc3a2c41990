/** Maps, which are pairs of arrays in C. */
import assert from "node:assert/strict";
import { probe, tables } from "maps";

const { Color } = tables;
const scores = new Map([
  ["a", 1],
  ["ü", -2],
]);
assert.deepEqual(tables.echoScores(scores), scores);
assert.deepEqual(tables.echoScores(new Map()), new Map());
assert.deepEqual(tables.echoTexts(new Map([["a", ""]])), new Map([["a", ""]]));
assert.deepEqual(tables.echoWeights(new Map([[-1, 0.5]])), new Map([[-1, 0.5]]));
assert.deepEqual(tables.echoNames(new Map([[Color.Blue, "blue"]])), new Map([[Color.Blue, "blue"]]));
assert.deepEqual(tables.echoFlags(new Map([[2n ** 64n - 1n, true]])), new Map([[2n ** 64n - 1n, true]]));
assert.deepEqual(tables.echoColors(new Map([["green", Color.Green]])), new Map([["green", Color.Green]]));
assert.equal(tables.total(scores), -1n);
assert.equal(tables.squares(4).get(3), 9);
assert.throws(() => tables.total(new Map([["a", 2 ** 31]])), { code: "FFI_ARGUMENT_RANGE" });
assert.throws(() => tables.total(new Map([[5 as never, 1]])), { code: "FFI_ARGUMENT_TYPE" });
assert.throws(() => tables.total(new Map([["a\0b", 1]])), { code: "FFI_STRING_CONTENT" });
assert.throws(() => tables.total({ a: 1 } as never), { code: "FFI_ARGUMENT_TYPE" });
assert.equal(probe.live(), 0n);
