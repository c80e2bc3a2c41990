/**
 * The calculations of macros as JSON: an operator with its operands and the type of its result, such as
 * `["<<", "x", 8, "unsigned int"]`. A parameter is its name, an integer of type `int` a number.
 */
import { binaryOperators, unaryOperators } from "@koine/cparser";
import type { MacroExpression, MacroParameter, TextPart } from "@koine/cparser";
import { encodeInteger } from "../json/json-value.ts";
import type { JsonValue } from "../json/json-value.ts";
import type { JsonFields, JsonReader } from "../json/json-reader.ts";
import { suggest } from "../annotation/check-shape.ts";
import { decodeName } from "./decode-name.ts";
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

/** Decodes a parameter; what is wrong is noted by the reader. */
export function decodeMacroParameter(json: JsonReader): SpecMacroParameter {
  json.tuple(2);
  const name = decodeName(json.at(0));
  const { value } = json.at(1);
  if (value === "(text)" || value === "(type)")
    return { name, role: value === "(text)" ? "text" : "type", type: undefined };
  return { name, role: "value", type: decodeScalar(json.at(1)) };
}

/** What an expression starts with. */
const forms = [
  "integer",
  "float",
  "text",
  "sizeof",
  "cast",
  "convert",
  "?",
  ...unaryOperators,
  ...binaryOperators,
] as const;

/** Deeper than any macro that is meant; each level takes room on the stack. */
const mostLevels = 500;

/** Decodes an expression over parameters; what is wrong is noted by the reader. */
export function decodeExpression(
  json: JsonReader,
  parameters: readonly SpecMacroParameter[],
  level: number = 0,
): SpecExpression {
  if (typeof json.value === "number") return { kind: "integer", value: json.integer(), type: int };
  if (typeof json.value === "string") return decodeParameter(json, parameters);
  if (level > mostLevels) {
    json.fail(`more than ${mostLevels} calculations are inside of each other`);
    return zero;
  }
  const wrong = json.problems.length;
  const { length } = json.items();
  const form = json.at(0).oneOf(forms);
  // What should follow is not known then.
  if (json.problems.length > wrong) return zero;
  const decode = (index: number): SpecExpression => decodeExpression(json.at(index), parameters, level + 1);
  const expect = (elements: number): SpecScalar => {
    json.tuple(elements);
    return decodeScalar(json.at(elements - 1));
  };
  switch (form) {
    case "integer":
      return { kind: "integer", type: expect(3), value: json.at(1).integer() };
    case "float":
      return { kind: "float", type: expect(3), value: json.at(1).float() };
    case "text":
      return { kind: "text", parts: json.items().slice(1).map(decodeTextPart), type: char };
    case "sizeof":
      return { kind: "size", type: expect(3), name: json.at(1).text() };
    case "cast":
    case "convert":
      return { kind: "conversion", type: expect(3), operand: decode(1), isCast: form === "cast" };
    case "?":
      return { kind: "conditional", type: expect(5), condition: decode(1), whenTrue: decode(2), whenFalse: decode(3) };
    case "!":
    case "~":
      return { kind: "unary", operator: form, type: expect(3), operand: decode(1) };
    default:
      if (form === "-" && length === 3) return { kind: "unary", operator: form, type: expect(3), operand: decode(1) };
      return { kind: "binary", operator: form, type: expect(4), left: decode(1), right: decode(2) };
  }
}

const int: SpecInteger = Object.freeze({ kind: "integer", name: "int", qualifiers: [] });
const char: SpecInteger = Object.freeze({ kind: "integer", name: "char", qualifiers: [] });
/** Stands for what is none. */
const zero: SpecExpression = Object.freeze({ kind: "integer", value: 0n, type: int });

function decodeParameter(json: JsonReader, parameters: readonly SpecMacroParameter[]): SpecExpression {
  const name = json.text();
  const type = parameters.find((parameter) => parameter.name === name)?.type;
  if (type !== undefined) return { kind: "parameter", name, type };
  const names = parameters.flatMap((parameter) => (parameter.type === undefined ? [] : [parameter.name]));
  json.fail(`no parameter that is a number is called ${name}`, suggest(name, names));
  return zero;
}

function decodeTextPart(json: JsonReader): TextPart {
  if (typeof json.value === "string") return { kind: "literal", text: json.value };
  json.only(textPartFields);
  return { kind: "parameter", name: json.get("use").text() };
}

const textPartFields: JsonFields = { required: ["use"], optional: [] };

function decodeScalar(json: JsonReader): SpecScalar {
  const text = json.text();
  try {
    const type = parseType(text);
    if (type.kind === "integer" || type.kind === "float" || type.kind === "bool") return type;
  } catch (error) {
    if (!(error instanceof TypeSyntaxError)) throw error;
  }
  json.fail(`expected the type of a number, got ${JSON.stringify(text)}`);
  return int;
}
