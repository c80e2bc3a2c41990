/**
 * Unary and binary operators on operands.
 *
 * @see C17 6.5
 */
import type { Target } from "@koine/ctypes";
import { intType } from "../declaration/basic-types.ts";
import { noQualifiers, unqualifyType } from "../declaration/qualifiers.ts";
import { layoutOfType, resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import {
  commonType,
  convertOperand,
  isArithmetic,
  isInteger,
  promoteType,
  roundFloat,
  wrapInteger,
} from "./conversions.ts";
import { isStringConstant, truthOf, typedOperand, unknownOperand } from "./operand.ts";
import type { Operand } from "./operand.ts";
import { combineOperands, symbolicOperand, unaryExpression } from "./symbolic.ts";
import { isDecimalFloat, isExactResult, isWideFloat } from "./wide-float.ts";

/** Applies a binary operator other than assignments and the comma. */
export function applyBinary(operator: string, pair: readonly [Operand, Operand], target: Target): Operand {
  const plain = combineInts(operator, pair);
  if (plain !== undefined) return plain;
  const [left, right] = pair.map((operand) => decayOperand(operand)) as [Operand, Operand];
  if (operator === "&&" || operator === "||") return applyLogical(operator, left, right);
  if (left.type === undefined || right.type === undefined) {
    return isComparison(operator) ? typedOperand(intType) : unknownOperand;
  }
  if (!isArithmetic(left.type) || !isArithmetic(right.type)) return applyToPointers(operator, [left, right], target);
  if (operator === "<<" || operator === ">>") return applyShift(operator, [left, right], target);
  const type = commonType(left.type, right.type, target);
  if (type === undefined) return unknownOperand;
  const converted = [convertOperand(left, type, target), convertOperand(right, type, target)] as const;
  const [a, b] = [converted[0].value, converted[1].value];
  const resultType = isComparison(operator) ? intType : type;
  if (typeof a === "bigint" && typeof b === "bigint") {
    const value = isComparison(operator) ? compare(operator, a, b) : calculate(operator, a, b);
    return { type: resultType, value: wrapInteger(value, resultType, target) };
  }
  if (typeof a === "number" && typeof b === "number") {
    return isWideFloat(type, target) || isDecimalFloat(type)
      ? combineWide(operator, converted, { a, b, type })
      : {
          type: resultType,
          value: isComparison(operator) ? compare(operator, a, b) : calculateFloat(operator, { a, b, type }),
        };
  }
  if (converted.some(({ inexact }) => inexact !== undefined)) {
    return { type: resultType, value: undefined, inexact: resultType === type ? "beyond-double" : undefined };
  }
  return combineOperands(operator, converted, resultType);
}

/** What a double cannot tell stays unknown: which of two values is greater that are one double, and what they would give. */
function combineWide(operator: string, [left, right]: readonly [Operand, Operand], operands: FloatOperands): Operand {
  const { a, b, type } = operands;
  const isInexact = left.inexact !== undefined || right.inexact !== undefined;
  if (isComparison(operator)) {
    return { type: intType, value: isInexact && a === b ? undefined : compare(operator, a, b) };
  }
  if (isDecimalFloat(type)) return typedOperand(type);
  if (isInexact) return { type, value: undefined, inexact: "beyond-double" };
  const value = calculateFloat(operator, operands);
  if (value === undefined || !Number.isFinite(a) || !Number.isFinite(b) || (operator === "/" && b === 0)) {
    return { type, value };
  }
  const isUnderflow = value === 0 && a !== 0 && b !== 0 && (operator === "*" || operator === "/");
  if (!Number.isFinite(value) || isUnderflow) return { type, value: undefined, inexact: "beyond-double" };
  return { type, value, inexact: isExactResult(operator, [a, b], value) ? undefined : "rounded" };
}

/** The short way for what most constants are made of: two numbers of type `int`. */
function combineInts(operator: string, [left, right]: readonly [Operand, Operand]): Operand | undefined {
  const [a, b] = [left.value, right.value];
  if (left.type !== intType || right.type !== intType || typeof a !== "bigint" || typeof b !== "bigint")
    return undefined;
  const value = calculate(operator, a, b);
  return value === undefined ? undefined : { type: intType, value: BigInt.asIntN(32, value) };
}

/** Arrays and functions are pointers in expressions (C17 6.3.2.1p3–4). */
export function decayOperand(operand: Operand): Operand {
  if (operand.type === undefined) return operand;
  const resolved = resolveTypedefs(operand.type);
  if (resolved.kind === "array") {
    const value = operand.value ?? operand.address;
    return { ...operand, type: { kind: "pointer", target: resolved.element, qualifiers: noQualifiers }, value };
  }
  if (resolved.kind !== "function") return operand;
  return { ...operand, type: { kind: "pointer", target: operand.type, qualifiers: noQualifiers } };
}

/** What is left of an operand where only its value counts: a pointer for an array, and neither qualifiers nor a name. */
export function valueOfOperand(operand: Operand): Operand {
  const decayed = decayOperand(operand);
  const { type } = decayed;
  return { ...decayed, type: type && unqualifyType(type), reference: undefined };
}

function isComparison(operator: string): boolean {
  return (
    operator === "==" ||
    operator === "!=" ||
    operator === "<" ||
    operator === ">" ||
    operator === "<=" ||
    operator === ">="
  );
}

function applyLogical(operator: string, left: Operand, right: Operand): Operand {
  const a = truthOf(left.value);
  const b = truthOf(right.value);
  // The second operand of a decided operator need not be constant.
  if (a === (operator === "||")) return { type: intType, value: a ? 1n : 0n };
  if (a === undefined || b === undefined) return combineOperands(operator, [left, right], intType);
  return { type: intType, value: b ? 1n : 0n };
}

function applyShift(operator: string, pair: readonly [Operand, Operand], target: Target): Operand {
  const [left, right] = pair;
  if (left.type === undefined || right.type === undefined) return unknownOperand;
  if (!isInteger(left.type) || !isInteger(right.type)) return unknownOperand;
  const type = promoteType(left.type, target);
  const shifted = convertOperand(left, type, target);
  const { value } = shifted;
  const bits = BigInt((layoutOfType(type, target)?.byteLength ?? 8) * 8);
  const count = right.value;
  // A count outside the width has no defined result.
  if (typeof count === "bigint" && (count < 0n || count >= bits)) return typedOperand(type);
  if (typeof value !== "bigint" || typeof count !== "bigint") {
    return combineOperands(operator, [shifted, convertOperand(right, promoteType(right.type, target), target)], type);
  }
  return { type, value: wrapInteger(operator === "<<" ? value << count : value >> count, type, target) };
}

function applyToPointers(operator: string, pair: readonly [Operand, Operand], target: Target): Operand {
  const [left, right] = pair;
  const a = left.value;
  const b = right.value;
  if (isComparison(operator)) {
    if (typeof a !== "bigint" || typeof b !== "bigint") return typedOperand(intType);
    return { type: intType, value: compare(operator, BigInt.asUintN(64, a), BigInt.asUintN(64, b)) };
  }
  if (operator === "+" && right.type !== undefined && resolveTypedefs(right.type).kind === "pointer") {
    return offsetPointer(right, left, { operator, target });
  }
  if (operator !== "+" && operator !== "-") return unknownOperand;
  return offsetPointer(left, right, { operator, target });
}

function offsetPointer(
  pointer: Operand,
  offset: Operand,
  options: { readonly operator: string; readonly target: Target },
): Operand {
  const type = pointer.type;
  const resolved = type && resolveTypedefs(type);
  if (type === undefined || resolved?.kind !== "pointer" || offset.type === undefined) return unknownOperand;
  if (!isInteger(offset.type)) return subtractPointers(pointer, offset, options.target);
  const length = layoutOfType(resolved.target, options.target)?.byteLength;
  if (typeof pointer.value !== "bigint" || typeof offset.value !== "bigint" || length === undefined) {
    return typedOperand(type);
  }
  const distance = offset.value * BigInt(length);
  const value = options.operator === "+" ? pointer.value + distance : pointer.value - distance;
  return { type, value: wrapInteger(value, type, options.target) };
}

function subtractPointers(left: Operand, right: Operand, target: Target): Operand {
  const type: DeclaredType = ptrdiffType(target);
  const resolved = left.type && resolveTypedefs(left.type);
  const length = resolved?.kind === "pointer" ? layoutOfType(resolved.target, target)?.byteLength : undefined;
  if (typeof left.value !== "bigint" || typeof right.value !== "bigint" || !length) return typedOperand(type);
  return { type, value: (left.value - right.value) / BigInt(length) };
}

function ptrdiffType(target: Target): DeclaredType {
  const name = target.pointer.byteLength === target.long.byteLength ? "long" : "long long";
  return { kind: "integer", name: target.pointer.byteLength === 4 ? "int" : name, qualifiers: noQualifiers };
}

function compare<TNumber extends bigint | number>(operator: string, a: TNumber, b: TNumber): bigint {
  switch (operator) {
    case "==":
      return a === b ? 1n : 0n;
    case "!=":
      return a === b ? 0n : 1n;
    case "<":
      return a < b ? 1n : 0n;
    case ">":
      return a > b ? 1n : 0n;
    case "<=":
      return a <= b ? 1n : 0n;
    default:
      return a >= b ? 1n : 0n;
  }
}

function calculate(operator: string, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return b === 0n ? undefined : a / b;
    case "%":
      return b === 0n ? undefined : a % b;
    case "&":
      return a & b;
    case "|":
      return a | b;
    case "^":
      return a ^ b;
    default:
      return undefined;
  }
}

/** Two values of one type. */
interface FloatOperands {
  readonly a: number;
  readonly b: number;
  readonly type: DeclaredType;
}

function calculateFloat(operator: string, operands: FloatOperands): number | undefined {
  const { a, b, type } = operands;
  const value =
    operator === "+"
      ? a + b
      : operator === "-"
        ? a - b
        : operator === "*"
          ? a * b
          : operator === "/"
            ? a / b
            : undefined;
  return value === undefined || type.kind !== "float" ? undefined : roundFloat(value, type.name);
}

/** Applies `+`, `-`, `~` or `!`. */
export function applyUnary(operator: string, operand: Operand, target: Target): Operand {
  const { type, value, expression, inexact } = decayOperand(operand);
  if (operator === "!") {
    const truth = truthOf(value);
    if (truth === undefined) return symbolicOperand(unaryExpression("!", expression, intType), intType);
    return { type: intType, value: truth ? 0n : 1n };
  }
  if (type === undefined || !isArithmetic(type)) return unknownOperand;
  const promoted = promoteType(type, target);
  const operandAsPromoted = convertOperand({ type, value, expression, inexact }, promoted, target);
  const converted = operandAsPromoted.value;
  if (converted === undefined) {
    if (inexact !== undefined) return { type: promoted, value: undefined, inexact };
    return symbolicOperand(unaryExpression(operator, operandAsPromoted.expression, promoted), promoted);
  }
  if (isStringConstant(converted)) return typedOperand(promoted);
  if (typeof converted === "number") {
    return {
      type: promoted,
      value: operator === "-" ? -converted : operator === "+" ? converted : undefined,
      inexact,
    };
  }
  const result = operator === "-" ? -converted : operator === "~" ? ~converted : converted;
  return { type: promoted, value: wrapInteger(result, promoted, target) };
}
