/**
 * The ways in which declarations use expressions: integer constants, initializers, the operand of `typeof`.
 */
import type { Target } from "@koine/ctypes";
import { ParseFailure } from "../declaration/parser.ts";
import type { Parser } from "../declaration/parser.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { ConstantValue } from "../declaration/model.ts";
import type { DeclaredType } from "../declaration/type-model.ts";
import { convertOperand } from "./conversions.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { isStringConstant } from "./operand.ts";
import type { Operand, StringConstant } from "./operand.ts";

/** Parses a constant expression; `undefined` if its value is no integer. */
export function parseIntegerConstant(parser: Parser, target: Target): IntegerConstant | undefined {
  const { type, value } = new ExpressionParser(parser, target).parseConditional();
  return typeof value === "bigint" && type !== undefined ? { type, value } : undefined;
}

export interface IntegerConstant {
  readonly type: DeclaredType;
  readonly value: bigint;
}

/** Parses the initializer of a variable, and gives its value if it is a constant. */
export function parseInitializer(parser: Parser, type: DeclaredType, target: Target): ConstantValue | undefined {
  const start = parser.position;
  try {
    if (!parser.isAt("{")) {
      const operand = new ExpressionParser(parser, target).parseAssignment();
      if (parser.isAt(",") || parser.isAt(";")) {
        const isString = isStringConstant(operand.value);
        return toConstantValue(isString ? operand : convertOperand(operand, type, target));
      }
    }
  } catch (error) {
    if (!(error instanceof ParseFailure)) throw error;
  }
  parser.position = start;
  skipInitializer(parser);
  return undefined;
}

function skipInitializer(parser: Parser): void {
  while (!parser.isAt(",") && !parser.isAt(";") && !parser.isAtEnd()) {
    if (parser.isAt("(") || parser.isAt("[") || parser.isAt("{")) parser.skipBalanced();
    else parser.advance();
  }
}

/** Gives the constant that an operand is; `undefined` if it is none. */
export function toConstantValue(operand: Operand): ConstantValue | undefined {
  const { type, value } = operand;
  if (type === undefined || value === undefined) return undefined;
  if (isStringConstant(value)) return toStringValue(value);
  if (typeof value === "number") return { kind: "float", value, type };
  return { kind: resolveTypedefs(type).kind === "pointer" ? "pointer" : "integer", value, type };
}

function toStringValue(constant: StringConstant): ConstantValue {
  if (constant.prefix !== "" && constant.prefix !== "u8") {
    return { kind: "wide-string", prefix: constant.prefix, codeUnits: constant.units };
  }
  const bytes = Uint8Array.from(constant.units);
  return { kind: "string", bytes, text: decode(bytes) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Parses the operand of `typeof`, and gives its type; `undefined` if it is not known. */
export function evaluateTypeof(parser: Parser, target: Target): DeclaredType | undefined {
  return new ExpressionParser(parser, target).parseComma().type;
}
