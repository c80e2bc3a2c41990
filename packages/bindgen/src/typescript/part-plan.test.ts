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

/** A declaration of a header, of which the plan asks for its part. */
function one(file: string, place: number): SpecDeclaration {
  return constants(file, place + 1)[place] ?? assert.fail();
}

test("folders that fit are whole, others are divided between headers, and headers by their declarations, and numbered from 1", () => {
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
  const partOf = (file: string, place: number): string => plan.partOf(one(file, place), "constant");
  assert.equal(partOf("x.h", 0), "x");
  assert.equal(plan.partOf(point, "type"), "gl-types");
  assert.deepEqual(
    [partOf("gl/huge.h", 0), partOf("gl/huge.h", 1999), partOf("gl/huge.h", 2000)],
    ["gl-1", "gl-1", "gl-2"],
  );
  assert.deepEqual([partOf("gl/a.h", 0), partOf("gl/a.h", 1199)], ["gl-2", "gl-2"]);
  assert.equal(partOf("gl/b.h", 0), "gl-3");
  assert.deepEqual([...plan.entrances], [["gl", ["gl-types", "gl-1", "gl-2", "gl-3"]]]);
});

test("a header is divided at the limit that is given, but types and the enumerators of one enum stay together", () => {
  const color: SpecDeclaration = {
    kind: "enum",
    name: "color",
    file: "a.h",
    isAnonymous: false,
    isFlags: false,
    base: int,
    enumerators: ["RED", "GREEN", "BLUE"].map((name) => ({ name, value: 0n })),
  };
  const plan = planParts([...constants("a.h", 3), color, ...constants("a.h", 5).slice(3)], new Map(), 2);
  const parts = [0, 1, 2, 3, 4].map((place) => plan.partOf(one("a.h", place), "constant"));
  assert.deepEqual(parts, ["a-1", "a-1", "a-2", "a-4", "a-4"]);
  assert.deepEqual([plan.partOf(color, "type"), plan.partOf(color, "constant")], ["a-types", "a-3"]);
  assert.deepEqual([...plan.entrances], [["a", ["a-types", "a-1", "a-2", "a-3", "a-4"]]]);
});
