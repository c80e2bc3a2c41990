/** Values that the C front end calculated, of macros and of variables that never change, as constants of the spec. */
import type { ConstantValue, WideStringValue } from "@koine/cparser";
import type { SpecConstant, SpecValue } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { lowerType } from "./lower-type.ts";
import type { TypeScope } from "./lower-type.ts";

interface Identity {
  readonly name: string;
  readonly file: string;
}

/** Lowers a value; `undefined` for a wide string that is no text. */
export function lowerConstant(value: ConstantValue, identity: Identity, scope: TypeScope): SpecConstant | undefined {
  switch (value.kind) {
    case "integer":
      return constant({ kind: "integer", value: value.value }, lowerType(value.type, scope), identity);
    case "float":
      return constant({ kind: "float", value: value.value }, lowerType(value.type, scope), identity);
    case "pointer":
      return constant({ kind: "pointer", address: value.value }, lowerType(value.type, scope), identity);
    case "string": {
      const text: SpecValue =
        value.text === undefined ? { kind: "bytes", bytes: value.bytes } : { kind: "string", text: value.text };
      return constant(text, arrayOf("char", value.bytes.length + 1), identity);
    }
    case "wide-string":
      return lowerWideString(value, identity);
    default:
      return value satisfies never;
  }
}

function constant(value: SpecValue, type: SpecType, { name, file }: Identity): SpecConstant {
  return { kind: "constant", name, file, value, type: { ...type, qualifiers: [] } };
}

function arrayOf(name: "char" | "wchar_t" | "char16_t" | "char32_t", length: number): SpecType {
  return { kind: "array", element: { kind: "integer", name, qualifiers: [] }, length, qualifiers: [] };
}

const wideCharacters = { L: "wchar_t", u: "char16_t", U: "char32_t" } as const;

/** Wide characters are UTF-16 or UTF-32 code units; anything else is no text. */
function lowerWideString({ prefix, codeUnits }: WideStringValue, identity: Identity): SpecConstant | undefined {
  const isUnicode = codeUnits.every((unit) => unit <= 0x10_ffff);
  const text = isUnicode ? String.fromCodePoint(...codeUnits) : "";
  // A pair of surrogates joins to one character; one that is left alone does not survive the conversion.
  if (!isUnicode || new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text)) !== text) {
    return undefined;
  }
  return constant({ kind: "string", text }, arrayOf(wideCharacters[prefix], codeUnits.length + 1), identity);
}
