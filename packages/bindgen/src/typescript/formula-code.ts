/** Pieces of JavaScript formulas, with parentheses where they are needed or where a reader would look for them. */
import type { SpecExpression } from "../spec/macro-expression.ts";

/** A piece of source; `operator` is the outermost one, empty if there is none, `-x` for prefixes. */
export interface FormulaCode {
  readonly operator: string;
  readonly text: string;
}

/** A name, a literal or a call. */
export function primary(text: string): FormulaCode {
  return { operator: "", text };
}

/** A call with the given arguments. */
export function call(callee: string, ...values: readonly FormulaCode[]): FormulaCode {
  return primary(`${callee}(${values.map(({ text }) => text).join(", ")})`);
}

/** Tells whether an operator gives 0 or 1, which JavaScript has as a boolean. */
export function isDecided(expression: SpecExpression): boolean {
  if (expression.kind === "unary") return expression.operator === "!";
  return expression.kind === "binary" && /^(?:==|!=|<|>|<=|>=|&&|\|\|)$/.test(expression.operator);
}

/** Joins two operands. */
export function infix(left: FormulaCode, operator: string, right: FormulaCode): FormulaCode {
  return {
    operator,
    text: `${parenthesize(left, operator)} ${operator} ${parenthesize(right, operator, true)}`,
  };
}

/** Puts a prefix before an operand. */
export function prefix(operator: string, operand: FormulaCode): FormulaCode {
  return { operator: "-x", text: `${operator}${parenthesize(operand, "-x")}` };
}

/** Operators that are the same whichever of their operands are joined first. */
const associative: ReadonlySet<string> = new Set(["|", "&", "^", "&&", "||"]);

/** Gives the text of an operand of `outer`. */
export function parenthesize({ operator, text }: FormulaCode, outer: string, isRight: boolean = false): string {
  if (operator === "") return text;
  if (operator === "-x") return outer === "-x" ? `(${text})` : text;
  if (outer === "?") return operator === "?" ? `(${text})` : text;
  const isChain = operator === outer && (!isRight || associative.has(outer));
  const isPlain = (outer === "&&" || outer === "||") && /^(?:===|!==|<|>|<=|>=)$/.test(operator);
  return isChain || isPlain ? text : `(${text})`;
}
