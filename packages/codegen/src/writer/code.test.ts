import assert from "node:assert/strict";
import { test } from "node:test";
import { code } from "./code.ts";

test("shared indentation and the blank first and last line are removed", () => {
  const text = code`
    a {
      b
    }
  `;
  assert.equal(text, "a {\n  b\n}");
});

test("an insertion of several lines takes the indentation of its place", () => {
  const text = code`
    a {
      ${["b;", "c {", "  d;", "}"]}
    }
  `;
  assert.equal(text, "a {\n  b;\n  c {\n    d;\n  }\n}");
});

test("blank lines inside an insertion stay empty", () => {
  assert.equal(
    code`
      a {
        ${"b\n\nc"}
      }
    `,
    "a {\n  b\n\n  c\n}",
  );
});

test("a line that holds only an empty insertion disappears", () => {
  const text = code`
    a
    ${[]}
    b
    ${""}
  `;
  assert.equal(text, "a\nb");
});

test("an empty insertion beside text leaves the text", () => {
  assert.equal(code`f(${""});`, "f();");
});

test("insertions are not searched for insertions or indentation", () => {
  assert.equal(code`x = ${"  \0y"};`, "x =   \0y;");
});
