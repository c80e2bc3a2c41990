/** Random constant expressions have the value and the type that GCC gives them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { assertLikeGcc, parseText, skipWithoutGcc } from "./gcc.case.ts";

const seed = Number(
  process.env["KOINE_SEED"] ?? (process.env["CI"] ? 20_261_121 : Math.trunc(Math.random() * 2 ** 31)),
);
const expressionCount = 1500;

const declarations = `
struct S { char c; long l; struct { short s; } in[3]; };
enum E { E_ZERO, E_NEGATIVE = -5, E_LARGE = 70000 };
enum F { F_UNSIGNED = 0xffffffffu };
typedef unsigned short ushort_type;
`;

const types = [
  "char",
  "signed char",
  "unsigned char",
  "short",
  "ushort_type",
  "int",
  "unsigned",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "_Bool",
  "enum E",
  "enum F",
];

const digits = fc.oneof(fc.nat(20), fc.nat(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
const suffix = fc.constantFrom("", "", "u", "l", "ul", "ll", "ULL");
const integer = fc
  .tuple(digits, fc.constantFrom(10, 16, 8, 2), suffix)
  .filter(([value, base, ending]) => base !== 10 || BigInt(value) < 2n ** 63n || ending.toLowerCase().includes("u"))
  .map(([value, base, ending]) => {
    const prefix = { 10: "", 16: "0x", 8: "0", 2: "0b" }[base] ?? "";
    return `${prefix}${value.toString(base)}${ending}`;
  });
const atom = fc.oneof(
  { weight: 6, arbitrary: integer },
  fc.constantFrom("'a'", "'\\377'", "'\\x80'", "'ab'", "L'\\x263a'", "u'x'", "U'y'", "'\\n'", "'\\0'"),
  fc.constantFrom("E_ZERO", "E_NEGATIVE", "E_LARGE", "F_UNSIGNED"),
  fc.constantFrom(
    "sizeof(struct S)",
    "_Alignof(long double)",
    'sizeof "text"',
    "sizeof(int[3])",
    "sizeof(E_LARGE + 1L)",
  ),
  fc.constantFrom(
    "__builtin_offsetof(struct S, in[2].s)",
    "(int)2.75",
    "(signed char)-1.5f",
    "_Generic(1u, int: 1, default: 2L)",
  ),
);

const expression = fc.letrec<{ readonly any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    atom,
    fc.tuple(fc.constantFrom("-", "+", "~", "!"), tie("any")).map(([operator, a]) => `${operator}(${a})`),
    fc.tuple(fc.constantFrom(...types), tie("any")).map(([type, a]) => `(${type})(${a})`),
    fc
      .tuple(tie("any"), fc.constantFrom(..."+ - * / % & | ^ << >> < > <= >= == != && ||".split(" ")), tie("any"))
      .map(([a, operator, b]) =>
        operator === "<<" || operator === ">>" ? `(${a}) ${operator} ((${b}) & 31)` : `(${a}) ${operator} (${b})`,
      ),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `(${a}) ? (${b}) : (${c})`),
    fc
      .tuple(
        atom,
        fc.constantFrom("+", "-", "*", "<<", "&", "<", "||"),
        atom,
        fc.constantFrom("+", "^", "==", "%"),
        atom,
      )
      .map(([a, first, b, second, c]) => `${a} ${first === "<<" ? "+" : first} ${b} ${second} ${c}`),
  ),
})).any;

test(`integer constant expressions (seed ${seed}; repeat with KOINE_SEED)`, { skip: skipWithoutGcc }, () => {
  const expressions = fc.sample(expression, { seed, numRuns: expressionCount });
  const text = `${declarations}${expressions.map((each, index) => `#define C${index} (${each})`).join("\n")}\n`;
  const unit = parseText(text);
  assert.deepEqual(unit.diagnostics, []);
  const evaluated = unit.macros.filter(({ name, value }) => /^C\d/.test(name) && value.kind === "integer");
  // The rest divides by zero.
  assert.ok(evaluated.length > expressionCount * 0.7, `only ${evaluated.length} of ${expressionCount} were evaluated`);
  assertLikeGcc({ ...unit, macros: evaluated }, { text });
});

test("an expression that C does not define has no value", () => {
  const unit = parseText(
    [
      "#define A (1 / 0)",
      "#define B (1 << 64)",
      "#define C (5 % 0u)",
      "#define D (unknown + 1)",
      "#define E f(1)",
    ].join("\n"),
  );
  assert.deepEqual(
    unit.macros.map(({ name, value }) => [name, value.kind]),
    ["A", "B", "C", "D", "E"].map((name) => [name, "other"]),
  );
  const reasons = unit.macros.map(({ value }) => (value.kind === "other" ? value.reason : ""));
  assert.match(reasons[3] ?? "", /uses "unknown", which is not declared/);
});
