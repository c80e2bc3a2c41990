/** The front end over whole documents: all constructs, all formats, what imports do, and input that is no document. */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { parse } from "yaml";
import { lowerAbi } from "../abi/index.ts";
import { planApi } from "../plan/index.ts";
import { allConstructs } from "./all-constructs.case.ts";
import { loadApi, parseApi } from "./load-api.ts";

test("a document with every construct resolves, lowers and plans", () => {
  const { api, diagnostics } = parseApi(allConstructs, "all.yaml");
  assert.deepEqual(diagnostics, []);
  assert.ok(api);
  assert.equal(api.prefix, "all");
  assert.deepEqual(api.generators, { c: { header_name: "all.h" }, go: { module_path: "example.org/all" } });
  const [kv] = api.modules;
  assert.ok(kv);
  assert.equal(kv.doc, "A store of keys.\n\nIt has two paragraphs.");
  assert.deepEqual(kv.constants[0]?.value, { kind: "integer", value: 18446744073709551615n });
  assert.deepEqual(kv.constants[4]?.value, { kind: "flags", id: "kv.Access", names: ["Read", "Write"], value: 3n });
  assert.deepEqual(
    kv.flags[0]?.members.map(({ value }) => value),
    [1n, 2n, 3n],
  );
  assert.deepEqual(kv.records[0]?.fields[1]?.type, { kind: "string", isBorrowed: false });
  assert.equal(kv.records[2]?.layout, "c");
  assert.equal(kv.interfaces[0]?.constructors[0]?.throws, "kv.KvError");
  assert.deepEqual(kv.interfaces[0]?.constructors[0]?.result, { kind: "interface", id: "kv.Store" });
  assert.equal(kv.modules[0]?.functions[0]?.throws, "kv.KvError");
  assert.deepEqual(kv.modules[0]?.path, ["kv", "admin"]);
  const plan = planApi(api, lowerAbi(api));
  assert.ok(plan.contract.some(({ path }) => path === "kv.Store.load"));
});

test("YAML, JSON and TOML give the same document", () => {
  const data = parse(allConstructs, { intAsBigInt: true }) as unknown;
  const json = JSON.stringify(data, (_, value: unknown) => (typeof value === "bigint" ? `#${value}` : value), 2);
  const fromJson = parseApi(json.replaceAll(/"#(-?\d+)"/g, "$1"), "all.json");
  assert.deepEqual(fromJson.diagnostics, []);
  const fromYaml = parseApi(allConstructs, "all.yaml");
  assert.deepEqual(withoutPlaces(fromJson.api), withoutPlaces(fromYaml.api));

  const toml = parseApi(tomlDocument, "small.toml");
  assert.deepEqual(toml.diagnostics, []);
  const yaml = parseApi(tomlTwin, "small.yaml");
  assert.deepEqual(withoutPlaces(toml.api), withoutPlaces(yaml.api));
});

const tomlDocument = `version = "1.0.0"
c_prefix = "t"
[generators.c]
prefix = "x"
[[modules]]
name = "a"
doc = '''
Two
lines'''
functions = [{ name = "f", params = [{ name = "n", type = "[i32]" }] }]
[[modules.structs]]
name = "S"
fields = [{ name = "x", type = "u64", default = 9223372036854775807 }]
[[modules.structs]]
name = "T"
fields = [{ name = "y", type = "f64", default = 1.5 }]
[[modules]]
name = "b"
[[modules.modules]]
name = "c"
functions = [{ name = "g", return = "a.S" }]
`;

const tomlTwin = `version: "1.0.0"
c_prefix: t
generators: { c: { prefix: x } }
modules:
  - name: a
    doc: |-
      Two
      lines
    functions: [{ name: f, params: [{ name: n, type: "[i32]" }] }]
    structs:
      - { name: S, fields: [{ name: x, type: u64, default: 9223372036854775807 }] }
      - { name: T, fields: [{ name: y, type: f64, default: 1.5 }] }
  - name: b
    modules:
      - { name: c, functions: [{ name: g, return: a.S }] }
`;

/** What a document says, without where it says it. */
function withoutPlaces(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => {
      if (key === "span" || key === "file") return undefined;
      if (key === "name" && (value === "all" || value === "small")) return undefined;
      return typeof value === "bigint" ? String(value) : value;
    }),
  );
}

test("imports give types under their name, and are read once each", () => {
  const files: Readonly<Record<string, string>> = {
    "a.yaml": `version: "1.0.0"
imports: [{ name: b, file: lib/b.json }, { name: c, file: c.toml }]
modules:
  - name: main
    functions:
      - { name: f, params: [{ name: point, type: b.geo.Point }, { name: color, type: c.paint.Color }], return: b.geo.Path }
`,
    "lib/b.json": `{ "version": "1.0.0", "c_prefix": "bb", "imports": [{ "name": "c", "file": "../c.toml" }], "modules": [
  { "name": "geo", "structs": [
    { "name": "Point", "layout": "c", "fields": [{ "name": "x", "type": "f64" }] },
    { "name": "Path", "fields": [{ "name": "color", "type": "c.paint.Color", "default": "Red" }] } ] } ] }`,
    "c.toml": `version = "1.0.0"
c_prefix = "cc"
[[modules]]
name = "paint"
enums = [{ name = "Color", variants = [{ name = "Red", value = 3 }] }]
`,
  };
  const read: string[] = [];
  const readFile = (file: string): Uint8Array => {
    read.push(file);
    return new TextEncoder().encode(files[file]);
  };
  const { api, diagnostics } = loadApi("a.yaml", { readFile });
  assert.deepEqual(diagnostics, []);
  assert.deepEqual(read, ["a.yaml", "lib/b.json", "c.toml"]);
  const [point, color] = api?.modules[0]?.functions[0]?.parameters ?? [];
  assert.deepEqual(point?.type, { kind: "struct", id: "b.geo.Point" });
  assert.deepEqual(color?.type, { kind: "enum", id: "c.paint.Color" });
  assert.ok(api);
  const { parameters } = lowerAbi(api).functions.get("koine_main_f") ?? { parameters: [] };
  assert.deepEqual(
    parameters.map(({ type }) => ("symbol" in type ? type.symbol : type.kind)),
    ["bb_geo_Point", "cc_paint_Color", "pointer"],
  );
});

/** Reads bytes as a document, and gives the codes of what is wrong. */
function codesOf(bytes: Uint8Array | string, file = "input.yaml"): readonly string[] {
  const content = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
  const result = loadApi(file, { readFile: () => content });
  assert.equal(result.api, undefined);
  return [...new Set(result.diagnostics.map(({ code }) => code))];
}

test("input that is no document is a diagnostic", () => {
  assert.deepEqual(codesOf(new Uint8Array(64).fill(0)), ["idl/invalid-encoding"]);
  assert.deepEqual(codesOf(Uint8Array.of(0xff, 0xfe, 0x61, 0)), ["idl/invalid-encoding"]);
  assert.deepEqual(codesOf("x".repeat(10 * 1024 * 1024)), ["idl/too-large"]);
  assert.deepEqual(codesOf("", "empty.json"), ["idl/syntax"]);
  assert.deepEqual(codesOf(""), ["idl/wrong-value"]);
  assert.deepEqual(codesOf("", "empty.toml"), ["idl/missing-key"]);
  assert.deepEqual(codesOf("- a\n- b\n"), ["idl/wrong-value"]);
  assert.deepEqual(codesOf("a: 1\n---\nb: 2\n"), ["idl/syntax"]);
  assert.deepEqual(codesOf("a: &x [*x]\n"), ["idl/syntax"]);
  assert.deepEqual(codesOf("a: *nowhere\n"), ["idl/syntax"]);
  assert.deepEqual(codesOf('{ "version": "1.0.0", "version": "1.0.0" }', "twice.json"), ["idl/syntax"]);
  assert.deepEqual(codesOf('{ "version": "1.0.0", }', "comma.json"), ["idl/syntax"]);
  assert.deepEqual(codesOf('version = "1.0.0"\nversion = "1.0.0"\n', "twice.toml"), ["idl/syntax"]);
});

test("nesting without end is a diagnostic in every format", () => {
  const deep = 100_000;
  assert.deepEqual(codesOf("[".repeat(deep), "deep.json"), ["idl/too-large"]);
  assert.deepEqual(codesOf("[".repeat(deep) + "]".repeat(deep)), ["idl/too-large"]);
  assert.deepEqual(codesOf(`a = ${"[".repeat(deep)}${"]".repeat(deep)}`, "deep.toml"), ["idl/too-large"]);
  const types = `version: "1.0.0"\nmodules: [{ name: m, functions: [{ name: f, return: "${"[".repeat(deep)}" }] }]\n`;
  assert.deepEqual(codesOf(types), ["idl/type-syntax"]);
});

test("a file that is not there, or is a directory, is a diagnostic", () => {
  const messages = ["nowhere/a.yaml", `${tmpdir()}/`].map((file) => loadApi(file).diagnostics[0]?.message);
  assert.deepEqual(messages, [
    "cannot read nowhere/a.yaml: there is no such file",
    `cannot read ${tmpdir()}/: it is a directory`,
  ]);
});
