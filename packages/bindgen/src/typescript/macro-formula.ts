/**
 * The calculation of a macro as JavaScript. Types of up to 32 bits are numbers and JavaScript's own bit operators do their work;
 * those that are bigints in every signature are bigints here too. Every result is in the range of its C type.
 *
 * @see ECMA-262 6.1.6.1 (Number), 6.1.6.2 (BigInt)
 */
import { integerShape, isWideInteger } from "@koine/ctypes";
import type { Target } from "@koine/ctypes";
import type { SpecExpression, SpecScalar } from "../spec/macro-expression.ts";
import { renderBigintOperation } from "./bigint-formula.ts";
import { isDescribedInteger } from "./basic-descriptors.ts";
import { renderNumberOperation } from "./number-formula.ts";
import { call, isDecided, parenthesize, primary } from "./formula-code.ts";
import type { FormulaCode } from "./formula-code.ts";

/** The JavaScript form of a C type's values, and the range that they are kept in. */
export interface NumberShape {
  readonly form: "number" | "bigint" | "float";
  /** Size in bits; of `bool` one. */
  readonly bits: number;
  readonly isSigned: boolean;
}

/** Renders the expressions of macros for one target. */
export class MacroFormula {
  readonly #target: Target;
  readonly #names: ReadonlyMap<string, string>;
  /** The local name of `c`. */
  readonly #c: string;

  /** @param names Identifiers of the parameters by their C names. */
  constructor(target: Target, names: ReadonlyMap<string, string>, c: string) {
    this.#target = target;
    this.#names = names;
    this.#c = c;
  }

  /** Gives form and range of a type. */
  shapeOf(type: SpecScalar): NumberShape {
    if (type.kind === "bool") return { form: "number", bits: 1, isSigned: false };
    if (type.kind === "float") return { form: "float", bits: type.name === "float" ? 32 : 64, isSigned: true };
    if (!isDescribedInteger(type.name)) throw new Error(`the front end let ${type.name} through`);
    const { byteLength, isSigned } = integerShape(type.name, this.#target);
    return { form: isWideInteger(type.name) ? "bigint" : "number", bits: byteLength * 8, isSigned };
  }

  /** Renders a value in the range of its type. */
  value(expression: SpecExpression): FormulaCode {
    switch (expression.kind) {
      case "parameter":
        return primary(this.#nameOf(expression.name));
      case "integer":
        return this.#literal(expression.value, expression.type);
      case "float":
        return primary(Object.is(expression.value, -0) ? "-0" : String(expression.value));
      case "text":
        return this.#text(expression);
      case "size": {
        const size = call(`${this.#c}.sizeOf`, primary(this.#nameOf(expression.name)));
        return this.shapeOf(expression.type).form === "bigint" ? call("BigInt", size) : size;
      }
      case "conditional": {
        const { condition, whenTrue, whenFalse } = expression;
        const [yes, no] = [this.value(whenTrue), this.value(whenFalse)];
        const test = parenthesize(this.truth(condition), "?");
        return { operator: "?", text: `${test} ? ${parenthesize(yes, "?")} : ${parenthesize(no, "?")}` };
      }
      case "unary":
      case "binary":
        if (isDecided(expression)) return call("Number", this.truth(expression));
        return this.#operation(expression, true);
      case "conversion":
        return this.#operation(expression, true);
      default:
        return expression satisfies never;
    }
  }

  /** Renders a number of which only the lowest 32 bits count, or a bigint of any size. */
  unwrapped(expression: SpecExpression): FormulaCode {
    const isOperation =
      expression.kind === "conversion" ||
      ((expression.kind === "unary" || expression.kind === "binary") && !isDecided(expression));
    return isOperation ? this.#operation(expression, false) : this.value(expression);
  }

  /** Renders what JavaScript takes for true where C takes the expression for true. */
  truth(expression: SpecExpression): FormulaCode {
    if (expression.kind === "unary" && expression.operator === "!") return negate(this.truth(expression.operand));
    if (expression.kind === "binary" && isDecided(expression)) return this.#decision(expression);
    // TypeScript refuses to compare what it knows to differ.
    if (expression.kind === "integer" || expression.kind === "float") return primary(String(isTrue(expression.value)));
    if (listResults(expression)?.every(isTrue) === true) return primary("true");
    const zero = this.shapeOf(expression.type).form === "bigint" ? "0n" : "0";
    return { operator: "!==", text: `${parenthesize(this.value(expression), "!==")} !== ${zero}` };
  }

  /** Renders a comparison, `&&` or `||`. */
  #decision({ operator, left, right }: Extract<SpecExpression, { readonly kind: "binary" }>): FormulaCode {
    const isLogical = operator === "&&" || operator === "||";
    const spelled = operator === "==" ? "===" : operator === "!=" ? "!==" : operator;
    const [a, b] = isLogical ? [this.truth(left), this.truth(right)] : [this.value(left), this.value(right)];
    if (isLogical) {
      const neutral = String(operator === "&&");
      if (a.text === neutral) return b;
      if (b.text === neutral) return a;
    }
    const isEquality = operator === "==" || operator === "!=";
    if (isEquality && areDisjoint(left, right)) return primary(String(operator === "!="));
    return { operator: spelled, text: `${parenthesize(a, spelled)} ${spelled} ${parenthesize(b, spelled, true)}` };
  }

  #operation(
    expression: Extract<SpecExpression, { readonly kind: "unary" | "binary" | "conversion" }>,
    isWrapped: boolean,
  ): FormulaCode {
    const { form } = this.shapeOf(expression.type);
    return form === "bigint"
      ? renderBigintOperation(expression, this, isWrapped)
      : renderNumberOperation(expression, this, isWrapped);
  }

  #nameOf(parameter: string): string {
    return this.#names.get(parameter) ?? parameter;
  }

  #literal(value: bigint, type: SpecScalar): FormulaCode {
    const text = this.shapeOf(type).form === "bigint" ? `${value}n` : String(value);
    return value < 0n ? { operator: "-x", text } : primary(text);
  }

  #text(expression: Extract<SpecExpression, { readonly kind: "text" }>): FormulaCode {
    const parts = expression.parts.map((part) =>
      part.kind === "parameter"
        ? `\${${this.#nameOf(part.name)}}`
        : JSON.stringify(part.text).slice(1, -1).replaceAll('\\"', '"').replaceAll("`", "\\`").replaceAll("${", "\\${"),
    );
    return primary(`\`${parts.join("")}\``);
  }
}

function isTrue(value: bigint | number): boolean {
  return value !== 0n && value !== 0;
}

/** The numbers that an expression chooses from, which are its type to TypeScript; `undefined` if it calculates. */
function listResults(expression: SpecExpression): readonly (bigint | number)[] | undefined {
  if (expression.kind === "integer" || expression.kind === "float") return [expression.value];
  if (expression.kind !== "conditional") return undefined;
  const [yes, no] = [listResults(expression.whenTrue), listResults(expression.whenFalse)];
  return yes && no && [...yes, ...no];
}

function areDisjoint(left: SpecExpression, right: SpecExpression): boolean {
  const [a, b] = [listResults(left), listResults(right)];
  return a !== undefined && b !== undefined && !a.some((value) => b.includes(value));
}

function negate(code: FormulaCode): FormulaCode {
  if (code.text === "true" || code.text === "false") return primary(String(code.text !== "true"));
  const opposite = code.operator === "===" ? "!==" : code.operator === "!==" ? "===" : undefined;
  const spelled = ` ${code.operator} `;
  // Only an outermost comparison has its operator once.
  if (opposite !== undefined && code.text.split(spelled).length === 2) {
    return { operator: opposite, text: code.text.replace(spelled, ` ${opposite} `) };
  }
  return { operator: "-x", text: `!${parenthesize(code, "-x")}` };
}
