/** Tests of text-table.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderNanoseconds, renderRatio, renderTextTable } from "./text-table.ts";

test("the first column is left-aligned, the others right-aligned, without trailing blanks", () => {
  const text = renderTextTable(
    ["", "koine", "koffi"],
    [
      ["nop", "2.10", "12.9"],
      ["qsort1000", "300,000"],
    ],
  );
  assert.equal(
    text,
    ["             koine  koffi", "---------  -------  -----", "nop           2.10   12.9", "qsort1000  300,000"].join(
      "\n",
    ),
  );
});

test("times keep three significant digits while they are small and all while they are large", () => {
  assert.equal(renderNanoseconds(5.0171, false), "5.02");
  assert.equal(renderNanoseconds(48.26, false), "48.3");
  assert.equal(renderNanoseconds(1_370_176.4, false), "1,370,176");
});

test("start-up times are spelled in milliseconds", () => {
  assert.equal(renderNanoseconds(8_812_345, true), "8.81 ms");
  assert.equal(renderNanoseconds(123_456_789, true), "123 ms");
});

test("ratios below one stay readable", () => {
  assert.equal(renderRatio(0.451), "0.45x");
  assert.equal(renderRatio(6.2), "6.20x");
  assert.equal(renderRatio(1234.5), "1,235x");
});
