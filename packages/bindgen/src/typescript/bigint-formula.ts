/** Operations whose result is a bigint: C's `long`, `size_t` and everything of 64 bits. */
import type { SpecExpression } from "../spec/macro-expression.ts";
import { call, infix, prefix, primary } from "./formula-code.ts";
import type { FormulaCode } from "./formula-code.ts";
import type { MacroFormula, NumberShape } from "./macro-formula.ts";

type Operation = Extract<SpecExpression, { readonly kind: "unary" | "binary" | "conversion" }>;

/** Renders an operation; `isWrapped` asks for a value in the range of its type. */
export function renderBigintOperation(expression: Operation, formula: MacroFormula, isWrapped: boolean): FormulaCode {
  const shape = formula.shapeOf(expression.type);
  const wrapped = (code: FormulaCode): FormulaCode => (isWrapped ? wrap(code, shape) : code);
  switch (expression.kind) {
    case "conversion":
      return renderConversion(expression.operand, { formula, shape }, isWrapped);
    case "unary": {
      const code = prefix(expression.operator, formula.value(expression.operand));
      return expression.operator === "~" && shape.isSigned ? code : wrapped(code);
    }
    case "binary":
      return renderBinary(expression, { formula, shape }, wrapped);
    default:
      return expression satisfies never;
  }
}

function wrap(code: FormulaCode, { bits, isSigned }: NumberShape): FormulaCode {
  return call(isSigned ? "BigInt.asIntN" : "BigInt.asUintN", primary(String(bits)), code);
}

interface Place {
  readonly formula: MacroFormula;
  readonly shape: NumberShape;
}

function renderBinary(
  { operator, left, right }: Extract<SpecExpression, { readonly kind: "binary" }>,
  { formula, shape }: Place,
  wrapped: (code: FormulaCode) => FormulaCode,
): FormulaCode {
  switch (operator) {
    case "<<":
      return wrapped(infix(formula.value(left), "<<", renderCount(right, { formula, shape })));
    case ">>":
      return infix(formula.value(left), ">>", renderCount(right, { formula, shape }));
    case "&":
    case "|":
    case "^":
    case "%":
      // Of values in range comes a value in range.
      return infix(formula.value(left), operator, formula.value(right));
    case "/":
      return wrapped(infix(formula.value(left), operator, formula.value(right)));
    default:
      return wrapped(infix(formula.unwrapped(left), operator, formula.unwrapped(right)));
  }
}

/** A count that is not known is kept below the width, as processors do: bigints would grow without bounds. */
function renderCount(count: SpecExpression, { formula, shape }: Place): FormulaCode {
  if (count.kind === "integer") return primary(`${count.value}n`);
  const code = formula.value(count);
  const isBigint = formula.shapeOf(count.type).form === "bigint";
  const mask = primary(isBigint ? `${shape.bits - 1}n` : String(shape.bits - 1));
  const limited = infix(code, "&", mask);
  return isBigint ? limited : call("BigInt", limited);
}

function renderConversion(operand: SpecExpression, { formula, shape }: Place, isWrapped: boolean): FormulaCode {
  const from = formula.shapeOf(operand.type);
  switch (from.form) {
    case "bigint": {
      const isInside =
        from.isSigned === shape.isSigned ? from.bits <= shape.bits : shape.isSigned && from.bits < shape.bits;
      if (isInside) return isWrapped ? formula.value(operand) : formula.unwrapped(operand);
      return isWrapped ? wrap(formula.unwrapped(operand), shape) : formula.unwrapped(operand);
    }
    case "float": {
      const code = call("BigInt", call("Math.trunc", formula.value(operand)));
      return isWrapped ? wrap(code, shape) : code;
    }
    case "number": {
      const code = call("BigInt", formula.value(operand));
      const isInside = from.isSigned ? shape.isSigned : from.bits < shape.bits || !shape.isSigned;
      return isWrapped && !isInside ? wrap(code, shape) : code;
    }
    default:
      return from.form satisfies never;
  }
}
