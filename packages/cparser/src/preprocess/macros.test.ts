/** Macros where they touch what is around them: documentation, redefinition, and what follows one that is too large. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { TranslationUnit } from "../declaration/model.ts";
import { parseTranslationUnit } from "../translation-unit.ts";

function parse(text: string): TranslationUnit {
  const target = requireTarget("x86_64-unknown-linux-gnu");
  return parseTranslationUnit({ entry: "a.h", readFile: (path) => (path === "a.h" ? text : undefined), target });
}

test("a comment before a macro documents what it makes, pasted or not; one that is nearer wins", () => {
  const { functions } = parse(`
#define EMPTY
#define PASTED(name) int name##_t(void)
#define PLAIN(name) int name(void)
/** pasted */ PASTED(a);
/** plain */ PLAIN(b);
/** far */ EMPTY /** near */ int c(void);
/** only */ EMPTY int d(void);
`);
  assert.deepEqual(
    functions.map(({ name, doc }) => [name, doc]),
    [
      ["a_t", "pasted"],
      ["b", "plain"],
      ["c", "near"],
      ["d", "only"],
    ],
  );
});

test("a definition with white space in other places is another one (C17 6.10.3p1)", () => {
  const warnings = (second: string): readonly string[] =>
    parse(`#define A 1 + 2\n#define A ${second}\n`).diagnostics.map(({ code }) => code);
  assert.deepEqual(warnings("1  +\t2"), []);
  assert.deepEqual(warnings("  1 + 2"), []);
  assert.deepEqual(warnings("1 +2"), ["cparser/redefined-macro"]);
  assert.deepEqual(warnings("1+ 2"), ["cparser/redefined-macro"]);
});

test("behind a macro that is too large, the rest of the line is read once", { timeout: 300_000 }, () => {
  const chain = Array.from({ length: 41 }, (_, i) => `#define A${i} ${i === 0 ? "x" : `A${i - 1} A${i - 1} y${i}`}`);
  const { variables, diagnostics } = parse(`${chain.join("\n")}\nint before;\nA40;\nint behind;\n`);
  assert.deepEqual(
    variables.map(({ name }) => name),
    ["before", "behind"],
  );
  assert.equal(diagnostics.filter(({ code }) => code === "cparser/macro-expansion").length, 1);
});
