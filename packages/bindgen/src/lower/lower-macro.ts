/** Macros as constants, aliases and types, or as the reason why they are none. */
import type { MacroDeclaration } from "@koine/cparser";
import type { SkipReason, SpecAlias, SpecConstant, SpecMacro, SpecTypedef } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { visitType } from "../spec/visit-type.ts";
import { lowerConstant } from "./lower-constant.ts";
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
    return {
      reason: "function-macro",
      // Only a spec says it.
      get detail() {
        const why = value.kind === "other" ? `: ${value.reason}` : "";
        return `${renderHead(macro)}${why}`;
      },
    };
  }
  switch (value.kind) {
    case "integer":
    case "float":
    case "pointer":
    case "string":
    case "wide-string": {
      const declaration = lowerConstant(value, { name, file }, scope);
      return declaration === undefined
        ? { reason: "macro-value", detail: "a wide string that is not Unicode" }
        : { declaration };
    }
    case "alias":
      return value.name === name
        ? null
        : { declaration: { kind: "alias", name, file, of: value.name, unsupported: undefined } };
    case "type":
      return lowerTypeMacro(macro, { file, type: lowerType(value.type, scope) });
    case "function":
      return { declaration: lowerMacroFunction(macro, value, { file, scope }) };
    case "empty":
      return { reason: "empty-macro", detail: undefined };
    case "other":
      return value.isBeyondNumbers === true
        ? { reason: "beyond-numbers", detail: undefined }
        : { reason: "macro-value", detail: value.reason };
    default:
      return value satisfies never;
  }
}

/** `#define mode_t mode_t` says that there is this type; `#define size_t const size_t` would be a type that is made of itself. */
function lowerTypeMacro({ name }: MacroDeclaration, { file, type }: { file: string; type: SpecType }): LoweredMacro {
  let isOfItself = false;
  visitType(type, (part) => (isOfItself ||= part.kind === "reference" && part.to === "typedef" && part.name === name));
  if (!isOfItself) return { declaration: { kind: "typedef", name, file, type, unsupported: undefined } };
  const isItself = type.kind === "reference" && type.qualifiers.length === 0;
  return isItself ? null : { reason: "macro-hides-declaration", detail: undefined };
}

function renderHead({ name, parameters = [], isVariadic }: MacroDeclaration): string {
  return `${name}(${isVariadic ? [...parameters.slice(0, -1), "..."].join(", ") : parameters.join(", ")})`;
}
