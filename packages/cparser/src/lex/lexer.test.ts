import assert from "node:assert/strict";
import { test } from "node:test";
import { cleanDocComment } from "./doc-comment.ts";
import { lexSource } from "./lexer.ts";
import { SourceText } from "./source-text.ts";
import { spanOfToken } from "./token.ts";

function lex(text: string): ReturnType<typeof lexSource> {
  return lexSource(new SourceText("test.h", text));
}

function texts(text: string): string[] {
  return lex(text).map((token) => token.text);
}

test("tokens are split by maximal munch", () => {
  assert.deepEqual(texts("a+++++b"), ["a", "++", "++", "+", "b"]);
  assert.deepEqual(texts("x>>=1...y->z"), ["x", ">>=", "1...y", "->", "z"]);
  assert.deepEqual(texts("a +-"), ["a", "+", "-"]);
  assert.deepEqual(texts("..,.5.e+3.f 0x1p-2 1'000 0xe+1"), [".", ".", ",", ".5.e+3.f", "0x1p-2", "1'000", "0xe+1"]);
  assert.deepEqual(texts("<: :> <% %> %: ::"), ["[", "]", "{", "}", "#", "::"]);
});

test("literals keep their prefix, and an unclosed one ends with its line", () => {
  const tokens = lex('L"a\\"b" u8"c" L\'x\' U"d" xL"e" "open\nnext');
  assert.deepEqual(
    tokens.map((token) => `${token.kind} ${token.text}`),
    [
      'string L"a\\"b"',
      'string u8"c"',
      "character L'x'",
      'string U"d"',
      "identifier xL",
      'string "e"',
      'invalid "open',
      "identifier next",
    ],
  );
});

test("comments are blanks, and characters that are no tokens are kept", () => {
  const tokens = lex("a/*b*/c// d\ne\f@ é");
  assert.deepEqual(
    tokens.map((token) => token.text),
    ["a", "c", "e", "@", "é"],
  );
  assert.deepEqual(
    tokens.map((token) => token.hasSpaceBefore),
    [false, true, true, true, true],
  );
  assert.deepEqual(
    tokens.map((token) => token.startsLine),
    [true, false, true, false, false],
  );
  assert.equal(tokens[3]?.kind, "invalid");
  assert.equal(tokens[4]?.kind, "identifier");
});

test("spans are physical, also behind spliced lines", () => {
  const tokens = lex("a \\\nb\\\r\nc \\ \n  d\ne");
  assert.deepEqual(
    tokens.map((token) => token.text),
    ["a", "bc", "d", "e"],
  );
  const spans = tokens.map((token) => spanOfToken(token));
  assert.deepEqual(
    spans.map(({ line, column, start, end }) => [line, column, start, end]),
    [
      [1, 1, 0, 1],
      [2, 1, 4, 9],
      [4, 3, 15, 16],
      [5, 1, 17, 18],
    ],
  );
});

test("a doc comment belongs to the token behind it, `<` to the one before", () => {
  const tokens = lex(
    "/** one */ a; /**< two */ /*! three */ b, ///< four\n/// five\n/// six\nc //// no\n/**/ d /*** no ***/ e",
  );
  const docs = tokens.map((token) => [token.text, token.doc, token.trailingDoc]);
  assert.deepEqual(docs, [
    ["a", "/** one */", undefined],
    [";", undefined, "/**< two */"],
    ["b", "/*! three */", undefined],
    [",", undefined, "///< four"],
    ["c", "/// five\n/// six", undefined],
    ["d", undefined, undefined],
    ["e", undefined, undefined],
  ]);
});

test("doc comments lose their marks and common indentation", () => {
  assert.equal(cleanDocComment("/** One line. */"), "One line.");
  assert.equal(cleanDocComment("/**\n * First.\n *\n *   code\n *  more\n */"), "First.\n\n  code\n more");
  assert.equal(cleanDocComment("/** First\n    second\n      third */"), "First\nsecond\n  third");
  assert.equal(cleanDocComment("/// a\n///   b"), "a\n  b");
  assert.equal(cleanDocComment("///< behind"), "behind");
  assert.equal(cleanDocComment("/*!< behind */"), "behind");
  assert.equal(cleanDocComment("/* one */\n/* two */"), "one\ntwo");
  assert.equal(cleanDocComment("/*# several */\n/*# lines   */"), "several\nlines");
  assert.equal(cleanDocComment("/**\n * a\n * b\n   c\n * d\n */"), " a\n b\n   c\n d".replaceAll(/^ /gm, ""));
  assert.equal(cleanDocComment("/** List:\n * a\n   b\n   c */"), "List:\n* a\n  b\n  c");
  assert.equal(cleanDocComment("/*#define X */"), "#define X");
  assert.equal(cleanDocComment("/*****\n * Boxed.\n *\n * =====\n *****/"), "Boxed.");
  assert.equal(cleanDocComment("/*********/"), "");
  assert.equal(cleanDocComment("/*****/\n/* a  */\n/*****/"), "a");
  assert.equal(cleanDocComment("/**\n *  a\n *\tb\n */"), " a\nb");
  assert.equal(cleanDocComment("/**\n * a \n *\n *   b\n*/"), "a\n\n  b");
});

test("ordinary comments are joined where they are of one kind, and the one that says most stays", () => {
  const docOf = (text: string): string | undefined => {
    const { doc } = lexSource(new SourceText("a.h", text), "all-comments")[0] ?? {};
    return doc === undefined ? undefined : cleanDocComment(doc);
  };
  assert.equal(docOf("/* one */\n/* two */\nint f(void);"), "one\ntwo");
  assert.equal(docOf("/* title */\n/* long\n * text */\nint f(void);"), "long\ntext");
  assert.equal(docOf("/* long\n * text */\n/* more */\nint f(void);"), "long\ntext");
  assert.equal(docOf("/** doc */\n/* plain */\nint f(void);"), "doc");
  assert.equal(docOf("/*****\n * boxed\n *****/\nint f(void);"), "boxed");
  assert.equal(docOf("/*****\n * boxed\n *****/\n\nint f(void);"), undefined);
  assert.equal(docOf("/*< private >*/\nint f;"), undefined);
});
