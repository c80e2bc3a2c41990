/** Macros as constants, aliases and types, or as the reason why they are none. */
import type { MacroDeclaration, WideStringValue } from "@koine/cparser";
import type { SkipReason, SpecAlias, SpecConstant, SpecMacro, SpecTypedef, SpecValue } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { lowerMacroFunction } from "./lower-macro-function.ts";
import { lowerType } from "./lower-type.ts";
import type { TypeScope } from "./lower-type.ts";

/** What became of a macro; `null` for one that only repeats its own name. */
export type LoweredMacro =
  | { readonly declaration: SpecConstant | SpecMacro | SpecAlias | SpecTypedef }
  | { readonly reason: SkipReason; readonly detail: string | undefined }
  | null;

/** Lowers a macro. */
export function lowerMacro(macro: MacroDeclaration, file: string, scope: TypeScope): LoweredMacro {
  const { name, value } = macro;
  if (macro.parameters !== undefined && value.kind !== "function" && value.kind !== "empty") {
    const why = value.kind === "other" ? `: ${value.reason}` : "";
    return { reason: "function-macro", detail: `${renderHead(macro)}${why}` };
  }
  switch (value.kind) {
    case "integer":
      return constant({ kind: "integer", value: value.value }, lowerType(value.type, scope), { name, file });
    case "float":
      return constant({ kind: "float", value: value.value }, lowerType(value.type, scope), { name, file });
    case "pointer":
      return constant({ kind: "pointer", address: value.value }, lowerType(value.type, scope), { name, file });
    case "string": {
      const text: SpecValue =
        value.text === undefined ? { kind: "bytes", bytes: value.bytes } : { kind: "string", text: value.text };
      return constant(text, arrayOf("char", value.bytes.length + 1), { name, file });
    }
    case "wide-string":
      return lowerWideString(value, { name, file });
    case "alias":
      return value.name === name
        ? null
        : { declaration: { kind: "alias", name, file, of: value.name, unsupported: undefined } };
    case "type":
      return {
        declaration: { kind: "typedef", name, file, type: lowerType(value.type, scope), unsupported: undefined },
      };
    case "function":
      return { declaration: lowerMacroFunction(macro, value, { file, scope }) };
    case "empty":
      return { reason: "empty-macro", detail: undefined };
    case "other":
      return { reason: "macro-value", detail: value.reason };
    default:
      return value satisfies never;
  }
}

interface Identity {
  readonly name: string;
  readonly file: string;
}

function constant(value: SpecValue, type: SpecType, { name, file }: Identity): LoweredMacro {
  return { declaration: { kind: "constant", name, file, value, type } };
}

function renderHead({ name, parameters = [], isVariadic }: MacroDeclaration): string {
  return `${name}(${isVariadic ? [...parameters.slice(0, -1), "..."].join(", ") : parameters.join(", ")})`;
}

function arrayOf(name: "char" | "wchar_t" | "char16_t" | "char32_t", length: number): SpecType {
  return { kind: "array", element: { kind: "integer", name, qualifiers: [] }, length, qualifiers: [] };
}

const wideCharacters = { L: "wchar_t", u: "char16_t", U: "char32_t" } as const;

/** Wide characters are UTF-16 or UTF-32 code units; anything else is no text. */
function lowerWideString({ prefix, codeUnits }: WideStringValue, identity: Identity): LoweredMacro {
  const isUnicode = codeUnits.every((unit) => unit <= 0x10_ffff);
  const text = isUnicode ? String.fromCodePoint(...codeUnits) : "";
  // A pair of surrogates joins to one character; one that is left alone does not survive the conversion.
  if (!isUnicode || new TextDecoder().decode(new TextEncoder().encode(text)) !== text) {
    return { reason: "macro-value", detail: "a wide string that is not Unicode" };
  }
  return constant({ kind: "string", text }, arrayOf(wideCharacters[prefix], codeUnits.length + 1), identity);
}
