/** What is read directly is what the `yaml` package reads, place by place; and texts that are not plain are left to it. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { goldenFile } from "@koine/codegen/golden";
import fc from "fast-check";
import { allConstructs } from "../load/all-constructs.case.ts";
import { ParseFailure } from "./parse-failure.ts";
import { parsePlainYaml } from "./parse-plain-yaml.ts";
import { parseAnyYaml } from "./parse-yaml.ts";
import type { SourceNode } from "./source-node.ts";
import { createSourceText } from "./source-text.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

const folder = goldenFile("../languages/diagnostics");
const texts = readdirSync(folder)
  .map((name) => join(folder, name, "input.yaml"))
  .filter((file) => existsSync(file))
  .map((file) => readFileSync(file, "utf8"));

/** What a node says and where; where a block ends is a matter of taste. */
function describe(node: SourceNode): unknown {
  const at = node.kind === "sequence" || node.kind === "mapping" ? node.span.start : [node.span.start, node.span.end];
  if (node.kind === "sequence") return { at, items: node.items.map(describe) };
  if (node.kind === "mapping") {
    return { at, entries: node.entries.map(({ key, keySpan, value }) => [key, keySpan, describe(value)]) };
  }
  const { span: _span, ...rest } = node;
  return { at, ...rest };
}

/** Reads a text both ways; tells whether it is plain. */
function compare(text: string): boolean {
  const source = createSourceText("a.yaml", text);
  const plain = parsePlainYaml(source);
  if (plain === undefined) return false;
  try {
    assert.deepEqual(describe(plain), describe(parseAnyYaml(source)));
  } catch (error) {
    if (error instanceof ParseFailure) assert.fail(`${error.message} at ${error.start} of ${text}`);
    throw error;
  }
  return true;
}

test("the documents of the tests are read alike, and most of them directly", () => {
  const count = texts.filter(compare).length;
  assert.ok(count > texts.length * 0.8, `${count} of ${texts.length}`);
  assert.ok(compare(allConstructs.replace("0x02", "2")));
});

test("a broken document is read alike, or left to the package", () => {
  const pieces = `{ } [ ] : " ' - | > & * ? ! # ~ % @ \\ = , null true 1.5 0x1 -7 a: ]: << é`.split(" ");
  const edits = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat({ max: 12 }),
      insert: fc.constantFrom("", " ", "\n", "  ", "\n    ", " #", ": ", "- ", ...pieces),
    }),
    { minLength: 1, maxLength: 3 },
  );
  fc.assert(
    fc.property(fc.constantFrom(allConstructs.replace("0x02", "2"), ...texts), edits, (original, all) => {
      let text = original;
      for (const { at, cut, insert } of all) {
        const start = Math.floor(at * text.length);
        text = text.slice(0, start) + insert + text.slice(start + cut);
      }
      compare(text);
    }),
    { seed, numRuns: 1500 },
  );
});
