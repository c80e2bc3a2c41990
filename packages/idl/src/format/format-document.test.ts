import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { goldenFile } from "@koine/codegen/golden";
import { allConstructs } from "../load/all-constructs.case.ts";
import { parseApi } from "../load/load-api.ts";
import { formatDocument } from "./format-document.ts";

test("YAML keeps comments, anchors' order, quotes and blocks, and gets keys in order", () => {
  const { text, diagnostics } = formatDocument(
    `# A store.
modules:
    # The keys.
    -   functions:
        # Gets a value.
        -   {return: i32, name: get} # quick
        -   return: "[i32]"   # all
            doc: |
                Lists.

                All.
            name:    list
        name: kv


version: "1.0.0"
generators: { c: { z: 0x10, a: 1.50 } }
`,
    "a.yaml",
  );
  assert.deepEqual(diagnostics, []);
  assert.equal(
    text,
    `version: "1.0.0"
# A store.
modules:
  # The keys.
  - name: kv
    functions:
      # Gets a value.
      - { name: get, return: i32 } # quick
      - name: list
        doc: |
          Lists.

          All.
        return: "[i32]" # all
generators: { c: { z: 0x10, a: 1.50 } }
`,
  );
  const aliased = "x: &a 1\nversion: *a\n";
  assert.equal(formatDocument(aliased, "b.yaml").text, aliased);
});

test("JSON gets keys in order, and keeps lines that fit", () => {
  const { text } = formatDocument(
    `{"modules": [ {"functions": [
      {"params":[{"type":"u64","name":"n","default":18446744073709551615}],"name":"f"}], "name":"m\\u0041"} ], "version":"1.0.0"}`,
    "a.json",
  );
  assert.equal(
    text,
    `{
  "version": "1.0.0",
  "modules": [
    {
      "name": "m\\u0041",
      "functions": [
        { "name": "f", "params": [{ "name": "n", "type": "u64", "default": 18446744073709551615 }] }
      ]
    }
  ]
}
`,
  );
});

test("TOML gets even spaces, outside of texts", () => {
  const { text } = formatDocument(
    `version="1.0.0"   \n  \n\n\n[[modules]] # one\nname  =   "m"\ndoc = '''\na   \n\n\n\nb'''\n\n`,
    "a.toml",
  );
  assert.equal(text, `version = "1.0.0"\n\n[[modules]] # one\nname = "m"\ndoc = '''\na   \n\n\n\nb'''\n`);
});

test("a text that cannot be read is a diagnostic", () => {
  const { text, diagnostics } = formatDocument("a: [", "a.yaml");
  assert.equal(text, undefined);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ["idl/syntax"],
  );
});

test("formatting twice is formatting once, and what a document says stays, for every document of the tests", () => {
  const folder = goldenFile("../languages/diagnostics");
  const inputs = readdirSync(folder).map((name) => join(folder, name, "input.yaml"));
  const texts = inputs.filter((file) => existsSync(file)).map((file) => readFileSync(file, "utf8"));
  let formatted = 0;
  for (const text of [allConstructs, ...texts]) {
    const once = formatDocument(text, "x.yaml").text;
    if (once === undefined) continue;
    formatted++;
    assert.equal(formatDocument(once, "x.yaml").text, once);
    const codes = (of: string): readonly string[] => parseApi(of, "x.yaml").diagnostics.map(({ code }) => code);
    assert.deepEqual(codes(once).toSorted(), codes(text).toSorted());
  }
  assert.ok(formatted > 50, `only ${formatted} documents were formatted`);
});
