import assert from "node:assert/strict";
import { test } from "node:test";
import { parseApi } from "../load/load-api.ts";
import { computeContract, hashText } from "./fingerprint.ts";

test("texts hash as FNV-1a does", () => {
  // The first three are from the algorithm's published test vectors.
  assert.equal(hashText(""), 0xcbf29ce484222325n);
  assert.equal(hashText("a"), 0xaf63dc4c8601ec8cn);
  assert.equal(hashText("foobar"), 0x85944171f73967e8n);
  const byDefinition = (text: string): bigint => {
    let hash = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(text)) {
      hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
    }
    return hash;
  };
  for (const text of ["kv.Store.put", "ü 世界 🌍", "\u{ff}".repeat(500)])
    assert.equal(hashText(text), byDefinition(text));
});

test("a contract has the imported types that its declarations name, with what these name in turn", () => {
  const readContract = (member: string): ReadonlyMap<string, bigint> => {
    const shapes = `version: "1.0.0"
c_prefix: shapes
modules:
  - name: plane
    structs:
      - { name: Point, layout: c, fields: [{ name: x, type: ${member} }] }
      - { name: Line, layout: c, fields: [{ name: from, type: Point }] }
      - { name: Unused, layout: c, fields: [{ name: x, type: i32 }] }
`;
    const document = `version: "1.0.0"
imports: [{ name: shapes, file: shapes.yml }]
modules: [{ name: canvas, functions: [{ name: draw, params: [{ name: line, type: shapes.plane.Line }] }] }]
`;
    const { api } = parseApi(document, "canvas.yml", { readFile: () => new TextEncoder().encode(shapes) });
    assert.ok(api !== undefined);
    return new Map(computeContract(api).map(({ path, hash }) => [path, hash]));
  };
  const [first, second] = [readContract("f64"), readContract("f32")];
  assert.deepEqual([...first.keys()].toSorted(), ["canvas.draw", "shapes.plane.Line", "shapes.plane.Point"]);
  const changed = [...first].flatMap(([path, hash]) => (second.get(path) === hash ? [] : [path]));
  assert.deepEqual(changed, ["shapes.plane.Point"]);
});
