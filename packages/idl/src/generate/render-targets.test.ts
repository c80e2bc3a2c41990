/** What a target cannot represent is said per declaration, before anything is rendered. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lowerAbi } from "../abi/index.ts";
import { parseApi } from "../load/load-api.ts";
import { planApi } from "../plan/index.ts";
import { checkCapabilities, findTarget } from "./render-targets.ts";

test("each declaration that a target lacks the means for is named, with the reason", () => {
  const { api } = parseApi(
    `version: "1.0.0"
modules:
  - name: kv
    functions: [{ name: plain, return: i32 }, { name: watch, return: stream<i32> }, { name: tail, return: stream<string> }]
`,
    "kv.yml",
  );
  const target = findTarget("c");
  assert.ok(api !== undefined && target !== undefined);
  const limited = { ...target, lacks: { streams: "it has no threads" } };
  const found = checkCapabilities(planApi(api, lowerAbi(api)), limited);
  assert.deepEqual(
    found.map(({ message, span }) => [span?.line, message]),
    [
      [4, "`kv.watch` needs streams, which the target c does not have: it has no threads"],
      [4, "`kv.tail` needs streams, which the target c does not have: it has no threads"],
    ],
  );
});
