/** What wrappers rely on beside the addresses of strings: when memory may be let go. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { textControl } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";

test("a string that does not fit moves the top, so that the next one of the same call does not let it go", () => {
  const { text } = currentBackend();
  assert.equal(text.control[textControl.top], 0);
  assert.ok(text.writeSlowly("é".repeat(text.capacity)));
  assert.notEqual(text.control[textControl.top], 0);
  text.control[textControl.top] = 0;
});
