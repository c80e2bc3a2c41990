/** Macros that calculate something of their arguments, with the types of numbers by the names that every program knows. */
import { mapExpressionTypes, resolveTypedefs } from "@koine/cparser";
import type { DeclaredType, MacroDeclaration, MacroValue } from "@koine/cparser";
import type { SpecScalar } from "../spec/macro-expression.ts";
import type { SpecMacro } from "../spec/model.ts";
import type { SpecFloatName } from "../spec/type-model.ts";
import { lowerType } from "./lower-type.ts";
import type { TypeScope } from "./lower-type.ts";

/** Lowers a macro that calculates. */
export function lowerMacroFunction(
  { name }: MacroDeclaration,
  value: Extract<MacroValue, { readonly kind: "function" }>,
  place: { readonly file: string; readonly scope: TypeScope },
): SpecMacro {
  const toScalar = (type: DeclaredType): SpecScalar => lowerScalar(type, place.scope);
  return {
    kind: "macro",
    name,
    file: place.file,
    parameters: value.parameters.map(({ name: parameter, role, type }) => ({
      name: parameter,
      role,
      type: type === undefined ? undefined : toScalar(type),
    })),
    expression: mapExpressionTypes(value.expression, toScalar),
    text: value.text,
  };
}

/** Only how a type calculates matters here: typedefs and enums are what stands behind them. */
function lowerScalar(type: DeclaredType, scope: TypeScope): SpecScalar {
  const lowered = lowerType(type, scope);
  if (lowered.kind === "integer") return { ...lowered, qualifiers: [] };
  const resolved = resolveTypedefs(type);
  if (resolved.kind === "enum") return lowerScalar(resolved.enumeration.baseType as DeclaredType, scope);
  if (resolved.kind === "bool") return { kind: "bool", qualifiers: [] };
  if (resolved.kind === "float")
    return { kind: "float", name: interchangeFormats[resolved.name] ?? resolved.name, qualifiers: [] };
  // Texts are arrays and pointers; what they are made of says enough.
  if (resolved.kind !== "integer") return { kind: "integer", name: "char", qualifiers: [] };
  return { kind: "integer", name: resolved.name, qualifiers: [] };
}

/** Types of TS 18661-3 with the values of older ones. */
const interchangeFormats: Readonly<Record<string, SpecFloatName>> = {
  _Float32: "float",
  _Float64: "double",
  _Float32x: "double",
};
