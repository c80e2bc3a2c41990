/**
 * The ways in which declarations use expressions: integer constants, initializers, the operand of `typeof`.
 */
import type { Target } from "@koine/ctypes";
import { isUnclosedLiteral } from "../lex/token.ts";
import type { Token } from "../lex/token.ts";
import { ParseFailure } from "../declaration/parser.ts";
import type { Parser } from "../declaration/parser.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { ConstantValue } from "../declaration/model.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { convertOperand } from "./conversions.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { numberOperand } from "./literal-operand.ts";
import { decodeUtf8, isStringConstant } from "./operand.ts";
import type { Operand, StringConstant } from "./operand.ts";
import { skipInitializerList } from "./initializer-list.ts";

/** Parses a constant expression; `undefined` if its value is no integer. */
export function parseIntegerConstant(parser: Parser, target: Target): IntegerConstant | undefined {
  return parseLoneNumber(parser, target) ?? parseIntegerExpression(parser, target);
}

/** Most enumerators and lengths are one number, which needs none of C's operators. */
function parseLoneNumber(parser: Parser, target: Target): IntegerConstant | undefined {
  const { kind, text } = parser.token;
  if (kind !== "number" || !constantEnds.has(parser.peek(1).text)) return undefined;
  const { type, value } = numberOperand(text, { target, isC89: parser.isC89 }) ?? {};
  if (typeof value !== "bigint" || type === undefined) return undefined;
  parser.advance();
  return { type, value };
}

/** What ends a constant expression. */
const constantEnds: ReadonlySet<string> = new Set([",", "}", "]"]);

function parseIntegerExpression(parser: Parser, target: Target): IntegerConstant | undefined {
  const start = parser.token;
  const expressions = new ExpressionParser(parser, target);
  const { type, value } = expressions.parseConditional();
  if (expressions.mistake !== undefined) throw expressions.mistake;
  if (typeof value === "number" || isStringConstant(value))
    throw new ParseFailure(start, "expected an integer constant: this is a constant of another type");
  if (typeof value === "bigint" && type !== undefined) return { type, value };
  if (expressions.uncertain !== undefined) throw uncertainConstant(expressions.uncertain);
  if (expressions.variable !== undefined && parser.parameterLists === 0) throw notConstant(expressions.variable);
  return undefined;
}

/** The code of integers that depend on numbers of a floating type which doubles only come near to. */
export const uncertainCode = "cparser/uncertain-constant";

/** What such integers depend on. */
export const uncertainNumbers = "numbers of a floating type that holds more than a double";

function uncertainConstant(place: Token): ParseFailure {
  return new ParseFailure(place, `the constant depends on ${uncertainNumbers}`, { code: uncertainCode });
}

/** Only the lengths of parameters can depend on variables (C17 6.7.6.2p2). */
function notConstant(variable: Token): ParseFailure {
  const code = "cparser/invalid-type";
  return new ParseFailure(variable, `expected an integer constant, and "${variable.text}" is a variable`, { code });
}

/** An integer with the C type of the expression that gives it. */
export interface IntegerConstant {
  readonly type: DeclaredType;
  readonly value: bigint;
}

/** What an initializer says about its variable. */
export interface Initializer {
  /** Its value, if it is a constant. */
  readonly value: ConstantValue | undefined;
  /** Whether it is a constant that no number of JavaScript is known to be the nearest to. */
  readonly isBeyondNumbers: boolean;
  /** The type of the variable, with the length that the initializer gives to an array. */
  readonly type: DeclaredType;
}

/** Parses the initializer of a variable. */
export function parseInitializer(parser: Parser, type: DeclaredType, target: Target): Initializer {
  const start = parser.position;
  try {
    const expressions = new ExpressionParser(parser, target);
    if (parser.isAt("{")) return { ...unknownValue, type: skipInitializerList(expressions, type) };
    const operand = expressions.parseAssignment();
    if (parser.isAt(",") || parser.isAt(";")) {
      const isString = isStringConstant(operand.value);
      const initial = isString ? operand : convertOperand(operand, type, target);
      return {
        value: toConstantValue(initial),
        isBeyondNumbers: initial.inexact === "beyond-double",
        type: isString ? completeArray(type, operand) : type,
      };
    }
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
  }
  parser.position = start;
  skipInitializer(parser);
  return { ...unknownValue, type };
}

const unknownValue = { value: undefined, isBeyondNumbers: false } as const;

/** A string gives its length to an array that it initializes. */
function completeArray(type: DeclaredType, { type: given }: Operand): DeclaredType {
  const resolved = resolveTypedefs(type);
  if (resolved.kind !== "array" || resolved.length !== null || given?.kind !== "array") return type;
  return { ...resolved, length: given.length };
}

function skipInitializer(parser: Parser): void {
  while (!parser.isAt(",") && !parser.isAt(";") && !parser.isAtEnd()) {
    if (parser.isAt("(") || parser.isAt("[") || parser.isAt("{")) parser.skipBalanced();
    else if (isUnclosedLiteral(parser.token)) throw parser.failure("expected a value");
    else parser.advance();
  }
}

/** Gives the constant that an operand is; `undefined` if it is none. */
export function toConstantValue(operand: Operand): ConstantValue | undefined {
  const { type, value } = operand;
  if (type === undefined || value === undefined || operand.inexact === "beyond-double") return undefined;
  if (isStringConstant(value)) return toStringValue(value);
  if (typeof value === "number") return { kind: "float", value, type };
  return { kind: resolveTypedefs(type).kind === "pointer" ? "pointer" : "integer", value, type };
}

function toStringValue(constant: StringConstant): ConstantValue {
  if (constant.prefix !== "" && constant.prefix !== "u8") {
    return { kind: "wide-string", prefix: constant.prefix, codeUnits: constant.units };
  }
  const bytes = Uint8Array.from(constant.units);
  return { kind: "string", bytes, text: decodeUtf8(bytes) };
}

/** Parses the operand of `typeof`, and gives its type; `undefined` if it is not known. */
export function evaluateTypeof(parser: Parser, target: Target): DeclaredType | undefined {
  const expressions = new ExpressionParser(parser, target);
  const { type } = expressions.parseComma();
  if (expressions.mistake !== undefined) throw expressions.mistake;
  return type;
}
