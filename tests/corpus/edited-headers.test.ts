/** The cache never gives an answer of before an edit; `npm run fuzz` makes more edits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { editHeaders } from "./edited-headers.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_122 : Math.trunc(Math.random() * 2 ** 31)),
);

test(
  `what the cache answers is what binding gives (seed ${seed}; repeat with KOINE_SEED)`,
  { timeout: 900_000 },
  async () => {
    const { asked, answered } = await editHeaders(seed, 40);
    assert.ok(answered > 0 && answered < asked, `${answered} of ${asked}`);
  },
);
