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
