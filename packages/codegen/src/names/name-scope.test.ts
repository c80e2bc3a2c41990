import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { NameScope } from "./name-scope.ts";
import { toPropertyName, typescriptNames } from "./typescript-names.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);

test("names of the input are kept", () => {
  const scope = new NameScope(typescriptNames);
  assert.equal(scope.claim("z_stream_s", "type"), "z_stream_s");
  assert.equal(scope.claim("Z_OK", "constant"), "Z_OK");
});

test("reserved words get a suffix", () => {
  const scope = new NameScope(typescriptNames);
  assert.equal(scope.claim("delete", "function"), "delete_");
  assert.equal(scope.claim("arguments", "parameter"), "arguments_");
});

test("a name taken in the same or in an outer scope gets a suffix", () => {
  const outer = new NameScope(typescriptNames);
  outer.claim("stat", "function");
  assert.equal(outer.claim("stat", "type"), "stat_");
  assert.equal(new NameScope(typescriptNames, { outer }).claim("stat", "parameter"), "stat__");
});

test("locals carry the prefix of the policy", () => {
  assert.equal(new NameScope(typescriptNames).claimLocal("library"), "$library");
});

test("any sequence of names gets distinct identifiers that are not reserved", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("new", "new_", "x", "$x"))),
      (names) => {
        const scope = new NameScope(typescriptNames);
        const identifiers = names.map((name, index) =>
          index % 2 === 0 ? scope.claim(name, "function") : scope.claimLocal(name),
        );
        assert.equal(new Set(identifiers).size, names.length);
        for (const identifier of identifiers) {
          assert.ok(typescriptNames.isIdentifier(identifier), identifier);
          assert.ok(!typescriptNames.reservedWords.has(identifier), identifier);
        }
      },
    ),
    { seed },
  );
});

test("property names are quoted only where they must be", () => {
  assert.equal(toPropertyName("delete"), "delete");
  assert.equal(toPropertyName("a-b"), '"a-b"');
  assert.equal(toPropertyName("__proto__"), '["__proto__"]');
});
