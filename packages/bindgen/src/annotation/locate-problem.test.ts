import assert from "node:assert/strict";
import { test } from "node:test";
import { locateValue } from "./locate-problem.ts";

const text = `// functions: { g: { errno: true } }
const out = { direction: "out" };
export default {
  bind: [
    { module: "a.ts", functions: { f: { parameters: { p: out, q: { as: "no, }" } } } } },
    { module: "b.ts", rename(name) { return name.p; }, functions: { f: { parameters: { "q-r": { as: "bytes" } } }, g: shared } },
  ],
};
const shared = { failure: "zero" };
`;

/** What the span of a path is, with its line. */
function locate(...path: readonly (string | number)[]): string {
  const { start, end, line } = locateValue({ file: "a.ts", text, path: ["bind"] }, path);
  return `${line}: ${text.slice(start, end)}`;
}

test("a value is found in its own object, and in its own element of a list", () => {
  assert.equal(locate(0, "functions", "f", "parameters", "q", "as"), "5: as");
  assert.equal(locate(1, "functions", "f", "parameters", "q-r", "as"), "6: as");
  assert.equal(locate(1, "functions", "f"), "6: f");
});

test("what is not written there is not looked for in its neighbours", () => {
  assert.equal(locate(0, "functions", "g", "errno"), "5: functions");
  assert.equal(locate(1, "functions", "f", "parameters", "q"), "6: parameters");
  assert.equal(locate(1, "rename", "p"), "6: rename");
  assert.equal(locate(7, "functions"), "5: functions");
});

test("a name in a text, in a comment or inside of another object is not the key", () => {
  const other = `export default { bind: {
    /* types: {} */ exclude: ["types: {"],
    choose: { types: { include: ["a", "b*"] } }, types: { a: { opaque: 1 } } } };`;
  const at = (...path: readonly (string | number)[]): string => {
    const { start, end, line } = locateValue({ file: "a.ts", text: other, path: ["bind"] }, path);
    return `${line}: ${other.slice(start - 2, end)}`;
  };
  assert.equal(at("types", "a", "opaque"), "3: { opaque");
  assert.equal(at("types"), "3: , types");
  assert.equal(at("choose", "types", "include", 1), '3: , "b*"');
});

test("what a name stands for is found where its key is the only one", () => {
  assert.equal(locate(1, "functions", "g", "failure"), "9: failure");
  assert.equal(locate(0, "functions", "f", "parameters", "p", "direction"), "2: direction");
  assert.equal(locate(0, "functions", "f", "parameters", "p", "as"), "5: p");
});
