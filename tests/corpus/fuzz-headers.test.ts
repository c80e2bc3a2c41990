/** A bounded number of fuzzed headers; `npm run fuzz` binds more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzzHeaders } from "./fuzz-headers.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

test(`any text can be bound (seed ${seed}; repeat with KOINE_SEED)`, { timeout: 900_000 }, () => {
  assert.equal(fuzzHeaders(seed, 150), undefined);
});
