import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../backends/fake/compile.ts";
import { renderFactory, selectUsed } from "./generated-source.ts";

test("no two sources are the same text, so that V8 gives each functions of its own", () => {
  const texts = Array.from({ length: 3 }, () => renderFactory("return function same() { return $a; };", ["a"]).body);
  assert.equal(new Set(texts).size, texts.length);
});

test("values are constants in the source, and only those that it names", () => {
  const used = selectUsed("return $a + $b;", { a: 1, b: 2, c: 3 }, { b: 5 });
  assert.deepEqual(used, { a: 1, b: 5 });
  assert.equal(compile("return $a + $b;", used), 6);
});
