import assert from "node:assert/strict";
import { test } from "node:test";
import { allConstructs } from "../load/all-constructs.case.ts";
import { parseApi } from "../load/load-api.ts";
import type { Api } from "../model/index.ts";
import { computeContract } from "../plan/index.ts";
import { diffApis } from "./diff-apis.ts";

function apiOf(text: string): Api {
  const { api, diagnostics } = parseApi(text, "all.yaml");
  assert.ok(api, diagnostics.map(({ message, span }) => `${span?.line}: ${message}`).join("\n"));
  return api;
}

const original = apiOf(allConstructs);

/** One edit of the document, and what it means. */
const edits: readonly (readonly [from: string, to: string, verdict: string, path: string])[] = [
  ["c_prefix: all", "c_prefix: other", "major", "c_prefix"],
  ["name: everything", "name: nothing", "major", "package.name"],
  ["- { name: Keys, ", "- { name: Names, ", "major", "kv.Keys"],
  ["value: 18446744073709551615", "value: 7", "major", "kv.MAX_KEY"],
  ["name: Green, value: -7", "name: Green, value: -8", "major", "kv.Color.Green"],
  ["doc: Like blood.", "doc: Like roses.", "patch", "kv.Color.Red"],
  ["name: radius, type: f64", "name: radius, type: f32", "major", "kv.Shape.Circle.radius"],
  ["type: u8\n", "type: u16\n", "major", "kv.Access"],
  ['- { name: payload, type: "bytes?" }', "- { name: payload, type: bytes }", "major", "kv.Entry.payload"],
  ["default: Color.Green", "default: Red", "patch", "kv.Entry.color"],
  [", default: Color.Green", "", "major", "kv.Entry.color"],
  ["builder: true\n", "builder: false\n", "major", "kv.Entry"],
  ["message: no such key", "message: no key", "patch", "kv.KvError.NotFound"],
  ["code: -9", "code: -10", "major", "kv.KvError.Full"],
  ["name: get, params: [{ name: key", "name: get, params: [{ name: name", "major", "kv.Store.get.name"],
  ["name: entry, type: Entry, mutable: true", "name: entry, type: Entry", "major", "kv.Store.put.entry"],
  ['async: true, cancellable: true, return: "[Entry]"', 'async: true, return: "[Entry]"', "major", "kv.Store.load"],
  ["event_callback: OnChange }", "event_callback: OnChange, doc: New. }", "patch", "kv.changes"],
  ["name: b, type: i32 }], return: i32", "name: b, type: i32 }], return: i64", "major", "kv.Compare"],
  ["      - { name: counts, return", "      - { name: fresh }\n      - { name: counts, return", "minor", "kv.fresh"],
  [
    "      - name: admin\n",
    "      - name: fresh\n        functions: [{ name: f }]\n      - name: admin\n",
    "minor",
    "kv.fresh",
  ],
];

for (const [from, to, verdict, path] of edits) {
  test(`${JSON.stringify(from)} to ${JSON.stringify(to)} is a ${verdict} change of ${path}`, () => {
    assert.ok(allConstructs.includes(from));
    const changed = apiOf(allConstructs.replace(from, to));
    const difference = diffApis(original, changed);
    assert.equal(difference.verdict, verdict);
    assert.ok(
      difference.changes.some((change) => change.path === path),
      difference.changes.map((change) => change.path).join(", "),
    );
    // A library that refuses bindings of the old version is never called compatible.
    const contract = new Map(computeContract(changed).map((entry) => [entry.path, entry.hash]));
    const isRefused = computeContract(original).some((entry) => contract.get(entry.path) !== entry.hash);
    if (isRefused) assert.equal(difference.verdict, "major");
  });
}

test("a document is no different from itself, however it is laid out", () => {
  const { changes, verdict } = diffApis(original, apiOf(`# Another comment.\n${allConstructs}`));
  assert.deepEqual([changes, verdict], [[], "none"]);
});

test("what is imported counts, too", () => {
  const load = (type: string): Api => {
    const readFile = (): Uint8Array =>
      new TextEncoder().encode(
        `version: "1.0.0"\nc_prefix: b\nmodules: [{ name: m, structs: [{ name: P, layout: c, fields: [{ name: x, type: ${type} }] }] }]\n`,
      );
    const text = `version: "1.0.0"\nimports: [{ name: base, file: b.yaml }]\nmodules: [{ name: n, functions: [{ name: f, return: base.m.P }] }]\n`;
    const { api } = parseApi(text, "a.yaml", { readFile });
    assert.ok(api);
    return api;
  };
  const { changes } = diffApis(load("f32"), load("f64"));
  assert.deepEqual(
    changes.map(({ path, level, change }) => [path, level, change]),
    [["base.m.P.x", "breaking", "the type went from f32 to f64"]],
  );
});
