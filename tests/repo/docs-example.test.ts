/** Promises of the docs examples' extraction: nothing is missed, and every promise in a comment becomes a check. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findExamples, renderExample } from "./docs-example.ts";
import type { DocsExample } from "./docs-example.ts";

function render(code: string): ReturnType<typeof renderExample> {
  return renderExample({ path: "README.md", line: 3, code, mode: "run", reason: "" });
}

test("fences of Markdown are found with line, mode and reason; other languages are not", () => {
  const text = [
    "# Title",
    "```ts",
    "a;",
    "```",
    "```sh",
    "b",
    "```",
    "- item",
    "  ```ts no-run: needs a device",
    "  c;",
    "    d;",
    "  ```",
    "```ts fragment",
    "e",
    "```",
  ].join("\n");
  assert.deepEqual(findExamples({ path: "README.md", text }), [
    { path: "README.md", line: 3, code: "a;\n", mode: "run", reason: "" },
    { path: "README.md", line: 10, code: "c;\n  d;\n", mode: "no-run", reason: "needs a device" },
    { path: "README.md", line: 14, code: "e\n", mode: "fragment", reason: "" },
  ] satisfies DocsExample[]);
});

test("examples in TSDoc are found with the line of the source; fences elsewhere are not", () => {
  const text =
    '/** Owns. */\n\n/**\n * Does.\n *\n * @example\n * ```ts\n * does("```");\n *\n * ```\n */\nconst a = `\n```ts\nx\n```\n`;';
  const found = findExamples({ path: "a.ts", text });
  assert.deepEqual(
    found.map(({ line, code }) => [line, code]),
    [[8, 'does("```");\n\n']],
  );
});

test("a generated module keeps the document's line numbers", () => {
  const { text } = render('import { a } from "koine";\na();');
  assert.equal(text.split("\n").indexOf("a();") + 1, 4);
  assert.match(text.split("\n")[1] ?? "", /^import \* as exampleChecks/);
});

test("an arrow becomes a check of the expression, the variable or the error", () => {
  const { text, problems } = render(
    ["f(1); // → 2", "const a = await g(); // → { b: 1 }", "h(1n, 'x'); // → throws FFI_ARGUMENT_RANGE"].join("\n"),
  );
  assert.deepEqual(problems, []);
  assert.match(text, /^exampleChecks\.expectValue\(f\(1\), \(2\), "README\.md:3"\);$/m);
  assert.match(text, /^const a = await g\(\); exampleChecks\.expectValue\(a, \(\{ b: 1 \}\), "README\.md:4"\);$/m);
  assert.match(
    text,
    /^await exampleChecks\.expectThrow\(async \(\) => h\(1n, 'x'\), "FFI_ARGUMENT_RANGE", "README\.md:5"\);$/m,
  );
});

test("an arrow that cannot become a check is a problem, not a comment", () => {
  for (const line of ["}); // → 2", "return 1; // → 1", "// → 3", "call( // → 1"]) {
    assert.equal(render(line).problems.length, 1, line);
  }
});
