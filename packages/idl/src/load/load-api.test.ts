/** The front end over whole documents: all constructs, all formats, what imports do, and input that is no document. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { lowerAbi } from "../abi/index.ts";
import { planApi } from "../plan/index.ts";
import { allConstructs } from "./all-constructs.case.ts";
import { parseApi } from "./load-api.ts";

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
