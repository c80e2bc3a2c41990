/** A `#define` that is kept as one token is the tokens that it stands for, whatever its line is made of. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lexDefinition, lexFile, lexSource } from "./lexer.ts";
import type { CommentPolicy } from "./lexer.ts";
import { SourceText } from "./source-text.ts";
import type { Token } from "./token.ts";

/** What lines of definitions are made of, and what makes them no plain ones. */
const pieces = [
  [
    "#define A",
    "# define _b$ ",
    "#define ",
    "#",
    "define",
    "%:define A ",
    "#define defined 1",
    "#define L'a'",
    "##",
    "%:%:",
  ],
  ["\n", "\n", "\n", "\r\n", " ", "  ", "\t", "\\\n", "\\ \n", "\f", "\0"],
  ["/*", "*/", "/* c */", "/** d */", "/**< e */", "//", "// x\n", "#define Y /* a\n*/ 2", '#define S "a/*" // t\n'],
  ['"', "'", '"s"', "'c'", "L", "u8", 'R"(', 'R"x(a)x"', "(", ")", "#define F(x) x"],
  ["#define F(x,y) ", "# define G( a ) b", "#define H() 1", "x", "(x)", ",", "__VA_OPT__", "(x, x)", "(...)"],
  [
    "a",
    "b1",
    "1",
    "1.5e+3",
    "1'000",
    "1'e+",
    "e",
    "p",
    "+",
    "-",
    "\\",
    "\\u00c1",
    "é",
    "...",
    ".5",
    "<<=",
    "<:",
    "/",
    "@",
    "`",
  ],
].flat();

/** Numbers that look like chance, the same in every run. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    yield state >>> 8;
  }
}

function makeText(chance: Generator<number, never>): string {
  const length = 1 + (chance.next().value % 14);
  return Array.from({ length }, () => pieces[chance.next().value % pieces.length] ?? "").join("");
}

function describe(token: Token): unknown[] {
  const { kind, text, offset, hasSpaceBefore, startsLine, doc } = token;
  return [kind, text, offset, hasSpaceBefore, startsLine, doc];
}

function checkText(text: string, comments: CommentPolicy): void {
  const source = new SourceText("test.h", text);
  const plain = lexSource(source, comments);
  const { tokens, directives, definitionEnds } = lexFile(source, comments);
  let position = 0;
  for (const [index, token] of tokens.entries()) {
    const end = definitionEnds[directives.indexOf(index)] ?? -1;
    const hash = plain[position];
    const isDirective = hash?.startsLine === true && hash.kind === "punctuator" && hash.text === "#";
    assert.equal(directives.includes(index), isDirective, text);
    if (end < 0) {
      assert.deepEqual([describe(token), token.trailingDoc], [hash && describe(hash), hash?.trailingDoc], text);
      position++;
      continue;
    }
    const body = lexDefinition(token, end);
    const hasParameters = source.text.charAt(token.offset + token.text.length) === "(";
    const close = hasParameters ? plain.findIndex(({ text: each }, at) => at > position && each === ")") : position + 2;
    const headLength = close + 1 - position;
    const line = plain.slice(position, position + headLength + body.length);
    const last = line.at(-1);
    assert.deepEqual(
      ["#", "define", token.text],
      line.slice(0, 3).map((each) => each.text),
    );
    assert.deepEqual(body.map(describe), line.slice(headLength).map(describe), text);
    assert.deepEqual(
      [token.offset, token.doc, token.trailingDoc],
      [line[2]?.offset, hash?.doc, last?.trailingDoc],
      text,
    );
    position += line.length;
    assert.notEqual(plain[position]?.startsLine, false, text);
  }
  assert.equal(position, plain.length, text);
}

test("a plain definition is one token, the name, and gives the tokens of its replacement", () => {
  const source = new SourceText("test.h", '/** a */\n#define A 1 + "/*" // b\n# define B\nint c;\n');
  const { tokens, directives, definitionEnds } = lexFile(source);
  assert.deepEqual(
    tokens.map(({ text }) => text),
    ["A", "B", "int", "c", ";"],
  );
  assert.deepEqual(directives, [0, 1]);
  const bodies = tokens.slice(0, 2).map((token, index) => lexDefinition(token, definitionEnds[index] ?? 0));
  assert.deepEqual(
    bodies.map((body) => body.map(({ text }) => text)),
    [["1", "+", '"/*"'], []],
  );
  assert.equal(tokens[0]?.doc, "/** a */");
});

test("what is no plain definition is read as before", () => {
  for (const line of [
    "#define F(x, x) x",
    "#define F(x...) x",
    "#define F(x) #x",
    "#define F()",
    "#define A /* b\n*/ 1",
    "#define S 'x",
    "#define P a ## b",
    "#define",
  ]) {
    assert.equal(lexFile(new SourceText("test.h", line)).definitionEnds[0], -1, line);
  }
});

test("files have the same tokens with plain definitions and without", () => {
  const chance = numbers(1);
  for (let count = 0; count < 4000; count++) {
    const text = makeText(chance);
    checkText(text, "doc-comments");
    checkText(text, "all-comments");
  }
});
