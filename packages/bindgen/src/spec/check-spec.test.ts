/** What a spec of the right form says wrong is told once, however many targets it is for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { parseSpec } from "./parse-spec.ts";
import { specFormat } from "./model.ts";

const targets = ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu"];

function complain(declarations: object, more: object = {}): readonly string[] {
  const head = { format: specFormat, generator: "0", headers: ["a.h"], libraries: [], targets, defines: [], files: [] };
  const rest = { filter: { include: [], exclude: [] }, skipped: [], docs: {}, lines: {} };
  const text = JSON.stringify({ ...head, ...rest, declarations, ...more });
  return parseSpec(text, "a.json").diagnostics.map(({ message }) => message);
}

const point = { kind: "typedef", name: "point_t", type: "int" };

test("a type that nothing declares is told of each declaration that names it, for all targets at once", () => {
  const typedef = { kind: "typedef", name: "alias", type: "t:pointt" };
  assert.deepEqual(complain({ "a.h": [point, typedef] }), [
    'spec.declarations["a.h"][1]: there is no type pointt; did you mean point_t?',
  ]);
});

test("names that are there twice, and targets that are, are told where they come again", () => {
  const twice = [targets[0], targets[0]];
  assert.deepEqual(complain({ "a.h": [point, point] }, { targets: twice }), [
    `spec.targets[1]: target ${targets[0]} is there twice`,
    'spec.declarations["a.h"][1]: point_t is declared twice',
  ]);
});
