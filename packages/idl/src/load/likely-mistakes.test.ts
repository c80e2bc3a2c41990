/** Mistakes that people make when they write a document: what is said of each, and where. The catalogue of rules has its own tests. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseApi } from "./load-api.ts";

const head = 'version: "1.0.0"\nmodules:\n  - name: m\n';

/** A document, and what is said: line, column, message and help. */
type Mistake = readonly [what: string, text: string, ...said: readonly RegExp[]];

const inYaml: readonly Mistake[] = [
  ["a line that is indented too far", `${head}     doc: x\n`, /^3:11 .*indented too far/],
  [
    "an item's key that is indented too far",
    `${head}    functions:\n    - name: f\n     doc: x\n`,
    /belongs to nothing above it/,
  ],
  ["tabs", `${head}\tfunctions: []\n`, /^4:1 .*a tab/],
  ["a colon that is missing", 'version: "1.0.0"\nmodules\n  - name: m\n', /^2:1 .*`:` is missing/],
  ["a colon in text", `${head}    doc: Note: this\n`, /^4:10 .*needs quotes/],
  ["text that begins with a sign", `${head}    doc: @since 1\n`, /^4:10 text that begins with @ needs quotes/],
  ["text that begins with a star", `${head}    doc: *very* new\n`, /^4:.*quotes/],
  ["two documents", `${head}---\nmodules: []\n`, /^4:1 a second document/],
  ["a map for a list", `${head}    functions:\n      f: { return: i32 }\n`, /^5:7 .*a list of maps, not a map; .*`- `/],
  [
    "a type in brackets of YAML",
    `${head}    functions: [{ name: f, return: [string] }]\n`,
    /^4:36 .*put it in quotes: "\[string\]"/,
  ],
  [
    "types of other languages",
    `${head}    functions: [{ name: f, params: [{ name: a, type: int }], return: void }]\n`,
    /^4:54 .*`i32`/,
    /^4:70 .*leave the type out/,
  ],
  ["a type that is misspelt", `${head}    functions: [{ name: f, return: sting }]\n`, /^4:36 .*did you mean `string`/],
  [
    "a key that is misspelt",
    `${head}    function: []\n    functions: [{ name: f, retrun: i32 }]\n`,
    /^4:5 .*`functions`/,
    /^5:28 .*`return`/,
  ],
];

const inJson: readonly Mistake[] = [
  ["a comma at the end", '{"version":"1.0.0","modules":[],}', /^1:33 /],
  ["a comma that is missing", '{"version":"1.0.0"\n"modules":[]}', /^2:1 .*","/],
  ["a map for a list", '{"version":"1.0.0",\n"modules":{"name":"m"}}', /^2:11 .*in JSON all stand in \[ \]/],
];

const inToml: readonly Mistake[] = [
  ["text without quotes", "version = 1.0.0\n", /^1:14 .*quotes/],
  ["a table for a list", 'version = "1.0.0"\n[modules]\nname = "m"\n', /^2:1 .*\[\[ \]\]/],
];

for (const [format, mistakes] of [
  ["yml", inYaml],
  ["json", inJson],
  ["toml", inToml],
] as const) {
  for (const [what, text, ...said] of mistakes) {
    test(`${format}: ${what}`, () => {
      const { api, diagnostics } = parseApi(text, `document.${format}`);
      const lines = diagnostics.map(({ span, message, help }) => `${span?.line}:${span?.column} ${message}; ${help}`);
      assert.equal(api, undefined);
      assert.equal(lines.length, said.length, lines.join("\n"));
      for (const [index, expected] of said.entries()) assert.match(lines[index] ?? "", expected);
    });
  }
}

test("functions that would be called like those of the runtime are named, each", () => {
  const modules = ["error: clear", "free: string", "free: bytes", "cancel: token_create", "contract: entry"].map(
    (pair) => {
      const [module, name] = pair.split(": ");
      return `  - { name: ${module}, functions: [{ name: ${name} }] }\n`;
    },
  );
  for (const module of modules) {
    const { diagnostics } = parseApi(`version: "1.0.0"\nc_prefix: x\nmodules:\n${module}`, "x.yml");
    assert.deepEqual(
      diagnostics.map(({ code, span }) => [code, span?.line]),
      [["idl/symbol-collision", 4]],
      module,
    );
  }
});
