/**
 * Operands whose value depends on the parameters of a macro: the trees that operators, casts and conditions build of them.
 * Types are decided by the callers, which know C's rules; a tree exists only where all of its parts have one.
 */
import { basicType } from "../declaration/basic-types.ts";
import { binaryOperators, unaryOperators } from "../declaration/macro-expression.ts";
import type { MacroExpression, TextPart } from "../declaration/macro-expression.ts";
import { noQualifiers } from "../declaration/qualifiers.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { decodeUtf8, isStringConstant, unknownOperand } from "./operand.ts";
import type { Operand } from "./operand.ts";

/** Operators inside each other; trees that are deeper are not of use to anybody. */
const maximumDepth = 128;
const depths = new WeakMap<MacroExpression, number>();

/** Gives the tree, unless it is too deep; `parts` are what it is made of. */
function bounded(tree: MacroExpression, ...parts: readonly MacroExpression[]): MacroExpression | undefined {
  const depth = parts.reduce((deepest, part) => Math.max(deepest, depths.get(part) ?? 0), 0) + 1;
  depths.set(tree, depth);
  return depth > maximumDepth ? undefined : tree;
}

/** An operand without a value, with or without a tree. */
export function symbolicOperand(expression: MacroExpression | undefined, type: DeclaredType | undefined): Operand {
  return { type, value: undefined, expression };
}

/** The tree of an operand: its own, or that of its constant value. */
export function expressionOf(operand: Operand): MacroExpression | undefined {
  const { type, value, expression } = operand;
  if (expression !== undefined || type === undefined || value === undefined) return expression;
  if (isStringConstant(value)) {
    const isNarrow = value.prefix === "" || value.prefix === "u8";
    const text = isNarrow ? decodeUtf8(Uint8Array.from(value.units)) : undefined;
    return text === undefined ? undefined : { kind: "text", parts: [{ kind: "literal", text }], type };
  }
  if (!isCalculable(type)) return undefined;
  return typeof value === "bigint" ? { kind: "integer", value, type } : { kind: "float", value, type };
}

/** Whether values of a type can be calculated with: integers, enums, `bool` and real floating types. */
function isCalculable(type: DeclaredType): boolean {
  const { kind } = resolveTypedefs(type);
  return kind === "integer" || kind === "bool" || kind === "enum" || kind === "float";
}

function isFloat(type: DeclaredType): boolean {
  return resolveTypedefs(type).kind === "float";
}

/** The tree of a value that C converts without being told. */
export function convertExpression(
  expression: MacroExpression | undefined,
  type: DeclaredType,
): MacroExpression | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === "text") return resolveTypedefs(type).kind === "pointer" ? { ...expression, type } : undefined;
  if (!isCalculable(type)) return undefined;
  if (isSameBasicType(expression.type, type)) {
    const retyped = { ...expression, type };
    depths.set(retyped, depths.get(expression) ?? 0);
    return retyped;
  }
  return bounded({ kind: "conversion", operand: expression, type, isCast: false }, expression);
}

/** The tree of a cast; it stays even where nothing changes, because it tells what a parameter is meant to be. */
export function castExpression(
  expression: MacroExpression | undefined,
  type: DeclaredType,
): MacroExpression | undefined {
  if (expression === undefined || expression.kind === "text" || !isCalculable(type)) {
    return convertExpression(expression, type);
  }
  return bounded({ kind: "conversion", operand: expression, type, isCast: true }, expression);
}

function isSameBasicType(left: DeclaredType, right: DeclaredType): boolean {
  const a = resolveTypedefs(left);
  const b = resolveTypedefs(right);
  if (a.kind === "integer" || a.kind === "float") return b.kind === a.kind && b.name === a.name;
  return a.kind === "bool" && b.kind === "bool";
}

/** The operand that an operator makes of two, of which at least one is no constant. */
export function combineOperands(
  operator: string,
  [left, right]: readonly [Operand, Operand],
  type: DeclaredType,
): Operand {
  const a = expressionOf(left);
  const b = expressionOf(right);
  const known = binaryOperators.find((candidate) => candidate === operator);
  if (isFloat(type) && "%&|^".includes(operator)) return symbolicOperand(undefined, type);
  if (a === undefined || b === undefined || a.kind === "text" || b.kind === "text" || known === undefined) {
    return symbolicOperand(undefined, type);
  }
  return symbolicOperand(bounded({ kind: "binary", operator: known, left: a, right: b, type }, a, b), type);
}

/** The tree of a unary operator; unary plus only promotes. */
export function unaryExpression(
  operator: string,
  operand: MacroExpression | undefined,
  type: DeclaredType,
): MacroExpression | undefined {
  if (operand === undefined || operand.kind === "text") return undefined;
  if (operator === "+") return operand;
  if (operator === "~" && isFloat(type)) return undefined;
  const known = unaryOperators.find((candidate) => candidate === operator);
  return known && bounded({ kind: "unary", operator: known, operand, type }, operand);
}

/** The tree of `condition ? whenTrue : whenFalse`, whose branches have the same type or are texts. */
export function chooseExpression(
  condition: Operand,
  whenTrue: Operand,
  whenFalse: Operand,
): MacroExpression | undefined {
  const [test, yes, no] = [expressionOf(condition), expressionOf(whenTrue), expressionOf(whenFalse)];
  if (test === undefined || yes === undefined || no === undefined || test.kind === "text") return undefined;
  if (isText(yes) !== isText(no)) return undefined;
  return bounded({ kind: "conditional", condition: test, whenTrue: yes, whenFalse: no, type: yes.type }, test, yes, no);
}

function isText(expression: MacroExpression): boolean {
  return expression.kind === "text" || (expression.kind === "conditional" && isText(expression.whenTrue));
}

/** A parameter that stands between strings. */
export function parameterText(name: string): Operand {
  const type: DeclaredType = {
    kind: "array",
    element: basicType("char"),
    length: null,
    isVariableLength: false,
    qualifiers: noQualifiers,
  };
  return symbolicOperand({ kind: "text", parts: [{ kind: "parameter", name }], type }, type);
}

/** Joins adjacent strings (C17 5.1.1.2p6); one without a parameter keeps its value. */
export function joinTexts(operands: readonly Operand[]): Operand {
  const [first] = operands;
  if (first === undefined) return unknownOperand;
  if (operands.length === 1) return first;
  const parts: TextPart[] = [];
  for (const operand of operands) {
    const expression = expressionOf(operand);
    if (expression?.kind !== "text") return unknownOperand;
    parts.push(...expression.parts);
  }
  const { type } = operands.find(({ expression }) => expression !== undefined) ?? first;
  return type === undefined ? unknownOperand : symbolicOperand({ kind: "text", parts, type }, type);
}
