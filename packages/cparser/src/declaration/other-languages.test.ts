/** What is said of C++ and Objective-C in headers, and what is read all the same. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { parseTranslationUnit } from "../translation-unit.ts";
import type { TranslationUnit } from "./model.ts";

function parse(text: string): TranslationUnit {
  return parseTranslationUnit({
    entry: "test.h",
    readFile: (path) => (path === "test.h" ? text : undefined),
    target: requireTarget("x86_64-unknown-linux-gnu"),
  });
}

test('what is inside of extern "C" without a guard is read, and the mistake is told once', () => {
  const { functions, diagnostics } = parse(`extern "C" {
/** In the block. */
int first(void);
struct s { int x; };
extern "C" { int nested(struct s *value); }
}
extern "C" int single(int);
int after(void);
`);
  assert.deepEqual(
    functions.map(({ name, doc }) => [name, doc]),
    [
      ["first", "In the block."],
      ["nested", undefined],
      ["single", undefined],
      ["after", undefined],
    ],
  );
  assert.deepEqual(
    diagnostics.map(({ code, severity, message, span }) => [code, severity, message, span?.line]),
    [["cparser/syntax", "error", 'extern "C" is C++, and no compiler of C takes it', 1]],
  );
});

test("a brace that closes nothing is a mistake, also behind a block", () => {
  const { functions, diagnostics } = parse('extern "C" {\nint f(void);\n}\n}\nint g(void);\n');
  assert.deepEqual(
    functions.map(({ name }) => name),
    ["f", "g"],
  );
  assert.deepEqual(
    diagnostics.map(({ span }) => span?.line),
    [1, 4],
  );
});

test("C++ and Objective-C are called by their names", () => {
  const { functions, diagnostics } = parse(
    "namespace a { class B; }\ntemplate<class T> T id(T);\n@class C;\nint plain(int);\n",
  );
  assert.deepEqual(
    functions.map(({ name }) => name),
    ["plain"],
  );
  assert.deepEqual(
    diagnostics.map(({ help }) => /^this is [^:]*/.exec(help ?? "")?.[0]),
    ["this is C++", "this is C++", "this is Objective-C"],
  );
});

test("texts with bytes that are no UTF-8 have no value, because it is not known", () => {
  const { macros } = parse('#define S "caf\uFFFD"\n#define T "caf\u00e9"\n#define C \'\uFFFD\'\n');
  assert.deepEqual(
    macros.map(({ name, value }) => [name, value?.kind === "string" ? value.text : value?.kind]),
    [
      ["S", "other"],
      ["T", "café"],
      ["C", "other"],
    ],
  );
});
