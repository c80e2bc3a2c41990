/** What is calculated quickly of a condition is what C's rules give; what is unusual is left to them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import type { Token } from "../lex/token.ts";
import { Assertions } from "./assertions.ts";
import { ConditionFailure } from "./condition.ts";
import { ConditionEvaluator } from "./condition-evaluator.ts";
import { Preprocessor } from "./preprocessor.ts";
import { QuickCondition } from "./quick-condition.ts";

const preprocessor = new Preprocessor({
  target: requireTarget("x86_64-unknown-linux-gnu"),
  predefined: `
#define ONE 1
#define LONG 200809L
#define HEX 0x10
#define UNSIGNED 4u
#define SUM 1 + 1
#define INSIDE (1 + 1)
#define MINUS -1
#define EMPTY
#define SELF SELF
#define CHAIN INSIDE
#define AT_LEAST(major, minor) ((ONE << 16) + HEX >= ((major) << 16) + (minor))
#define OPEN(a, b) a + b
#define SAME(a) (a)
#define USE(feature) USE_ ## feature
#define USE_X 1
#define USE_Y SUM
#define HAS(attribute) __has_attribute (attribute)
#define pure const
#define ASKS (defined ONE)
#define ALIAS SAME
`,
  readFile: () => undefined,
  findBuiltInHeader: () => undefined,
});
const evaluator = new ConditionEvaluator(preprocessor, {
  isCharSigned: true,
  hasClangQueries: false,
  assertions: new Assertions(requireTarget("x86_64-unknown-linux-gnu")),
  canInclude: () => false,
  describeEmbed: () => "0",
});
const quick = new QuickCondition(preprocessor.macros);

function lex(text: string): readonly Token[] {
  return lexSource(new SourceText("<condition>", text));
}

/** What C's rules give; `undefined` for a mistake. */
function evaluate(line: readonly Token[]): number | undefined {
  try {
    return Number(evaluator.evaluate(line));
  } catch (error) {
    assert.ok(error instanceof ConditionFailure);
    return undefined;
  }
}

const operands = [
  ..."0 1 2 7L 0x10 ONE LONG HEX INSIDE CHAIN unknown true !ONE -ONE MINUS (1) (SUM) UNSIGNED SUM EMPTY SELF".split(
    " ",
  ),
  ..."defined(ONE)|defined ONE|defined unknown|!defined(HEX)|AT_LEAST(1, 2)|AT_LEAST(HEX,ONE)|AT_LEAST (1)".split("|"),
  ..."OPEN(1,2)|SAME(1)|SAME(MINUS)|SAME(SAME)|SAME(SUM)|USE (X)|USE(Y)|USE(Z)|HAS(const)|HAS(pure)|HAS(nothing)".split(
    "|",
  ),
  ..."__has_attribute(__unused__)|__has_builtin(__builtin_expect)|ASKS|ALIAS(1)|07|1.0|'a'|099|(|)|defined|SAME|SAME(1".split(
    "|",
  ),
];
const operators = "&& || == != < > <= >= + - * << >> / % & | ^ ? : ,".split(" ");

test("conditions made by chance are the same by both", () => {
  let state = 1;
  const choose = (list: readonly string[]): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return list[(state >>> 8) % list.length] ?? "";
  };
  let usual = 0;
  for (let round = 0; round < 20_000; round++) {
    const parts = [choose(operands)];
    while (choose(["more", "more", "end"]) === "more") parts.push(choose(operators), choose(operands));
    const shapes = ["1", "!(1)", "(1) && X", "defined ONE && 1", "X ? 1 : 2"];
    const text = choose(shapes).replace("1", parts.join(" ")).replace("X", choose(operands));
    const line = lex(text);
    const value = quick.evaluate(line);
    if (value === undefined) continue;
    usual++;
    assert.equal(value, evaluate(line), text);
  }
  assert.ok(usual > 3_000, `${usual} were usual`);
});

const usualConditions: readonly (readonly [text: string, value: number])[] = [
  ["defined ONE && !defined unknown", 1],
  ["LONG >= 199506L", 1],
  ["AT_LEAST (1, 16) || AT_LEAST (2, 0)", 1],
  ["!AT_LEAST (1, 17)", 1],
  ["defined unknown ? unknown >= 2 : defined ONE", 1],
  ["USE (X) && HAS (unused)", 1],
  ["MINUS + 3 << 2", 8],
];

for (const [text, value] of usualConditions) {
  test(`${text} is calculated quickly`, () => assert.equal(quick.evaluate(lex(text)), value));
}

for (const text of [
  "SUM * 2",
  "UNSIGNED > MINUS",
  "1 / 0",
  "ONE ONE",
  "",
  "__has_include(<a.h>)",
  "SELF",
  "1 << 70",
  "__LINE__",
]) {
  test(`"${text}" is left to C's rules`, () => assert.equal(quick.evaluate(lex(text)), undefined));
}
