/** The end of a skipped group is where the tokens of the group say that it is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lexFile } from "./lexer.ts";
import { canSkip, endOfGroup } from "./skipped-text.ts";
import { SourceText } from "./source-text.ts";

/** The offset of the directive that ends the group behind the first line, found among all tokens; -1 if it has no end. */
function endByTokens(text: string): number {
  const { tokens, directives } = lexFile(new SourceText("a.h", text));
  let depth = 0;
  for (const index of directives.slice(1)) {
    const keyword = tokens[index + 1];
    if (keyword === undefined || keyword.startsLine) continue;
    if (/^if(?:n?def)?$/.test(keyword.text)) depth++;
    else if (keyword.text === "endif" && depth > 0) depth--;
    else if (depth === 0 && /^(?:endif|else|elif.*)$/.test(keyword.text)) return tokens[index]?.offset ?? -1;
  }
  return -1;
}

/** The same, found in the text. */
function endByText(text: string): number {
  const end = endOfGroup(text, text.indexOf("\n"), 0);
  const first = lexFile(new SourceText("a.h", text)).tokens.find(({ offset }) => offset >= end);
  return first?.offset ?? -1;
}

const lines = [
  ..."#endif|#else|# elif X|#elifdef Y|#if 1|#ifdef A|#ifndef B|#endif // x|#  endif /* x */|%:endif|%: if 1".split(
    "|",
  ),
  ..."/* a */ #endif|# /* b */ endif|/* #endif */|/*\n#endif\n*/ #if 0|/* * / ** */|// #endif|// /*|// */".split("|"),
  ...'#define endif|#endiffy|#ifx|#elifx|#iffy|#error it\'s|#error "|int a; #endif|"#endif|"/*" x|\'/*\' x'.split("|"),
  ..."\"\\\"/*\"|'\\''|'\"'|don't|L'a' 'b|/|a / b|/ /|#|%|%:|# 1 \"a.h\"|\\|\"\\|{}|int f(void);|\t #\tendif|\f#endif".split(
    "|",
  ),
  ..."1'000|0xA'B /*|*/|u8'a'|R\"(|)\"|caf\u00e9|#end\u00e9|#if\\u00e9".split("|"),
];

test("groups made by chance end in the same place by both", () => {
  let state = 7;
  const next = (count: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % count;
  };
  let found = 0;
  for (let round = 0; round < 6000; round++) {
    const group = Array.from({ length: 1 + next(8) }, () => lines[next(lines.length)] ?? "");
    const { text } = new SourceText("a.h", `#if 0\n${group.join("\n")}${next(3) === 0 ? "" : "\n"}`);
    if (!canSkip(text)) continue;
    const end = endByTokens(text);
    if (end >= 0) found++;
    assert.equal(endByText(text), end, text);
  }
  assert.ok(found > 1500, `${found} groups had an end`);
});

test("a group of many lines ends where it ends", () => {
  const text = `#if 0\n${'int a; /* b */ char *c = "d";\n'.repeat(20_000)}#endif\n`;
  assert.equal(endOfGroup(text, 5, 0), text.length - "#endif\n".length);
});

for (const text of ["/* a", "/* a */ /*/", "1'000", "0xF'F", 'R"(a)"']) {
  test(`${text} is left to the lexer`, () => assert.equal(canSkip(text), false));
}
