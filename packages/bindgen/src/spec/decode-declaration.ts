/** Declarations out of JSON values; the inverse of `encode-declaration.ts`. */
import type { JsonReader } from "./json-reader.ts";
import { decodeExpression, decodeMacroParameter } from "./macro-expression.ts";
import { skipReasons } from "./model.ts";
import type {
  SkipReason,
  SpecDeclaration,
  SpecEnum,
  SpecFunction,
  SpecMacro,
  SpecMember,
  SpecRecord,
  SpecSkipped,
  SpecValue,
  SpecVariable,
} from "./model.ts";
import { parseType, TypeSyntaxError } from "./parse-type.ts";
import { conventionNames } from "./type-model.ts";
import type { SpecType } from "./type-model.ts";

const kinds = [
  "function",
  "struct",
  "union",
  "opaque",
  "enum",
  "typedef",
  "variable",
  "constant",
  "macro",
  "alias",
] as const satisfies readonly SpecDeclaration["kind"][];

/**
 * Decodes one declaration.
 *
 * @throws {JsonShapeError} When the value has not the shape of any.
 */
export function decodeDeclaration(json: JsonReader, file: string): SpecDeclaration {
  const kind = json.get("kind").oneOf(kinds);
  const name = json.get("name").text();
  const unsupported = json.get("unsupported").optional(decodeText);
  switch (kind) {
    case "function":
      return decodeFunction(json, name, file);
    case "struct":
    case "union":
      return decodeRecord(json, kind, { name, file });
    case "opaque":
      return {
        kind,
        name,
        file,
        of: json.get("of").oneOf(["struct", "union"]),
        isAnonymous: json.get("anonymous").flag(),
      };
    case "enum":
      return decodeEnum(json, name, file);
    case "typedef":
      return { kind, name, file, type: decodeType(json.get("type")), unsupported };
    case "variable":
      return decodeVariable(json, name, file);
    case "constant":
      return {
        kind,
        name,
        file,
        value: decodeValue(json),
        type: decodeType(json.get("type")),
        ...(json.get("probed").flag() ? { isProbed: true } : {}),
        ...(json.get("variable").flag() ? { isVariable: true } : {}),
      };
    case "macro":
      return decodeMacro(json, name, file);
    case "alias":
      return { kind, name, file, of: json.get("of").text(), unsupported };
    default:
      return kind satisfies never;
  }
}

/** Decodes one skipped item. */
export function decodeSkipped(json: JsonReader): SpecSkipped {
  return {
    kind: json.get("kind").oneOf(["function", "macro", "variable", "type"]),
    name: json.get("name").text(),
    file: json.get("file").text(),
    reason: json.get("reason").oneOf(Object.keys(skipReasons) as readonly SkipReason[]),
    detail: json.get("detail").optional((detail) => detail.text()),
  };
}

function decodeType(json: JsonReader): SpecType {
  try {
    return parseType(json.text());
  } catch (error) {
    if (error instanceof TypeSyntaxError) json.fail(error.message);
    throw error;
  }
}

function decodeText(json: JsonReader): string {
  return json.text();
}

function decodeFunction(json: JsonReader, name: string, file: string): SpecFunction {
  const parameters = json.get("parameters").nullable((list) => list.items());
  return {
    kind: "function",
    name,
    file,
    symbol: json.get("symbol").optional(decodeText),
    parameters: (parameters ?? []).map((parameter) => {
      const length = parameter.at(2).optional((count) => count.count());
      const decoded = { name: parameter.at(0).nullable(decodeText), type: decodeType(parameter.at(1)) };
      return length === undefined ? decoded : { ...decoded, length };
    }),
    result: decodeType(json.get("result")),
    isVariadic: json.get("variadic").flag(),
    hasPrototype: parameters !== null,
    isInline: json.get("inline").flag(),
    ...(json.get("macro").flag() ? { isMacro: true } : {}),
    convention: json.get("convention").optional((convention) => convention.oneOf(conventionNames)) ?? null,
    isNoreturn: json.get("noreturn").flag(),
    deprecated: json.get("deprecated").optional(decodeText),
    unsupported: json.get("unsupported").optional(decodeText),
  };
}

function decodeRecord(
  json: JsonReader,
  kind: SpecRecord["kind"],
  identity: { readonly name: string; readonly file: string },
): SpecRecord {
  return {
    kind,
    ...identity,
    isAnonymous: json.get("anonymous").flag(),
    byteLength: json.get("size").count(),
    alignment: json.get("align").count(),
    isPacked: json.get("packed").flag(),
    pack: json.get("pack").optional((pack) => pack.count()) ?? 0,
    members: json.get("members").items().map(decodeMember),
    unsupported: json.get("unsupported").optional(decodeText),
  };
}

function decodeMember(json: JsonReader): SpecMember {
  const name = json.at(0).nullable(decodeText);
  const type = decodeType(json.at(1));
  const offset = json.at(2).count();
  const bitWidth = json.at(3).optional((width) => width.count());
  return bitWidth === undefined ? { name, type, bitOffset: offset * 8 } : { name, type, bitOffset: offset, bitWidth };
}

function decodeEnum(json: JsonReader, name: string, file: string): SpecEnum {
  return {
    kind: "enum",
    name,
    file,
    isAnonymous: json.get("anonymous").flag(),
    base: decodeType(json.get("base")),
    isFlags: json.get("flags").flag(),
    enumerators: json
      .get("values")
      .items()
      .map((item) => ({ name: item.at(0).text(), value: item.at(1).integer() })),
    unsupported: json.get("unsupported").optional(decodeText),
  };
}

function decodeVariable(json: JsonReader, name: string, file: string): SpecVariable {
  return {
    kind: "variable",
    name,
    file,
    symbol: json.get("symbol").optional(decodeText),
    type: decodeType(json.get("type")),
    isThreadLocal: json.get("threadLocal").flag(),
    unsupported: json.get("unsupported").optional(decodeText),
  };
}

function decodeMacro(json: JsonReader, name: string, file: string): SpecMacro {
  const parameters = json.get("parameters").items().map(decodeMacroParameter);
  const expression = decodeExpression(json.get("value"), parameters);
  return { kind: "macro", name, file, parameters, expression, text: json.get("text").text() };
}

function decodeValue(json: JsonReader): SpecValue {
  const has = (key: string): boolean => json.get(key).value !== undefined;
  if (has("value")) return { kind: "integer", value: json.get("value").integer() };
  if (has("float")) return { kind: "float", value: decodeFloat(json.get("float")) };
  if (has("string")) return { kind: "string", text: json.get("string").text() };
  if (has("bytes")) return { kind: "bytes", bytes: decodeBytes(json.get("bytes")) };
  if (has("address")) return { kind: "pointer", address: decodeAddress(json.get("address")) };
  return json.fail("expected a value");
}

function decodeFloat(json: JsonReader): number {
  const text = json.text();
  const value = Number(text);
  return text === "NaN" || !Number.isNaN(value) ? value : json.fail("expected a number as text");
}

function decodeBytes(json: JsonReader): Uint8Array {
  const text = json.text();
  return /^(?:[\da-f]{2})*$/.test(text)
    ? new Uint8Array(Buffer.from(text, "hex"))
    : json.fail("expected hexadecimal bytes");
}

function decodeAddress(json: JsonReader): bigint {
  const text = json.text();
  return /^0x[\da-f]+$/.test(text) ? BigInt(text) : json.fail("expected an address such as 0xff");
}
