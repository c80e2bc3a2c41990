/** How a large module is divided into parts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SpecConstant, SpecDeclaration } from "../spec/model.ts";
import { planParts } from "./part-plan.ts";

const int = { kind: "integer", name: "int", qualifiers: [] } as const;

function constants(file: string, count: number): readonly SpecConstant[] {
  return Array.from({ length: count }, (_, place) => ({
    kind: "constant",
    name: `${file.replaceAll(/\W/g, "_")}_${place}`,
    file,
    value: { kind: "integer", value: 0n },
    type: int,
  }));
}

test("folders that fit are whole, others are divided between headers and numbered from 1", () => {
  const point: SpecDeclaration = { kind: "opaque", of: "struct", name: "point", file: "gl/huge.h", isAnonymous: false };
  const plan = planParts(
    [
      point,
      ...constants("gl/huge.h", 2500),
      ...constants("gl/a.h", 1200),
      ...constants("gl/b.h", 800),
      ...constants("x.h", 3),
    ],
    new Map(),
  );
  assert.equal(plan.partOf("x.h", "constant"), "x");
  assert.equal(plan.partOf("gl/huge.h", "type"), "gl-types");
  assert.equal(plan.partOf("gl/huge.h", "constant"), "gl-1");
  assert.equal(plan.partOf("gl/a.h", "constant"), "gl-2");
  assert.equal(plan.partOf("gl/b.h", "constant"), "gl-2");
  assert.deepEqual([...plan.entrances], [["gl", ["gl-types", "gl-1", "gl-2"]]]);
});
