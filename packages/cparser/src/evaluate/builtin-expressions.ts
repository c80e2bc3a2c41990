/**
 * Names that expressions know without a declaration: `true`, `nullptr`, `_Generic`, `__builtin_offsetof` and GCC's other
 * built-in functions.
 */
import { basicType, integerType, intType, voidType } from "../declaration/basic-types.ts";
import { noQualifiers } from "../declaration/qualifiers.ts";
import { ParseFailure } from "../declaration/parser.ts";
import { spellType } from "../declaration/spell-type.ts";
import { layoutOfType, resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { bitBuiltins, calculateBits } from "./bit-builtins.ts";
import { convertOperand } from "./conversions.ts";
import type { ExpressionParser } from "./expression-parser.ts";
import { isStringConstant, typedOperand, unknownOperand } from "./operand.ts";
import type { Operand } from "./operand.ts";
import { decayOperand } from "./operators.ts";
import { typeOfOperand } from "./size-expressions.ts";
import { areSameTypes, findMember, sizeType } from "./type-queries.ts";

/** Parses the built-in expression that starts with `name`; `undefined` if there is none of this name. */
export function parseBuiltinExpression(expressions: ExpressionParser, name: string): Operand | undefined {
  const { parser } = expressions;
  switch (name) {
    case "true":
    case "false":
      if (parser.names.findOrdinary(name) !== undefined) return undefined;
      parser.advance();
      return { type: intType, value: name === "true" ? 1n : 0n };
    case "nullptr":
      if (parser.names.findOrdinary(name) !== undefined) return undefined;
      parser.advance();
      return { type: { kind: "pointer", target: voidType, qualifiers: noQualifiers }, value: 0n };
    case "__func__":
    case "__FUNCTION__":
    case "__PRETTY_FUNCTION__":
      parser.advance();
      return unknownOperand;
    case "_Generic":
      return parseGeneric(expressions);
    default:
      if (name === "__atomic_always_lock_free" && parser.peek(1).text === "(") return parseLockFree(expressions);
      return name.startsWith("__builtin_") ? parseBuiltinCall(expressions, name) : undefined;
  }
}

function parseBuiltinCall(expressions: ExpressionParser, name: string): Operand | undefined {
  const { parser } = expressions;
  if (parser.peek(1).text !== "(") return undefined;
  parser.advance();
  switch (name) {
    case "__builtin_offsetof":
      return parseOffsetof(expressions);
    case "__builtin_expect":
    case "__builtin_expect_with_probability":
      return convertOperand(parseFirstArgument(expressions), integerType("long"), expressions.target);
    case "__builtin_choose_expr":
      return parseChoose(expressions);
    case "__builtin_types_compatible_p":
      return parseTypesCompatible(expressions);
    case "__builtin_constant_p":
      return parseIsConstant(expressions);
    default:
      return parseFoldedBuiltin(expressions, name);
  }
}

/** Functions that GCC calculates when their argument is a constant. */
function parseFoldedBuiltin(expressions: ExpressionParser, name: string): Operand {
  const { parser, target } = expressions;
  const [, operation, suffix] = bitBuiltins.exec(name) ?? [];
  if (operation === undefined && name !== "__builtin_strlen") {
    parser.skipBalanced();
    return floatingBuiltin(name);
  }
  const operand = parseFirstArgument(expressions);
  if (operation === undefined) {
    if (!isStringConstant(operand.value)) return unknownOperand;
    const length = [...operand.value.units, 0].indexOf(0);
    return { type: sizeType(target), value: BigInt(length) };
  }
  return calculateBits(operation, suffix, { operand, target });
}

/** `__builtin_inf()`, `__builtin_huge_valf()`, `__builtin_nan("")` and their like. */
function floatingBuiltin(name: string): Operand {
  const match = /^__builtin_(inf|huge_val|nans?)(f|l|f128)?$/.exec(name);
  if (match === null) return unknownOperand;
  const suffix = match[2];
  const type = suffix === "f" ? "float" : suffix === "l" ? "long double" : suffix === "f128" ? "_Float128" : "double";
  return { type: basicType(type), value: match[1]?.startsWith("nan") === true ? Number.NaN : Infinity };
}

function parseFirstArgument(expressions: ExpressionParser): Operand {
  const { parser } = expressions;
  const start = parser.position;
  parser.skipBalanced();
  const end = parser.position;
  parser.position = start + 1;
  const operand = expressions.parseAssignment();
  parser.position = end;
  return operand;
}

/** What names a variable is no constant, and that it does so is no mistake here. */
function parseIsConstant(expressions: ExpressionParser): Operand {
  const { variable } = expressions;
  const { value } = parseFirstArgument(expressions);
  const isVariable = expressions.variable !== variable;
  expressions.variable = variable;
  return { type: intType, value: value !== undefined ? 1n : isVariable ? 0n : undefined };
}

function parseChoose(expressions: ExpressionParser): Operand {
  const { parser } = expressions;
  parser.expect("(", "after __builtin_choose_expr");
  const condition = expressions.parseAssignment();
  parser.expect(",", "in __builtin_choose_expr");
  const whenTrue = expressions.parseAssignment();
  parser.expect(",", "in __builtin_choose_expr");
  const whenFalse = expressions.parseAssignment();
  parser.expect(")", "to close __builtin_choose_expr");
  if (typeof condition.value !== "bigint") return unknownOperand;
  return condition.value === 0n ? whenFalse : whenTrue;
}

function parseTypesCompatible(expressions: ExpressionParser): Operand {
  const { parser } = expressions;
  parser.expect("(", "after __builtin_types_compatible_p");
  const left = parser.grammar.parseTypeName(parser);
  parser.expect(",", "in __builtin_types_compatible_p");
  const right = parser.grammar.parseTypeName(parser);
  parser.expect(")", "to close __builtin_types_compatible_p");
  return { type: intType, value: areSameTypes(left, right) ? 1n : 0n };
}

/** Whether values of so many bytes are atomic without a lock: all machines that are known here can do that up to 8. */
function parseLockFree(expressions: ExpressionParser): Operand {
  expressions.parser.advance();
  const { value } = parseFirstArgument(expressions);
  if (typeof value !== "bigint") return typedOperand(basicType("bool"));
  return { type: basicType("bool"), value: value === 1n || value === 2n || value === 4n || value === 8n ? 1n : 0n };
}

/** @see C17 7.19p3; the designator may go through members and indices */
function parseOffsetof(expressions: ExpressionParser): Operand {
  const { parser, target } = expressions;
  parser.expect("(", "after __builtin_offsetof");
  let type: DeclaredType | undefined = parser.grammar.parseTypeName(parser);
  parser.expect(",", "in __builtin_offsetof");
  let bitOffset = 0n;
  for (let isFirst = true; !parser.isAt(")"); isFirst = false) {
    if (parser.accept("[")) {
      const index = expressions.parseComma();
      parser.expect("]", "after an index");
      const array: DeclaredType | undefined = type && resolveTypedefs(type);
      type = array?.kind === "array" ? array.element : undefined;
      const layout = type && layoutOfType(type, target);
      if (typeof index.value !== "bigint" || layout === undefined) type = undefined;
      else bitOffset += index.value * BigInt(layout.byteLength) * 8n;
    } else {
      if (parser.accept("->")) {
        // GNU: the member of the first element.
        const array: DeclaredType | undefined = type && resolveTypedefs(type);
        type = array?.kind === "array" ? array.element : undefined;
      } else if (!isFirst) parser.expect(".", "in __builtin_offsetof");
      const name = parser.token;
      const member = type && findMember(type, name.text);
      if (name.kind !== "identifier") throw parser.failure("expected the name of a member");
      if (type !== undefined && member === undefined) {
        const message = `${spellType(type) ?? "this type"} has no member "${name.text}" here`;
        expressions.mistake ??= new ParseFailure(name, message, { code: "cparser/undeclared" });
      }
      parser.advance();
      type = member?.type;
      bitOffset += BigInt(member?.bitOffset ?? 0);
    }
  }
  parser.expect(")", "to close __builtin_offsetof");
  return { type: sizeType(target), value: type === undefined ? undefined : bitOffset >> 3n };
}

/** @see C17 6.5.1.1 */
function parseGeneric(expressions: ExpressionParser): Operand {
  const { parser } = expressions;
  parser.advance();
  parser.expect("(", "after _Generic");
  const selector = expressions.parseAssignment();
  const control = decayOperand({ ...selector, type: typeOfOperand(selector, expressions) });
  let chosen: Operand | undefined;
  let fallback: Operand | undefined;
  while (parser.accept(",")) {
    const isDefault = parser.accept("default");
    const type = isDefault ? undefined : parser.grammar.parseTypeName(parser);
    parser.expect(":", "in _Generic");
    const operand = expressions.parseAssignment();
    if (isDefault) fallback = operand;
    else if (control.type !== undefined && type !== undefined && areSameTypes(control.type, type)) chosen ??= operand;
  }
  parser.expect(")", "to close _Generic");
  return control.type === undefined ? unknownOperand : (chosen ?? fallback ?? unknownOperand);
}
