/** JSON with mistakes: all of them are told, where they are, and nothing that is right is one. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findRange } from "./json-tree.ts";
import { parseJson } from "./parse-json.ts";

/** Mistakes as `line:column what`, with what is marked. */
function tell(text: string): readonly string[] {
  return parseJson(text).mistakes.map(({ start, end, message }) => `${start} ${text.slice(start, end)}| ${message}`);
}

for (const [text, ...mistakes] of [
  ["", "0 | expected a value, got the end"],
  ["{", '0 {| "{" is not closed'],
  ['{"a": 1,}', '7 ,| unexpected comma before "}"'],
  ["[1, 2,]", '5 ,| unexpected comma before "]"'],
  ["[1 2]", "3 | expected a comma"],
  ['{"a": 1 "b": 2}', "8 | expected a comma"],
  ['{"a" 1}', '5 1| expected ":" behind the name'],
  ["{a: 1}", "1 a| a name of JSON stands in double quotes"],
  ["{'a': 'b'}", "1 'a'| text of JSON stands in double quotes", "6 'b'| text of JSON stands in double quotes"],
  ["[1] // one", "4 // one| JSON has no comments"],
  ["[/* one */ 1]", "1 /* one */| JSON has no comments"],
  [
    "[01, +1, 1., .5, 1e, NaN, 0x1]",
    "1 01| 01 is no number of JSON",
    "5 +1| +1 is no number of JSON",
    "9 1.| 1. is no number of JSON",
    "13 .5| .5 is no number of JSON",
    "17 1e| 1e is no number of JSON",
    "21 NaN| expected a value, got NaN",
    "26 0x1| 0x1 is no number of JSON",
  ],
  [
    String.raw`["a\qb", "\u12", "c"]`,
    String.raw`3 \q| \q is no escape of JSON`,
    String.raw`10 \u| \u is no escape of JSON`,
  ],
  ['["a\tb"]', "3 \t| a control character stands in a text"],
  ['["a, 1\n, 2]', '1 "a, 1| the text does not end on its line'],
  [String.raw`["a\"]`, '0 [| "[" is not closed', String.raw`1 "a\"]| the text does not end on its line`],
  ['{"a": 1, "a": 2}', '9 "a"| "a" is there twice'],
  ["[1]]", "3 ]| unexpected text after the document"],
  [
    "[{1]",
    '1 {| "{" is not closed',
    "2 1| a name of JSON stands in double quotes",
    '3 ]| expected ":" behind the name',
  ],
  ["[\u00A01]", "1 \u00A0| U+00A0 is no white space of JSON"],
  ["[True, undefined]", "1 True| expected a value, got True", "7 undefined| expected a value, got undefined"],
  [",", "0 ,| expected a value"],
] as const) {
  test(`mistakes of ${JSON.stringify(text)}`, () => {
    assert.deepEqual(tell(text), mistakes);
  });
}

test("places lead to the last value of a name, as far as the way goes", () => {
  const text = '{"a": [1, {"b": 2}], "c": {}, "c": {"d": 3}}';
  const { root, mistakes } = parseJson(text);
  assert.equal(mistakes.length, 1);
  const mark = (...steps: readonly (string | number)[]): string => {
    const { start, end } = findRange(root, steps);
    return text.slice(start, end);
  };
  assert.equal(mark("a", 0), "1");
  assert.equal(mark("a", 1), '{"b": 2}');
  assert.equal(mark("a", 1, "b"), '"b"');
  assert.equal(mark("c", "d"), '"d"');
  assert.equal(mark("a", 1, "x"), '{"b": 2}');
  assert.equal(mark("x"), "");
});

test("more brackets than any document has, and many mistakes, end early", () => {
  const deep = parseJson("[".repeat(100_000)).mistakes;
  assert.deepEqual(
    deep.map(({ message }) => message),
    ["more than 1000 brackets are open"],
  );
  assert.equal(parseJson("x ".repeat(100_000)).mistakes.length, 2);
  assert.equal(parseJson(`[${"x,".repeat(100_000)}`).mistakes.length, 20);
});

/** The same numbers in each run. */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state >>> 8;
  }
}

test("a text has mistakes when JSON.parse refuses it, and places when it does not", () => {
  const random = randomNumbers(4711);
  const base = '{"a": [1, -2.5e3, "x\\n\\u00e9", null], "b": {"c": true, "d": []}, "e": {}}';
  const parts = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"',
    "'",
    "\\",
    "1",
    "-",
    "e",
    ".",
    " ",
    "\n",
    "/",
    "*",
    "a",
    "tru",
    "\t",
    "\uFEFF",
  ];
  for (let round = 0; round < 20_000; round++) {
    let text = base;
    for (let change = 0; change <= random.next().value % 3; change++) {
      const place = random.next().value % (text.length + 1);
      const removed = random.next().value % 3;
      text = text.slice(0, place) + (parts[random.next().value % parts.length] ?? "") + text.slice(place + removed);
    }
    let value: unknown;
    let isRight = true;
    try {
      value = JSON.parse(text);
    } catch {
      isRight = false;
    }
    const { root, mistakes } = parseJson(text);
    const wrong = mistakes.filter(({ message }) => !message.endsWith("is there twice"));
    assert.equal(wrong.length === 0, isRight, `${JSON.stringify(text)}: ${tell(text).join("; ")}`);
    if (isRight) assert.deepEqual(JSON.parse(text.slice(root?.start, root?.end)), value);
  }
});
