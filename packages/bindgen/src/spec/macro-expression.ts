/**
 * The calculations of macros as JSON: an operator with its operands and the type of its result, such as
 * `["<<", "x", 8, "unsigned int"]`. A parameter is its name, an integer of type `int` a number.
 */
import { binaryOperators, unaryOperators } from "@koine/cparser";
import type { MacroExpression, MacroParameter, TextPart } from "@koine/cparser";
import { encodeInteger } from "./json-value.ts";
import type { JsonValue } from "./json-value.ts";
import type { JsonReader } from "./json-reader.ts";
import { parseType, TypeSyntaxError } from "./parse-type.ts";
import { renderType } from "./render-type.ts";
import type { SpecBool, SpecFloat, SpecInteger } from "./type-model.ts";

/** The type of a number in a macro; texts have `char`. */
export type SpecScalar = SpecBool | SpecInteger | SpecFloat;
/** What a macro calculates. */
export type SpecExpression = MacroExpression<SpecScalar>;
/** A parameter of a macro. */
export type SpecMacroParameter = MacroParameter<SpecScalar>;

/** Encodes an expression. */
export function encodeExpression(expression: SpecExpression): JsonValue {
  const type = renderType(expression.type);
  switch (expression.kind) {
    case "parameter":
      return expression.name;
    case "integer": {
      const value = encodeInteger(expression.value);
      return type === "int" && typeof value === "number" ? value : ["integer", value, type];
    }
    case "float":
      return ["float", String(expression.value), type];
    case "text":
      return ["text", ...expression.parts.map((part) => (part.kind === "literal" ? part.text : { use: part.name }))];
    case "size":
      return ["sizeof", expression.name, type];
    case "unary":
      return [expression.operator, encodeExpression(expression.operand), type];
    case "conversion":
      return [expression.isCast ? "cast" : "convert", encodeExpression(expression.operand), type];
    case "binary":
      return [expression.operator, encodeExpression(expression.left), encodeExpression(expression.right), type];
    case "conditional": {
      const { condition, whenTrue, whenFalse } = expression;
      return ["?", ...[condition, whenTrue, whenFalse].map(encodeExpression), type];
    }
    default:
      return expression satisfies never;
  }
}

/** Encodes a parameter: its name, and its type or what else it stands for. */
export function encodeMacroParameter({ name, role, type }: SpecMacroParameter): JsonValue {
  return [name, type === undefined ? `(${role})` : renderType(type)];
}

/**
 * Decodes a parameter.
 *
 * @throws {JsonShapeError} When it is none.
 */
export function decodeMacroParameter(json: JsonReader): SpecMacroParameter {
  const name = json.at(0).text();
  const type = json.at(1).text();
  if (type === "(text)" || type === "(type)")
    return { name, role: type === "(text)" ? "text" : "type", type: undefined };
  return { name, role: "value", type: decodeScalar(json.at(1)) };
}

/**
 * Decodes an expression over parameters.
 *
 * @throws {JsonShapeError} When the value is none.
 */
export function decodeExpression(json: JsonReader, parameters: readonly SpecMacroParameter[]): SpecExpression {
  if (typeof json.value === "number") return { kind: "integer", value: json.integer(), type: int };
  if (typeof json.value === "string") return decodeParameter(json, parameters);
  const parts = json.items();
  const operator = json.at(0).text();
  const type = operator === "text" ? char : decodeScalar(json.at(Math.max(0, parts.length - 1)));
  const decode = (index: number): SpecExpression => decodeExpression(json.at(index), parameters);
  switch (operator) {
    case "integer":
      return { kind: "integer", value: json.at(1).integer(), type };
    case "float":
      return { kind: "float", value: Number(json.at(1).text()), type };
    case "text":
      return { kind: "text", parts: parts.slice(1).map(decodeTextPart), type };
    case "sizeof":
      return { kind: "size", name: json.at(1).text(), type };
    case "cast":
    case "convert":
      return { kind: "conversion", operand: decode(1), type, isCast: operator === "cast" };
    case "?":
      return { kind: "conditional", condition: decode(1), whenTrue: decode(2), whenFalse: decode(3), type };
    default:
      if (parts.length === 3) {
        return { kind: "unary", operator: json.at(0).oneOf(unaryOperators), operand: decode(1), type };
      }
      return { kind: "binary", operator: json.at(0).oneOf(binaryOperators), left: decode(1), right: decode(2), type };
  }
}

const int: SpecInteger = Object.freeze({ kind: "integer", name: "int", qualifiers: [] });
const char: SpecInteger = Object.freeze({ kind: "integer", name: "char", qualifiers: [] });

function decodeParameter(json: JsonReader, parameters: readonly SpecMacroParameter[]): SpecExpression {
  const name = json.text();
  const type = parameters.find((parameter) => parameter.name === name)?.type;
  return type === undefined
    ? json.fail("expected the name of a parameter that is a number")
    : { kind: "parameter", name, type };
}

function decodeTextPart(json: JsonReader): TextPart {
  if (typeof json.value === "string") return { kind: "literal", text: json.value };
  return { kind: "parameter", name: json.get("use").text() };
}

function decodeScalar(json: JsonReader): SpecScalar {
  try {
    const type = parseType(json.text());
    if (type.kind === "integer" || type.kind === "float" || type.kind === "bool") return type;
  } catch (error) {
    if (!(error instanceof TypeSyntaxError)) throw error;
  }
  return json.fail("expected the type of a number");
}
