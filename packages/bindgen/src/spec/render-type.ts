/**
 * Types as short strings that read from left to right: `*const char` is "pointer to const char", `[3]*t:Item` "array of
 * three pointers to Item". The inverse is `parse-type.ts`.
 */
import type { SpecFunctionType, SpecReference, SpecType } from "./type-model.ts";

/** What stands before the name of a declared type. */
export const referencePrefixes: Readonly<Record<SpecReference["to"], string>> = {
  struct: "s:",
  union: "u:",
  enum: "e:",
  typedef: "t:",
};

/** Renders a type as text. */
export function renderType(type: SpecType): string {
  return [...type.qualifiers, renderUnqualified(type)].join(" ");
}

function renderUnqualified(type: SpecType): string {
  switch (type.kind) {
    case "void":
    case "bool":
      return type.kind;
    case "integer":
    case "float":
      return type.name;
    case "complex":
      return `complex ${type.component}`;
    case "va-list":
      return "va_list";
    case "pointer":
      return `*${renderType(type.target)}`;
    case "array":
      return `[${type.length ?? ""}]${renderType(type.element)}`;
    case "function":
      return renderFunction(type);
    case "reference":
      return referencePrefixes[type.to] + type.name;
    case "vector":
      return `vec(${type.length}) ${renderType(type.element)}`;
    case "unsupported":
      return `unsupported(${JSON.stringify(type.text)})`;
    default:
      return type satisfies never;
  }
}

function renderFunction(type: SpecFunctionType): string {
  const parameters = type.parameters.map(renderType);
  if (type.isVariadic) parameters.push("...");
  const convention = type.convention === null ? "" : `${type.convention} `;
  const list = type.hasPrototype ? parameters.join(", ") : "?";
  return `${convention}fn(${list}) ${renderType(type.result)}`;
}
