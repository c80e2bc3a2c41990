/** Declarations out of JSON values; the inverse of `encode-declaration.ts`. */
import type { JsonReader } from "../json/json-reader.ts";
import { decodeName, decodeTag } from "./decode-name.ts";
import { decodeExpression, decodeMacroParameter } from "./macro-expression.ts";
import { skipReasons } from "./model.ts";
import type {
  SkipReason,
  SpecDeclaration,
  SpecEnum,
  SpecEnumerator,
  SpecFunction,
  SpecMacro,
  SpecMember,
  SpecParameter,
  SpecRecord,
  SpecSkipped,
  SpecValue,
  SpecVariable,
} from "./model.ts";
import { parseType, TypeSyntaxError } from "./parse-type.ts";
import { declarationFields, skippedFields, valueFields } from "./spec-fields.ts";
import { conventionNames } from "./type-model.ts";
import type { SpecType } from "./type-model.ts";

/** Every kind has its fields. */
const kinds = Object.keys(declarationFields) as [SpecDeclaration["kind"], ...SpecDeclaration["kind"][]];
const reasons = Object.keys(skipReasons) as [SkipReason, ...SkipReason[]];

/** What C may leave without a name. */
const tagKinds: ReadonlySet<string> = new Set(["struct", "union", "opaque", "enum"]);

/**
 * Decodes one declaration. What is wrong is noted by the reader, and something else stands in its place.
 *
 * @param adviseOnUnknown What to do about members that nobody knows.
 * @returns Nothing for a declaration of no known kind.
 */
export function decodeDeclaration(
  json: JsonReader,
  file: string,
  adviseOnUnknown?: string,
): SpecDeclaration | undefined {
  const wrong = json.problems.length;
  const kind = json.get("kind").oneOf(kinds);
  // What it should have is not known then.
  if (json.problems.length > wrong) return undefined;
  json.only(declarationFields[kind], adviseOnUnknown);
  return decodeKind(json, kind, file);
}

function decodeKind(json: JsonReader, kind: SpecDeclaration["kind"], file: string): SpecDeclaration {
  const name = tagKinds.has(kind) ? decodeTag(json.get("name")) : decodeName(json.get("name"));
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
      return { kind, name, file, type: decodeType(json.get("type")), unsupported: decodeUnsupported(json) };
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
      return { kind, name, file, of: decodeName(json.get("of")), unsupported: decodeUnsupported(json) };
    default:
      return kind satisfies never;
  }
}

/** Decodes one skipped item. */
export function decodeSkipped(json: JsonReader, adviseOnUnknown?: string): SpecSkipped {
  json.only(skippedFields, adviseOnUnknown);
  return {
    kind: json.get("kind").oneOf(["function", "macro", "variable", "type"]),
    name: json.get("name").text(),
    file: json.get("file").text(),
    reason: json.get("reason").oneOf(reasons),
    detail: json.get("detail").optional((detail) => detail.text()),
  };
}

function decodeType(json: JsonReader): SpecType {
  const text = json.text();
  try {
    return parseType(text);
  } catch (error) {
    if (!(error instanceof TypeSyntaxError)) throw error;
    json.fail(error.message);
    return { kind: "void", qualifiers: [] };
  }
}

function decodeText(json: JsonReader): string {
  return json.text();
}

function decodeUnsupported(json: JsonReader): string | undefined {
  return json.get("unsupported").optional(decodeText);
}

function decodeFunction(json: JsonReader, name: string, file: string): SpecFunction {
  const parameters = json.get("parameters").nullable((list) => list.items());
  return {
    kind: "function",
    name,
    file,
    symbol: json.get("symbol").optional(decodeText),
    parameters: (parameters ?? []).map(decodeParameter),
    result: decodeType(json.get("result")),
    isVariadic: json.get("variadic").flag(),
    hasPrototype: parameters !== null,
    isInline: json.get("inline").flag(),
    ...(json.get("macro").flag() ? { isMacro: true } : {}),
    convention: json.get("convention").optional((convention) => convention.oneOf(conventionNames)) ?? null,
    isNoreturn: json.get("noreturn").flag(),
    deprecated: json.get("deprecated").optional(decodeText),
    unsupported: decodeUnsupported(json),
  };
}

function decodeParameter(json: JsonReader): SpecParameter {
  json.tuple(2, 3);
  const length = json.at(2).optional((count) => count.count());
  const decoded = { name: json.at(0).nullable(decodeName), type: decodeType(json.at(1)) };
  return length === undefined ? decoded : { ...decoded, length };
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
    unsupported: decodeUnsupported(json),
  };
}

function decodeMember(json: JsonReader): SpecMember {
  json.tuple(3, 4);
  const name = json.at(0).nullable(decodeName);
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
    enumerators: json.get("values").items().map(decodeEnumerator),
    unsupported: decodeUnsupported(json),
  };
}

function decodeEnumerator(json: JsonReader): SpecEnumerator {
  json.tuple(2);
  return { name: decodeName(json.at(0)), value: json.at(1).integer() };
}

function decodeVariable(json: JsonReader, name: string, file: string): SpecVariable {
  return {
    kind: "variable",
    name,
    file,
    symbol: json.get("symbol").optional(decodeText),
    type: decodeType(json.get("type")),
    isThreadLocal: json.get("threadLocal").flag(),
    unsupported: decodeUnsupported(json),
  };
}

function decodeMacro(json: JsonReader, name: string, file: string): SpecMacro {
  const parameters = json.get("parameters").items().map(decodeMacroParameter);
  const expression = decodeExpression(json.get("value"), parameters);
  return { kind: "macro", name, file, parameters, expression, text: json.get("text").text() };
}

function decodeValue(json: JsonReader): SpecValue {
  const [field, another] = valueFields.filter((name) => json.get(name).value !== undefined);
  if (field === undefined) json.add(`expected a value: one of ${valueFields.join(", ")}`);
  if (another !== undefined) json.get(another).fail(`there is "${field ?? ""}" already`);
  switch (field) {
    case "float":
      return { kind: "float", value: json.get(field).float() };
    case "string":
      return { kind: "string", text: json.get(field).text() };
    case "bytes":
      return { kind: "bytes", bytes: decodeBytes(json.get(field)) };
    case "address":
      return { kind: "pointer", address: decodeAddress(json.get(field)) };
    case "value":
      return { kind: "integer", value: json.get(field).integer() };
    default:
      return { kind: "integer", value: 0n };
  }
}

function decodeBytes(json: JsonReader): Uint8Array {
  const text = json.text();
  if (!/^(?:[\da-f]{2})*$/.test(text)) json.fail("expected hexadecimal bytes, such as 00ff");
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function decodeAddress(json: JsonReader): bigint {
  const text = json.text();
  if (/^0x[\da-f]+$/.test(text)) return BigInt(text);
  json.fail("expected an address, such as 0xff");
  return 0n;
}
