/** What is calculated quickly of a macro is what expanding and parsing it gives; what is unusual is left to those. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import { intType } from "../declaration/basic-types.ts";
import { UnitBuilder } from "../declaration/unit-builder.ts";
import { makeUnitParser, parseDeclarations } from "../declaration/unit-parser.ts";
import { endOf, lexSource } from "../lex/lexer.ts";
import { SourceText } from "../lex/source-text.ts";
import { Preprocessor } from "../preprocess/preprocessor.ts";
import { defaultStandard } from "../standard/language-standard.ts";
import type { UnitEvaluation } from "./expand-macro.ts";
import { evaluateMacro } from "./macro-value.ts";
import { QuickConstants } from "./quick-constant.ts";

const declarations = `
enum { NONE, FIVE = 5, MINUS = -3, LARGE = 0x80000000u };
struct twelve { char bytes[12]; };
struct open;
typedef unsigned short word;
typedef int list[3];
`;

/** Macros with the two ways to evaluate them. */
function prepare(macros: string, triple: string): { quick: QuickConstants; whole: UnitEvaluation; names: string[] } {
  const target = requireTarget(triple);
  const context = new Preprocessor({
    target,
    predefined: macros,
    readFile: () => undefined,
    findBuiltInHeader: () => undefined,
  });
  const source = new SourceText("test.h", declarations);
  const unit = new UnitBuilder({ target, standard: defaultStandard, packChanges: [], externalNames: new Map() });
  const parser = makeUnitParser(unit, lexSource(source), endOf(source));
  parseDeclarations(parser, unit);
  assert.deepEqual(parser.diagnostics, []);
  const evaluation = { context, parser, target, end: endOf(source) };
  const constants = { evaluate: () => undefined, calculate: () => undefined };
  const names = [...macros.matchAll(/#define (\w+)/g)].map(([, name = ""]) => name);
  return { quick: new QuickConstants(evaluation), whole: { ...evaluation, constants }, names };
}

/** Compares all macros, and gives the names of those that are calculated quickly. */
function compare(macros: string, triple: string = "x86_64-unknown-linux-gnu"): readonly string[] {
  const { quick, whole, names } = prepare(macros, triple);
  const both = { ...whole, constants: quick };
  return names.filter((name) => {
    const macro = whole.context.macros.get(name);
    assert.ok(macro !== undefined);
    const value = evaluateMacro(macro, whole);
    assert.deepEqual(evaluateMacro(macro, both), value, `${name} of ${macros}`);
    if (macro.parameters === undefined) return quick.evaluate(macro) !== undefined;
    const parameters = macro.parameters.map(
      (parameter) => ({ kind: "parameter", name: parameter, type: intType }) as const,
    );
    return quick.calculate(macro, parameters) !== undefined;
  });
}

const usual = `
#define HEX 0xff
#define OCTAL 0755
#define LETTER 'U'
#define SHIFTED (1u << 31)
#define INSIDE (HEX | SHIFTED)
#define SUM 1 + 2
#define ALONE (SUM)
#define ENUMERATED (FIVE | 8)
#define INVERTED ~MINUS
#define SIZE sizeof(struct twelve)
#define POINTERS (sizeof(word *) * 2)
#define CODE(direction, group, number, size) (((direction) << 30) | ((group) << 8) | (number) | ((size) << 16))
#define SIZED(type) (sizeof(type))
#define WRITES(group, number, type) CODE(1U, (group), (number), (SIZED(type)))
#define COMMAND WRITES('U', 3, struct twelve)
#define NUMBER_OF(code) ((code) & 0xff)
#define IS_SMALL(code) ((code) == NONE || !(code))
`;

const unusual = `
#define HALF 1 + 2
#define TORN (HALF * 3)
#define TWICE(x) x + x
#define APART (TWICE(1) * 2)
#define SELF (SELF + 1)
#define CUT (1 << 31)
#define WRAPPED (MINUS + 1u)
#define LONG 1L
#define DIVIDED (7 / 2)
#define DECIMAL 4294967295
#define EMPTY()
#define MISSING NUMBERS(1)
#define OPENED sizeof(struct open)
#define LISTED sizeof(list)
#define PASTED(a) (1 ## a)
#define USES PASTED(2)
#define PLACE __LINE__
#define UNKNOWN (unknown + 1)
#define INDEXED 1(2)
#define CAST (word)3
#define NAMED TWICE
`;

for (const triple of ["x86_64-unknown-linux-gnu", "i686-unknown-linux-gnu", "x86_64-pc-windows-msvc"]) {
  test(`usual macros are calculated, and unusual ones left alone, for ${triple}`, () => {
    const names = [...usual.matchAll(/#define (\w+)/g)].map(([, name]) => name);
    assert.deepEqual(compare(usual, triple), names);
    assert.deepEqual(compare(unusual, triple), ["HALF", "TWICE"]);
  });
}

test("a macro that is one number has the value that the number has in parentheses", () => {
  const numbers = [
    "0",
    "7",
    "0xff",
    "0755",
    "08",
    "1e5",
    "1.5",
    "0x1p3",
    "12abc",
    "4294967296",
    "3ull",
    "1'000",
    "0b101",
  ];
  const text = numbers.flatMap((number, index) => [
    `#define LONE_${index} ${number} /* a number */`,
    `#define SPLICED_${index} \\\n ${number}`,
    `#define PLUS_${index} (${number})`,
  ]);
  const { whole } = prepare(`${text.join("\n")}\n`, "x86_64-unknown-linux-gnu");
  const valueOf = (name: string): unknown => {
    const macro = whole.context.macros.get(name);
    const value = macro && evaluateMacro(macro, whole);
    return value?.kind === "other" ? value.kind : value;
  };
  for (const [index, number] of numbers.entries()) {
    const expected = valueOf(`PLUS_${index}`);
    assert.deepEqual([valueOf(`LONE_${index}`), valueOf(`SPLICED_${index}`)], [expected, expected], number);
  }
  assert.deepEqual(valueOf("LONE_3"), { kind: "integer", value: 493n, type: intType });
});

test("what expands to too much is left to those who know the limit", () => {
  const lines = ["#define D0 (1 | 2)"];
  for (let level = 1; level < 30; level++) lines.push(`#define D${level} (D${level - 1} | D${level - 1})`);
  const { quick, whole } = prepare(lines.join("\n"), "x86_64-unknown-linux-gnu");
  const known = [5, 29].map((level) => {
    const macro = whole.context.macros.get(`D${level}`);
    return macro && quick.evaluate(macro)?.kind;
  });
  assert.deepEqual(known, ["integer", undefined]);
});

test("macros made by chance are calculated as they are expanded and parsed", () => {
  let seed = 62;
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % limit;
  };
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? "";
  const leaves = ["0", "1", "7u", "0x10", "'a'", "FIVE", "MINUS", "LARGE", "31", "sizeof(word)", "0x7fffffff", "2L"];
  let quickly = 0;
  for (let round = 0; round < 100; round++) {
    const objects: string[] = [];
    const functions: string[] = [];
    const expression = (depth: number, names: readonly string[]): string => {
      if (depth === 0) return pick([...leaves, ...objects, ...names, ...names]);
      const inner = (): string => expression(depth - 1, names);
      switch (below(6)) {
        case 0:
          return `(${inner()})`;
        case 1:
          return `${pick(["-", "~", "!", "+"])}${inner()}`;
        case 2:
          return functions.length === 0 ? inner() : `${pick(functions)}(${inner()}, ${inner()})`;
        default:
          return `${inner()} ${pick(["|", "&", "^", "<<", ">>", "+", "-", "*", "==", "&&", "/"])} ${inner()}`;
      }
    };
    let text = "";
    for (let count = 0; count < 6; count++) {
      const hasParentheses = below(4) > 0;
      const wrap = (body: string): string => (hasParentheses ? `(${body})` : body);
      text += `#define O${count} ${wrap(expression(below(3), []))}\n`;
      objects.push(`O${count}`);
      text += `#define F${count}(a, b) ${wrap(expression(1 + below(2), ["a", "(b)"]))}\n`;
      functions.push(`F${count}`);
    }
    quickly += compare(text).length;
  }
  assert.ok(quickly > 300, `${quickly} of 1200`);
});
