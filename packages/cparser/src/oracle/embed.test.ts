/** `#embed` as Clang carries it out, and what is wrong with one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { TranslationUnit } from "../declaration/model.ts";
import { parseTranslationUnit } from "../translation-unit.ts";
import { judgeWithClang, runClang } from "./clang.case.ts";
import { linuxX64 } from "./gcc.case.ts";

const files: Readonly<Record<string, Uint8Array>> = {
  "data.bin": Uint8Array.from({ length: 300 }, (_, index) => index & 255),
  "empty.bin": new Uint8Array(),
  "bad.bin": Uint8Array.of(0, 255, 0xc3, 0x28, 10, 13),
};

/** Operands of `__has_embed`, with what it gives. */
const answers = [
  ['"data.bin"', "FOUND"],
  ['"none.bin"', "NOT_FOUND"],
  ['"empty.bin"', "EMPTY"],
  ['"data.bin" limit(0)', "EMPTY"],
  ['"data.bin" limit(1) suffix(x y)', "FOUND"],
  ['"data.bin" koine::other(1)', "NOT_FOUND"],
  ['"data.bin" clang::offset(300)', "EMPTY"],
  ["NAME", "FOUND"],
  ["<data.bin>", "NOT_FOUND"],
] as const;

const text = `
#define LIMIT 3
#define ONE 1
#define NAME "bad.bin"
static const unsigned char all[] = {
#embed "data.bin"
};
static const unsigned char limited[] = {
#embed "data.bin" limit(2 + 3)
};
static const unsigned char none[] = { 7,
#embed "data.bin" limit(0) prefix(1, 2,) suffix(, 3) if_empty(4, 5)
};
static const unsigned char empty[] = { 7,
#embed "empty.bin" __prefix__(1, 2,) if_empty(4, 5, 6)
};
static const unsigned char around[] = {
#embed "bad.bin" prefix(1, 2,) suffix(, ONE, 4) __limit__(LIMIT)
};
static const unsigned char offset[] = {
#embed "data.bin" clang::offset(298)
};
static const unsigned char named[] = {
#embed NAME
};
enum { VALUE =
#embed "bad.bin" clang::offset(1) limit(1)
};
#ifndef __has_embed
#error
#endif
${answers.map(([operand, answer], place) => `#if __has_embed(${operand}) == __STDC_EMBED_${answer}__\nint answer_${place};\n#endif`).join("\n")}
`;

function parse(source: string): TranslationUnit {
  return parseTranslationUnit({
    entry: "test.h",
    readFile: (path) => (path === "test.h" ? source : undefined),
    readBytes: (path) => files[path] ?? (path === "elsewhere/far.bin" ? Uint8Array.of(1, 2, 3) : undefined),
    embedDirectories: ["elsewhere"],
    target: linuxX64,
  });
}

function lengths(unit: TranslationUnit): Readonly<Record<string, number | null>> {
  return Object.fromEntries(
    unit.variables.flatMap(({ name, type }) => (type.kind === "array" ? [[name, type.length] as const] : [])),
  );
}

test("files are embedded as Clang embeds them", { timeout: 600_000 }, async () => {
  const unit = parse(text);
  assert.deepEqual(unit.diagnostics, []);
  assert.deepEqual(lengths(unit), {
    all: 300,
    limited: 5,
    none: 3,
    empty: 4,
    around: 7,
    offset: 2,
    named: 6,
  });
  for (let place = 0; place < 9; place++)
    assert.ok(
      unit.variables.some(({ name }) => name === `answer_${place}`),
      `__has_embed ${place}`,
    );
  const verdict = await judgeWithClang(unit, text, files);
  assert.deepEqual(verdict.wrong, [], verdict.output);
  assert.equal(verdict.output, "");
});

test("directories for embedded files, and brackets, which look there only", () => {
  const unit = parse('char a[] = {\n#embed <far.bin>\n};\nchar b[] = {\n#embed "far.bin"\n};\n');
  assert.deepEqual(unit.diagnostics, []);
  assert.deepEqual(lengths(unit), { a: 3, b: 3 });
});

const mistakes = [
  ['#embed "none.bin"', 'file "none.bin" was not found'],
  ["#embed", 'the #embed is invalid: expected "FILE" or <FILE>'],
  ["#embed data.bin", 'the #embed is invalid: expected "FILE" or <FILE>'],
  ['#embed "data.bin" limit', 'the #embed is invalid: expected "(" behind limit'],
  ['#embed "data.bin" limit(', 'the #embed is invalid: a "(" is never closed'],
  ['#embed "data.bin" limit(-1)', "the #embed is invalid: expected a number of bytes, which cannot be negative"],
  ['#embed "data.bin" limit(1) limit(2)', "the #embed is invalid: limit is given twice"],
  ['#embed "data.bin" koine::other(1)', "the #embed is invalid: this parameter is not known"],
  ['#embed "data.bin" other', "the #embed is invalid: this parameter is not known"],
  ['#embed "data.bin" limit(1/0)', "the #embed is invalid: division by zero"],
  ['#embed "data.bin" 3', "the #embed is invalid: expected the name of a parameter"],
] as const;

for (const [line, message] of mistakes) {
  test(`${line} is refused where it stands, as Clang refuses it`, { timeout: 600_000 }, async () => {
    const source = `int before;\n${line}\nint behind;\n`;
    const unit = parse(source);
    assert.deepEqual(
      unit.diagnostics.map((diagnostic) => [diagnostic.message, diagnostic.span?.line]),
      [[message, 2]],
    );
    assert.deepEqual(
      unit.variables.map(({ name }) => name),
      ["before", "behind"],
    );
    assert.match(await runClang({ ...files, "test.c": source }, "test.c"), /^test\.c:2:\d+: (?:fatal )?error: /m);
  });
}

test("an embedded file that is too large is refused, and a part of it is not", () => {
  const large = new Uint8Array(5 * 2 ** 20);
  const read = (source: string): TranslationUnit =>
    parseTranslationUnit({
      entry: "test.h",
      readFile: (path) => (path === "test.h" ? source : undefined),
      readBytes: () => large,
      target: linuxX64,
    });
  assert.deepEqual(
    read('#embed "x"\nint behind;\n').diagnostics.map(({ code, span }) => [code, span?.line]),
    [["cparser/embed-size", 1]],
  );
  const part = read('char a[] = {\n#embed "x" limit(4096 * 1024)\n};\n');
  assert.deepEqual(part.diagnostics, []);
  assert.deepEqual(lengths(part), { a: 4 * 2 ** 20 });
});
