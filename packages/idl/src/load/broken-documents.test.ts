/** However a document is broken, there is a report and no exception; and laying it out does not change what it says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parse } from "yaml";
import { lowerAbi } from "../abi/index.ts";
import { formatDocument } from "../format/format-document.ts";
import { planApi } from "../plan/index.ts";
import { allConstructs } from "./all-constructs.case.ts";
import { parseApi } from "./load-api.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

const toml = `version = "1.0.0"
# The options.
[generators.c]
prefix="x"
[[modules]]
name = "a" # The first.
functions = [{ name = "f", params = [{ name = "n", type = "[i32]" }] }]


[[modules.structs]]
name = "S"
fields = [ # Both.
  { name = "x", type = "u64", default = 9223372036854775807 } ]
doc = """
a


 b"""
[[modules.modules]]
name = "c"
`;

const documents = {
  "all.yaml": allConstructs,
  "all.json": JSON.stringify(parse(allConstructs), null, 1),
  "some.toml": toml,
};

const pieces =
  `{ } [ ] : " ' - | > & * ? ! # ~ % @ \\ = i32? iter<i32> null true 1.5 0x1 name: type: version: <<: é`.split(" ");

/** Where something is cut out, how much, and what is put there instead. */
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.nat({ max: 20 }),
    insert: fc.constantFrom("", "\n", "  ", "\t", "\r\n", "---\n", ...pieces),
  }),
  { minLength: 1, maxLength: 3 },
);

for (const [file, original] of Object.entries(documents)) {
  test(`${file} with cuts and insertions is reported or read, and formatted without change`, () => {
    fc.assert(
      fc.property(edits, (all) => {
        let text = original;
        for (const { at, cut, insert } of all) {
          const start = Math.floor(at * text.length);
          text = text.slice(0, start) + insert + text.slice(start + cut);
        }
        const { api, diagnostics } = parseApi(text, file);
        if (api === undefined) assert.ok(diagnostics.some(({ severity }) => severity === "error"));
        else planApi(api, lowerAbi(api));
        const formatted = formatDocument(text, file).text;
        if (formatted !== undefined) assert.equal(formatDocument(formatted, file).text, formatted);
      }),
      { seed, numRuns: 150 },
    );
  });
}
