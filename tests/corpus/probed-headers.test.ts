/** A bounded number of random headers that compilers confirm; `npm run fuzz` asks about more. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { probedCompilers, probeHeaders } from "./probed-headers.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const skip = probedCompilers.length === 0 ? "needs gcc or clang" : false;

test(`compilers confirm what random headers are bound to (seed ${seed}; repeat with KOINE_SEED)`, { skip }, () => {
  assert.equal(probeHeaders(seed, 8), undefined);
});
