/** The documents of the guide are valid, and give a header and plans. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { goldenFile } from "@koine/codegen/golden";
import { lowerAbi } from "../abi/index.ts";
import { planApi } from "../plan/index.ts";
import { parseApi } from "./load-api.ts";

const guide = readFileSync(goldenFile("../../docs/guide/api-documents.md"), "utf8");
const documents = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = ""]) => text);

test("the guide has documents", () => {
  assert.ok(documents.length >= 4);
});

for (const [index, text] of documents.entries()) {
  test(`document ${index + 1} of the guide is valid`, () => {
    const shapes = documents.find((other) => other.includes("  - name: shapes")) ?? "";
    const readFile = (): Uint8Array => new TextEncoder().encode(shapes);
    const { api, diagnostics } = parseApi(text, "guide.yaml", { readFile });
    assert.deepEqual(
      diagnostics.map(({ message, span }) => `${span?.line}: ${message}`),
      [],
    );
    assert.ok(api);
    planApi(api, lowerAbi(api));
  });
}
