/** Type strings: random types there and back, random text, and text that is wrong. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseType, TypeSyntaxError } from "./parse-type.ts";
import { renderType } from "./render-type.ts";
import { conventionNames, floatNames, integerNames, qualifierNames } from "./type-model.ts";
import type { SpecType } from "./type-model.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

const qualifiers = fc.subarray([...qualifierNames]);
const name = fc.stringMatching(/^[A-Za-z_$][\w$.]{0,12}$/);

const { type: anyType } = fc.letrec<{ type: SpecType }>((tie) => {
  const inner = tie("type");
  return {
    type: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.record({ kind: fc.constantFrom("void", "bool", "va-list"), qualifiers }),
      fc.record({ kind: fc.constant("integer"), name: fc.constantFrom(...integerNames), qualifiers }),
      fc.record({ kind: fc.constant("float"), name: fc.constantFrom(...floatNames), qualifiers }),
      fc.record({
        kind: fc.constant("complex"),
        component: fc.constantFrom(...floatNames, ...integerNames),
        qualifiers,
      }),
      fc.record({ kind: fc.constant("unsupported"), text: fc.string(), qualifiers }),
      fc.record({
        kind: fc.constant("reference"),
        to: fc.constantFrom("struct", "union", "enum", "typedef"),
        name,
        qualifiers,
      }),
      fc.record({ kind: fc.constant("pointer"), target: inner, qualifiers }),
      fc.record({ kind: fc.constant("array"), element: inner, length: fc.option(fc.nat()), qualifiers }),
      fc.record({ kind: fc.constant("vector"), element: inner, length: fc.nat(), qualifiers }),
      fc.record({
        kind: fc.constant("function"),
        parameters: fc.array(inner, { maxLength: 4 }),
        result: inner,
        isVariadic: fc.boolean(),
        hasPrototype: fc.constant(true),
        convention: fc.option(fc.constantFrom(...conventionNames)),
        qualifiers,
      }),
    ) as fc.Arbitrary<SpecType>,
  };
});

test("every type reads back as what was printed", () => {
  fc.assert(
    fc.property(anyType, (type) => {
      // The generator also makes objects without a prototype; a clone has one.
      assert.deepEqual(parseType(renderType(type)), structuredClone(type));
    }),
    { seed, numRuns: 2000 },
  );
});

test("text that is accepted prints back as the same text", () => {
  const alphabet = fc.constantFrom(
    "*",
    "const ",
    "[3]",
    "[]",
    "fn(",
    ")",
    ", ",
    "...",
    " ",
    "int",
    "long",
    "s:",
    "P",
    "?",
  );
  fc.assert(
    fc.property(fc.array(alphabet, { maxLength: 8 }), (parts) => {
      const text = parts.join("");
      try {
        assert.equal(renderType(parseType(text)), text);
      } catch (error) {
        assert.ok(error instanceof TypeSyntaxError, String(error));
      }
    }),
    { seed, numRuns: 5000 },
  );
});

for (const text of [
  "*const char",
  "[3][4]t:uint16",
  "fn(*void, s:Point, e:Status) int",
  "*fn(*const char, ...) void",
  "*stdcall fn() unsigned long long",
  "fn(?) int",
  "const volatile *void",
  "vec(4) float",
  "complex long double",
]) {
  test(`reads ${text}`, () => assert.equal(renderType(parseType(text)), text));
}

for (const [text, offset] of [
  ["", 0],
  ["int*", 3],
  ["intx", 0],
  ["*", 1],
  ["[x]int", 1],
  ["fn(int", 6],
  ["fn(...,int) int", 6],
  ["s:", 2],
  ["volatile const int", 9],
  ["[99999999999999999999]int", 1],
] as const) {
  test(`refuses "${text}" at offset ${offset}`, () => {
    assert.throws(() => parseType(text), { constructor: TypeSyntaxError, offset });
  });
}
