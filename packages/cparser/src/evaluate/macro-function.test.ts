/** What function-like macros are understood as; that the values are right is for gcc to say (`tests/corpus`). */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MacroExpression } from "../declaration/macro-expression.ts";
import { spellType } from "../declaration/spell-type.ts";
import { parseText } from "../oracle/gcc.case.ts";

/** Signature and calculation of a macro as one line, or why it is none. */
function describe(text: string): string {
  const value = parseText(text).macros.at(-1)?.value;
  if (value?.kind !== "function") return value?.kind === "other" ? value.reason : String(value?.kind);
  const parameters = value.parameters.map(({ name, role, type }) => `${name}: ${type ? spellType(type) : role}`);
  return `(${parameters.join(", ")}) ${spellType(value.expression.type)} = ${show(value.expression)}`;
}

function show(expression: MacroExpression): string {
  switch (expression.kind) {
    case "parameter":
      return expression.name;
    case "integer":
    case "float":
      return String(expression.value);
    case "text":
      return expression.parts.map((part) => (part.kind === "literal" ? `"${part.text}"` : part.name)).join(" ");
    case "size":
      return `sizeof(${expression.name})`;
    case "unary":
      return `${expression.operator}${show(expression.operand)}`;
    case "binary":
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case "conditional":
      return `(${show(expression.condition)} ? ${show(expression.whenTrue)} : ${show(expression.whenFalse)})`;
    case "conversion":
      return `${expression.isCast ? "cast" : "to"} ${spellType(expression.type)} ${show(expression.operand)}`;
    default:
      return expression satisfies never;
  }
}

for (const [text, expected] of [
  ["#define F(x) ((x) + 1)", "(x: int) int = (x + 1)"],
  ["#define F(x) ((x) >> 4 & 15)", "(x: unsigned int) unsigned int = ((x >> 4) & 15)"],
  ["#define F(x) (((x) & 1) + (x))", "(x: int) int = ((x & 1) + x)"],
  ["#define F(x) ((unsigned short)(x) << 2)", "(x: unsigned short) int = (to int cast unsigned short x << 2)"],
  ["#define F(x) ((x) & ~7ul)", "(x: unsigned long) unsigned long = (x & 18446744073709551608)"],
  ["#define F(x) ((x) * 0.5)", "(x: double) double = (x * 0.5)"],
  ["#define F(x) (1 << (x))", "(x: int) int = (1 << x)"],
  ["#define F(a, b) ((a) < (b) ? (a) : (b))", "(a: int, b: int) int = ((a < b) ? a : b)"],
  ["#define F(a, b) (sizeof(long) * (a) + (b))", "(a: unsigned long, b: unsigned long) unsigned long = ((8 * a) + b)"],
  ["#define F(t) (sizeof(t) << 16)", "(t: type) unsigned long = (sizeof(t) << 16)"],
  ['#define F(name) "lib" name ".so"', '(name: text) char [] = "lib" name ".so"'],
  ["enum e { A, B = 4 };\n#define G(x) ((x) | B)\n#define F(x) (G(x) == A)", "(x: unsigned int) int = ((x | 4) == 0)"],
  ["#define N 3\n#define F() (N * 2)", "() int = 6"],
  ["#define F(x) ((_Bool)(x) + 1)", "(x: int) int = (to int cast _Bool x + 1)"],
  ["#define F(x) (!(x) || 1)", "(x: int) int = (!x || 1)"],
  ["#define F(x) (1, (x) + 1)", "(x: int) int = (x + 1)"],
  ["int f(int);\n#define F(x) (sizeof f(x), (x) + 1)", "(x: int) int = (x + 1)"],
  ["int f(int);\n#define F(x) ((0 && f(x)), (0 ? f(x) : 1), (x) + 1)", "(x: int) int = (x + 1)"],
] as const) {
  test(`${text.replaceAll("\n", "; ")} is a calculation`, () => {
    assert.equal(describe(text), expected);
  });
}

for (const [text, reason] of [
  ["int f(int);\n#define F(x) f(x)", "it calls f()"],
  ["int f(int);\n#define F(x) (f(x), (x) + 1)", "it calls f()"],
  ["int f(int);\n#define F(x) ((x) != 2 && (f(x), 1))", "it calls f()"],
  ["int f(int);\n#define F(x) ((1 ? f(x) : 0), (x) + 1)", "it calls f()"],
  ["int n;\n#define F(x) (n = 1, (x) + 1)", "it assigns a value"],
  ["int n;\n#define F(x) (n++, (x) + 1)", "it assigns a value"],
  ["#define F(x) (({ for (;;) ; }), (x) + 1)", "it has statements"],
  ["#define F(x) ((x)->y)", "it reads memory"],
  ["#define F(x) ((x) = 1)", "it assigns a value"],
  ["#define F(x) ((x)++)", "it assigns a value"],
  ["#define F(x) do { x; } while (0)", "it is no expression"],
  ["#define F(x) ({ x; })", "it has statements"],
  ["#define F(x) __extension__ ({ x; })", "it has statements"],
  [
    '#define G(x) ({ x; })\n#define F(x) __extension__({ _Pragma("once") G(x); })',
    "it pastes tokens, or depends on where it is used",
  ],
  ["#define F(x) x ## L", "it pastes tokens, or depends on where it is used"],
  ["#define F(x) #x", "it quotes its arguments"],
  ["#define F(x) (x)", "it only repeats its parameter"],
  ["#define F(x, y) ((x) + 1)", "it does not use its parameter y"],
  ["#define F(x, ...) ((x) + 1)", "it takes any number of arguments"],
  ["#define F(x) ((x) + UNKNOWN)", 'it uses "UNKNOWN", which is not declared'],
  ["#define F(t) (sizeof(t) + (t))", "it takes t for a type and for a value"],
  ["#define F(x) (sizeof((x) + 1))", "it depends on the type of its arguments"],
  ["#define F(x) _Generic((x), int: 1, default: 2)", "it depends on the type of its arguments"],
  ["#define F(x) ((x) * 2.0L)", "it calculates with long double"],
  ["#define F(x) ((void *)(x))", "it works on pointers or on something else that is no number"],
  ["#define F(x)", "empty"],
] as const) {
  test(`${text.replaceAll("\n", "; ")} is none: ${reason}`, () => {
    assert.equal(describe(text), reason);
  });
}
