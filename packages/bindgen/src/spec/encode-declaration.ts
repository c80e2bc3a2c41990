/**
 * Declarations as JSON values with short keys in a fixed order; what is usual is left out. The inverse is
 * `decode-declaration.ts`.
 */
import { encodeInteger } from "../json/json-value.ts";
import type { JsonValue } from "../json/json-value.ts";
import { encodeExpression, encodeMacroParameter } from "./macro-expression.ts";
import type {
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
import { renderType } from "./render-type.ts";
import type { SpecType } from "./type-model.ts";

type JsonObject = { readonly [key: string]: JsonValue };

/** Encodes one declaration; the file is not in it, because the spec groups declarations by file. */
export function encodeDeclaration(declaration: SpecDeclaration): JsonObject {
  const { kind, name } = declaration;
  switch (declaration.kind) {
    case "function":
      return encodeFunction(declaration);
    case "struct":
    case "union":
      return encodeRecord(declaration);
    case "opaque":
      return { kind, name, of: declaration.of, ...flag("anonymous", declaration.isAnonymous) };
    case "enum":
      return encodeEnum(declaration);
    case "typedef":
      return { kind, name, type: renderType(declaration.type), ...optional("unsupported", declaration.unsupported) };
    case "variable":
      return encodeVariable(declaration);
    case "constant":
      return {
        kind,
        name,
        ...encodeValue(declaration.value, declaration.type),
        ...flag("probed", declaration.isProbed === true),
        ...flag("variable", declaration.isVariable === true),
      };
    case "macro":
      return encodeMacro(declaration);
    case "alias":
      return { kind, name, of: declaration.of, ...optional("unsupported", declaration.unsupported) };
    default:
      return declaration satisfies never;
  }
}

/** Encodes one skipped item, with its file. */
export function encodeSkipped(skipped: SpecSkipped): JsonObject {
  const { kind, name, file, reason, detail } = skipped;
  return { kind, name, file, reason, ...optional("detail", detail) };
}

function optional(key: string, value: JsonValue | undefined): JsonObject {
  return value === undefined ? {} : { [key]: value };
}

function flag(key: string, isSet: boolean): JsonObject {
  return isSet ? { [key]: true } : {};
}

function encodeFunction(declaration: SpecFunction): JsonObject {
  const { kind, name } = declaration;
  return {
    kind,
    name,
    ...optional("symbol", declaration.symbol),
    parameters: declaration.hasPrototype
      ? declaration.parameters.map(({ name: parameter, type, length }) => [
          parameter,
          renderType(type),
          ...(length === undefined ? [] : [length]),
        ])
      : null,
    result: renderType(declaration.result),
    ...flag("variadic", declaration.isVariadic),
    ...flag("inline", declaration.isInline),
    ...flag("macro", declaration.isMacro === true),
    ...optional("convention", declaration.convention ?? undefined),
    ...flag("noreturn", declaration.isNoreturn),
    ...optional("deprecated", declaration.deprecated),
    ...optional("unsupported", declaration.unsupported),
  };
}

function encodeRecord(declaration: SpecRecord): JsonObject {
  const { kind, name } = declaration;
  return {
    kind,
    name,
    ...flag("anonymous", declaration.isAnonymous),
    size: declaration.byteLength,
    align: declaration.alignment,
    ...flag("packed", declaration.isPacked),
    ...optional("pack", declaration.pack === 0 ? undefined : declaration.pack),
    members: declaration.members.map(encodeMember),
    ...optional("unsupported", declaration.unsupported),
  };
}

/** `[name, type, byte offset]`, or `[name, type, bit offset, bit width]` for a bit-field. */
function encodeMember(member: SpecMember): JsonValue {
  const start = [member.name, renderType(member.type)];
  if (member.bitWidth === undefined) return [...start, member.bitOffset / 8];
  return [...start, member.bitOffset, member.bitWidth];
}

function encodeEnum(declaration: SpecEnum): JsonObject {
  const { kind, name } = declaration;
  return {
    kind,
    name,
    ...flag("anonymous", declaration.isAnonymous),
    base: renderType(declaration.base),
    ...flag("flags", declaration.isFlags),
    values: declaration.enumerators.map((enumerator) => [enumerator.name, encodeInteger(enumerator.value)]),
    ...optional("unsupported", declaration.unsupported),
  };
}

function encodeVariable(declaration: SpecVariable): JsonObject {
  const { kind, name } = declaration;
  return {
    kind,
    name,
    ...optional("symbol", declaration.symbol),
    type: renderType(declaration.type),
    ...flag("threadLocal", declaration.isThreadLocal),
    ...optional("unsupported", declaration.unsupported),
  };
}

function encodeMacro({ kind, name, parameters, expression, text }: SpecMacro): JsonObject {
  return { kind, name, parameters: parameters.map(encodeMacroParameter), value: encodeExpression(expression), text };
}

function encodeValue(value: SpecValue, type: SpecType): JsonObject {
  const typeText = renderType(type);
  switch (value.kind) {
    case "integer":
      return { type: typeText, value: encodeInteger(value.value) };
    case "float":
      // JSON has no infinities and no -0; a string that Number() reads back exactly has.
      return { type: typeText, float: Object.is(value.value, -0) ? "-0" : String(value.value) };
    case "string":
      return { type: typeText, string: value.text };
    case "bytes":
      return { type: typeText, bytes: Array.from(value.bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
    case "pointer":
      return { type: typeText, address: `0x${value.address.toString(16)}` };
    default:
      return value satisfies never;
  }
}
