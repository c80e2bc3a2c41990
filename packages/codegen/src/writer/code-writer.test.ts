import assert from "node:assert/strict";
import { test } from "node:test";
import { CodeWriter } from "./code-writer.ts";

test("blocks indent what is written inside them, also several lines at once", () => {
  const writer = new CodeWriter();
  writer.block("if (a) {", () => writer.block("if (b) {", () => writer.line("x();\ny();"), "}"), "}");
  assert.equal(writer.toString(), "if (a) {\n  if (b) {\n    x();\n    y();\n  }\n}\n");
});

test("blank lines never double, never open or close the file", () => {
  const writer = new CodeWriter();
  writer.blank().line("a").blank().blank().line("b").blank();
  assert.equal(writer.toString(), "a\n\nb\n");
});

test("no line ends in white space", () => {
  const writer = new CodeWriter();
  writer.indent(() => writer.line("a  ").line("").line("   "));
  assert.equal(writer.toString(), "  a\n");
});

test("text of several lines is trimmed like lines that are written alone", () => {
  for (const text of ["a \nb", "\na\n\nb", "a\n\nb\n", "a\nb\t", "a\r\nb", "a\n  b\n"]) {
    const alone = new CodeWriter().line("x").lines(text.split("\n")).blank().line("y").toString();
    assert.equal(new CodeWriter().line("x").line(text).blank().line("y").toString(), alone);
  }
});

test("a comment of one line stays on one line, several become a block", () => {
  const writer = new CodeWriter();
  writer.doc("One.").doc("\nFirst.\n\nSecond.  \n");
  assert.equal(writer.toString(), "/** One. */\n/**\n * First.\n *\n * Second.\n */\n");
});

test("text cannot end the comment that it stands in", () => {
  assert.equal(new CodeWriter().doc("a */ evil()").toString(), "/** a *\\/ evil() */\n");
});

test("no comment is written for no text", () => {
  assert.equal(new CodeWriter().doc(undefined).doc(" \n ").line("x").toString(), "x\n");
});

test("indentation is restored when the body of a block throws", () => {
  const writer = new CodeWriter();
  assert.throws(() => writer.indent(() => assert.fail("stop")));
  assert.equal(writer.line("x").toString(), "x\n");
});

test("raw text keeps its own indentation", () => {
  const writer = new CodeWriter();
  writer.indent(() => writer.raw("a\n\tb\n"));
  assert.equal(writer.toString(), "a\n\tb\n");
});
