/** The frontend cases over the addon, on code that the C compiler made. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { currentBackend } from "../../backend/select.ts";
import { testFrontend } from "../cases/all-cases.ts";
import { compileLibrary } from "../cases/compile-library.ts";

test("the cases run over the addon", () => {
  assert.equal(currentBackend().name, "addon");
});

testFrontend(compileLibrary());
