/** Formulas of macros: what is wrapped to the range of its C type, and what needs no wrapping. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { requireTarget } from "@koine/ctypes";
import type { SpecExpression, SpecScalar } from "../spec/macro-expression.ts";
import type { SpecIntegerName } from "../spec/type-model.ts";
import { MacroFormula } from "./macro-formula.ts";

function integer(name: SpecIntegerName): SpecScalar {
  return { kind: "integer", name, qualifiers: [] };
}

function parameter(name: string, type: SpecScalar): SpecExpression {
  return { kind: "parameter", name, type };
}

function render(expression: SpecExpression, triple: string = "x86_64-unknown-linux-gnu"): string {
  return new MacroFormula(requireTarget(triple), new Map(), "c").value(expression).text;
}

test("products are wrapped by the operator where they are signed, and once more where they are not", () => {
  const product = (type: SpecScalar): SpecExpression => {
    return { kind: "binary", operator: "*", left: parameter("a", type), right: parameter("b", type), type };
  };
  assert.equal(render(product(integer("int"))), "Math.imul(a, b)");
  assert.equal(render(product(integer("unsigned int"))), "Math.imul(a, b) >>> 0");
});

test("a bigint of a number is wrapped where its type cannot hold the number", () => {
  const toLong: SpecExpression = {
    kind: "conversion",
    operand: parameter("a", integer("unsigned int")),
    type: integer("long"),
    isCast: true,
  };
  assert.equal(render(toLong), "BigInt(a)");
  // Where `long` has 32 bits, half of all unsigned numbers are none of its own.
  assert.equal(render(toLong, "x86_64-pc-windows-msvc"), "BigInt.asIntN(32, BigInt(a))");
});

const int = integer("int");

function number(value: bigint): SpecExpression {
  return { kind: "integer", value, type: int };
}

function binary(
  operator: Extract<SpecExpression, { readonly kind: "binary" }>["operator"],
  left: SpecExpression,
  right: SpecExpression,
): SpecExpression {
  return { kind: "binary", operator, left, right, type: int };
}

test("nothing is compared that TypeScript knows to differ", () => {
  const isPositive = binary(">", parameter("a", int), number(0n));
  const choice = (yes: bigint, no: bigint): SpecExpression => {
    return { kind: "conditional", condition: isPositive, whenTrue: number(yes), whenFalse: number(no), type: int };
  };
  assert.equal(render(binary("&&", isPositive, number(1n))), "Number(a > 0)");
  assert.equal(render(binary("||", number(0n), isPositive)), "Number(a > 0)");
  assert.equal(render(binary("&&", isPositive, number(0n))), "Number(a > 0 && false)");
  assert.equal(render(binary("&&", isPositive, choice(1n, 2n))), "Number(a > 0)");
  assert.equal(render(binary("&&", isPositive, choice(1n, 0n))), "Number(a > 0 && (a > 0 ? 1 : 0) !== 0)");
  assert.equal(render(binary("==", choice(1n, 2n), number(3n))), "Number(false)");
  assert.equal(render(binary("!=", number(3n), choice(1n, 2n))), "Number(true)");
  assert.equal(render(binary("==", choice(1n, 2n), number(2n))), "Number((a > 0 ? 1 : 2) === 2)");
  assert.equal(render({ kind: "unary", operator: "!", operand: choice(1n, 2n), type: int }), "Number(false)");
});
