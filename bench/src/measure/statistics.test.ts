/** Tests of statistics.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { summarize } from "./statistics.ts";

test("the median of an odd number of samples is the middle one", () => {
  assert.deepEqual(summarize([9, 1, 5]), { median: 5, min: 1, max: 9 });
});

test("the median of an even number of samples lies between the two middle ones", () => {
  assert.deepEqual(summarize([4, 1, 100, 3]), { median: 3.5, min: 1, max: 100 });
});

test("one outlier moves the maximum and not the median", () => {
  const quiet = summarize([10, 11, 12, 13, 14]);
  const disturbed = summarize([10, 11, 12, 13, 9000]);
  assert.equal(disturbed.median, quiet.median);
  assert.equal(disturbed.max, 9000);
});

test("samples are compared as numbers and left in their order", () => {
  const samples = [100, 20, 3];
  assert.equal(summarize(samples).median, 20);
  assert.deepEqual(samples, [100, 20, 3]);
});

test("no samples are refused", () => {
  assert.throws(() => summarize([]), RangeError);
});
