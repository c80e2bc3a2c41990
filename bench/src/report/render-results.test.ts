/** Tests of render-results.ts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { renderResults } from "./render-results.ts";
import { measured, resultsOf } from "./sample-results.ts";

/** Fields of the line that begins with the row's name; blanks inside a cell are single. */
function findCells(text: string, row: string): string[] {
  const line = text.split("\n").find((candidate) => candidate.startsWith(`${row} `));
  assert.ok(line, `no line for ${row} in:\n${text}`);
  return line.split(/ {2,}/u);
}

test("every peer's time stands with its ratio to koine", () => {
  const text = renderResults(
    resultsOf("20.20.2", "isolated", { koine: { add_i32: measured(4) }, koffi: { add_i32: measured(34) } }),
  );
  assert.deepEqual(findCells(text, "add_i32"), ["add_i32", "4.00", "34.0 (8.50x)"]);
});

test("mixed times stand with their ratio to isolated", () => {
  const text = renderResults([
    ...resultsOf("26.10.0", "isolated", { koine: { nop: measured(2) }, "node:ffi": { nop: measured(3) } }),
    ...resultsOf("26.10.0", "mixed", { koine: { nop: measured(2) }, "node:ffi": { nop: measured(12) } }),
  ]);
  const mixedTable = text.slice(text.indexOf("mixed:"));
  assert.deepEqual(findCells(mixedTable, "nop"), ["nop", "2.00 (1.00x)", "12.0 (4.00x)"]);
});

test("a time that koine lacks has no ratio", () => {
  const text = renderResults(
    resultsOf("20.20.2", "isolated", {
      koine: { nop: { kind: "failed", reason: "not built" } },
      koffi: { nop: measured(12) },
    }),
  );
  assert.deepEqual(findCells(text, "nop"), ["nop", "FAILED", "12.0"]);
  assert.match(text, /koine: FAILED: not built/);
});

test("a wrong result is shown as wrong, with what was wrong", () => {
  const text = renderResults(
    resultsOf("20.20.2", "isolated", {
      koine: { nop: measured(2), add12: measured(5) },
      koffi: { nop: measured(12), add12: { kind: "wrong", reason: "50 steps gave 1, not 2" } },
    }),
  );
  assert.deepEqual(findCells(text, "add12"), ["add12", "5.00", "WRONG"]);
  assert.match(text, /koffi: WRONG: 50 steps gave 1, not 2 \(add12\)/);
});

test("rows that no peer offers are named below the table", () => {
  const text = renderResults(
    resultsOf("20.20.2", "isolated", {
      koine: { nop: measured(2), add_i32_unchecked: { kind: "not-offered", reason: "always checked" } },
    }),
  );
  assert.match(text, /offered by no peer: add_i32_unchecked/);
});

test("start-up rows are in milliseconds", () => {
  const text = renderResults(resultsOf("20.20.2", "isolated", { koine: { bind1000: measured(8.8e6) } }));
  assert.deepEqual(findCells(text, "bind1000"), ["bind1000", "8.80 ms"]);
});
