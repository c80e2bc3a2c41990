/** Operations whose result is a JavaScript number: integers of up to 32 bits, and floating types. */
import type { SpecExpression } from "../spec/macro-expression.ts";
import { call, infix, prefix, primary } from "./formula-code.ts";
import type { FormulaCode } from "./formula-code.ts";
import type { MacroFormula, NumberShape } from "./macro-formula.ts";

type Operation = Extract<SpecExpression, { readonly kind: "unary" | "binary" | "conversion" }>;
type Binary = Extract<SpecExpression, { readonly kind: "binary" }>;

/** Renders an operation; `isWrapped` asks for a value in the range of its type. */
export function renderNumberOperation(expression: Operation, formula: MacroFormula, isWrapped: boolean): FormulaCode {
  const shape = formula.shapeOf(expression.type);
  if (shape.form === "float") return renderFloat(expression, formula, shape);
  if (expression.kind === "conversion") return renderConversion(expression, formula, isWrapped);
  if (expression.kind === "unary") {
    const code = prefix(expression.operator, formula.unwrapped(expression.operand));
    // JavaScript's ~ gives a signed number by itself.
    return isWrapped && !(expression.operator === "~" && shape.isSigned) ? wrap(code, shape) : code;
  }
  const code = renderBinary(expression, formula, shape);
  // Fractions must not meet.
  const mustWrap = isWrapped || expression.operator === "/";
  return mustWrap && !isInRange(expression, shape) ? wrap(code, shape) : code;
}

function wrap(code: FormulaCode, { isSigned }: NumberShape): FormulaCode {
  return infix(code, isSigned ? "|" : ">>>", primary("0"));
}

/** Tells whether JavaScript's operator leaves the result in the range of the type. */
function isInRange({ operator, left, right }: Binary, { isSigned }: NumberShape): boolean {
  const isUnshifted = operator === "<<" && right.kind === "integer" && right.value === 0n;
  if (operator === ">>" || isUnshifted) return true;
  if (operator === "*") return isSigned;
  if (operator === "&" && [left, right].some(isSmallMask)) return true;
  return isSigned && ["&", "|", "^", "<<"].includes(operator);
}

function isSmallMask(expression: SpecExpression): boolean {
  return expression.kind === "integer" && expression.value >= 0n && expression.value < 2n ** 31n;
}

function renderBinary({ operator, left, right }: Binary, formula: MacroFormula, shape: NumberShape): FormulaCode {
  switch (operator) {
    case "*":
      return call("Math.imul", formula.unwrapped(left), formula.unwrapped(right));
    case "/":
    case "%":
      if (right.kind === "integer" && right.value !== 0n)
        return infix(formula.value(left), operator, formula.value(right));
      // Bigints, because they know that nothing can be divided by zero.
      return call("Number", infix(call("BigInt", formula.value(left)), operator, call("BigInt", formula.value(right))));
    case "<<":
    case ">>": {
      if (right.kind === "integer" && right.value === 0n) return formula.value(left);
      const spelled = operator === ">>" && !shape.isSigned ? ">>>" : operator;
      return infix(formula.unwrapped(left), spelled, renderCount(right, formula));
    }
    case "&":
    case "|":
    case "^":
      return infix(renderBits(left, formula), operator, renderBits(right, formula));
    default:
      return infix(formula.unwrapped(left), operator, formula.unwrapped(right));
  }
}

/** JavaScript's shifts take the lowest five bits of a count, as processors do. */
function renderCount(count: SpecExpression, formula: MacroFormula): FormulaCode {
  const code = formula.unwrapped(count);
  return formula.shapeOf(count.type).form === "bigint" ? call("Number", code) : code;
}

/** Masks are read in hexadecimal. */
function renderBits(expression: SpecExpression, formula: MacroFormula): FormulaCode {
  if (expression.kind !== "integer" || expression.value < 10n) return formula.unwrapped(expression);
  return primary(`0x${expression.value.toString(16)}`);
}

function renderConversion(
  { operand, type }: Extract<SpecExpression, { readonly kind: "conversion" }>,
  formula: MacroFormula,
  isWrapped: boolean,
): FormulaCode {
  const [from, to] = [formula.shapeOf(operand.type), formula.shapeOf(type)];
  if (to.bits === 1) return call("Number", formula.truth(operand));
  if (from.form === "bigint") {
    const name = to.isSigned ? "BigInt.asIntN" : "BigInt.asUintN";
    return call("Number", call(name, primary(String(to.bits)), formula.unwrapped(operand)));
  }
  const isInside = from.form === "number" && doesContain(to, from);
  if (isInside) return isWrapped ? formula.value(operand) : formula.unwrapped(operand);
  // JavaScript's bit operators cut fractions off, as C does.
  const code = from.form === "float" ? formula.value(operand) : formula.unwrapped(operand);
  return renderNarrowing(code, { to, from }, isWrapped);
}

function doesContain(to: NumberShape, from: NumberShape): boolean {
  if (to.isSigned === from.isSigned) return to.bits >= from.bits;
  return to.isSigned && to.bits > from.bits;
}

function renderNarrowing(
  code: FormulaCode,
  { to, from }: { readonly to: NumberShape; readonly from: NumberShape },
  isWrapped: boolean,
): FormulaCode {
  if (to.bits === 32) return isWrapped || from.form === "float" ? wrap(code, to) : code;
  if (!to.isSigned) return infix(code, "&", primary(`0x${(2 ** to.bits - 1).toString(16)}`));
  const unused = primary(String(32 - to.bits));
  return infix(infix(code, "<<", unused), ">>", unused);
}

function renderFloat(expression: Operation, formula: MacroFormula, shape: NumberShape): FormulaCode {
  const round = (code: FormulaCode): FormulaCode => (shape.bits === 32 ? call("Math.fround", code) : code);
  switch (expression.kind) {
    case "unary":
      return prefix(expression.operator, formula.value(expression.operand));
    case "binary":
      return round(infix(formula.value(expression.left), expression.operator, formula.value(expression.right)));
    case "conversion": {
      const { operand } = expression;
      const from = formula.shapeOf(operand.type);
      const code = formula.value(operand);
      if (from.form === "float" && from.bits <= shape.bits) return code;
      return round(from.form === "bigint" ? call("Number", code) : code);
    }
    default:
      return expression satisfies never;
  }
}
