/** What is made of usual comments as a whole is what is made of them line by line. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { toTsdoc, toTsdocByLines } from "./to-tsdoc.ts";
import { convertUsualComment } from "./usual-comment.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_123 : Math.trunc(Math.random() * 2 ** 31)),
);
const subject = { name: "item_new", hasMembers: false, linkOf: () => undefined };
const words = ["Makes an item", "never `NULL`", "1", "- listed", "(see below):", "a\tb", "é", "[in] it", "x <y>"];
const marks = [
  "@param count ",
  "\\param  item ",
  "@return ",
  "@returns  ",
  "@brief ",
  "@param count, ",
  "@see ",
  "@param: ",
];
const text = fc.constantFrom(...words.slice(0, 6));
const line = fc.oneof({ weight: 6, arbitrary: text }, { weight: 1, arbitrary: fc.constantFrom(...words) });
const mark = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...marks.slice(0, 4)) }, fc.constantFrom(...marks));
const lineEnd = fc.oneof(
  { weight: 20, arbitrary: fc.constant("\n") },
  fc.constantFrom("\n\n", "\n  ", "\n\t", " \n", "\n\n\n", ""),
);
const block = fc
  .tuple(mark, line, fc.array(fc.tuple(lineEnd, line), { maxLength: 2 }))
  .map((parts) => parts.flat(3).join(""));
const comment = fc
  .tuple(
    fc.constantFrom("", "@brief "),
    fc.array(fc.tuple(line, lineEnd), { maxLength: 3 }),
    fc.constantFrom("", "\n"),
    fc.array(fc.tuple(block, lineEnd), { maxLength: 4 }),
  )
  .map((parts) => parts.flat(3).join("").trim());

test(`random comments are the same both ways, and many are usual (seed ${seed}; repeat with KOINE_SEED)`, () => {
  let usualCount = 0;
  fc.assert(
    fc.property(comment, (written) => {
      const usual = convertUsualComment(written);
      if (usual === undefined) return;
      usualCount++;
      assert.equal(usual, toTsdocByLines(written, subject));
    }),
    { seed, numRuns: 3000 },
  );
  assert.ok(usualCount > 100, `${usualCount} are usual`);
});

test("what has other marks is not usual", () => {
  for (const written of ["Text.", "A &lt; b.\n\n@return 1", "@param a the first\n@see b", "Text.\n\n@return 1 "]) {
    assert.equal(convertUsualComment(written), undefined, written);
  }
  assert.equal(convertUsualComment("Text.\n\n@param a\tb c"), undefined);
  assert.equal(
    convertUsualComment("@brief Text.\n@param a the first\n   and more\n\n\\return 1"),
    "Text.\n\n@param a - the first\n  and more\n@returns 1",
  );
});

test("no comment is too long", () => {
  const long = `${"a\n".repeat(5_000_000)}\n@return b`;
  assert.equal(toTsdoc(long, subject), toTsdocByLines(long, subject));
  assert.ok(toTsdoc(long, subject).endsWith("a\n\n@returns b"));
});
