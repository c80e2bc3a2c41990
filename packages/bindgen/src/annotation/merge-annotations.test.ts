/** Which of several annotations of one declaration decides. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { mergeAnnotations } from "./merge-annotations.ts";

const pattern = { annotation: { errno: true, stack: "caller" }, isExact: false, path: ["functions", "f*"] } as const;
const other = { annotation: { errno: "throw" }, isExact: false, path: ["functions", "*f"] } as const;
const exact = { annotation: { errno: "throw" }, isExact: true, path: ["functions", "f"] } as const;

test("what is said under the exact name decides, whatever patterns say and wherever it stands", () => {
  for (const statements of [
    [pattern, exact],
    [exact, pattern],
  ]) {
    const merged = mergeAnnotations(statements);
    assert.deepEqual(merged, { annotation: { errno: "throw", stack: "caller" }, problems: [] });
  }
});

test("patterns that contradict each other are reported where the later one speaks", () => {
  const { problems } = mergeAnnotations([pattern, other]);
  assert.deepEqual(
    problems.map(({ message, path }) => [message, path]),
    [['errno is "throw" here, and true by "f*"', ["functions", "*f", "errno"]]],
  );
});
