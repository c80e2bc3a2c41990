/**
 * Types of the spec as C spells them, for the C compiler to judge. C builds declarations from the inside out (C17 6.7.6): what
 * a declarator is wrapped in depends on what surrounds it.
 */
import type { SpecFunctionType, SpecReference, SpecType } from "../spec/type-model.ts";

const tagWords: Readonly<Record<SpecReference["to"], string>> = {
  struct: "struct ",
  union: "union ",
  enum: "enum ",
  typedef: "",
};

/**
 * Spells a declaration of `declarator` with a type.
 *
 * @param untagged Such as `struct Point`: the types that C knows by a typedef only (`spec/untagged-types.ts`).
 */
export function renderCDeclaration(type: SpecType, declarator: string, untagged: ReadonlySet<string>): string {
  switch (type.kind) {
    case "pointer": {
      const needsParentheses = type.target.kind === "array" || type.target.kind === "function";
      const star = `*${spellQualifiers(type).join(" ")}${type.qualifiers.length > 0 ? " " : ""}${declarator}`;
      return renderCDeclaration(type.target, needsParentheses ? `(${star})` : star, untagged);
    }
    case "array":
      return renderCDeclaration(type.element, `${declarator}[${type.length ?? ""}]`, untagged);
    case "function":
      return renderFunction(type, declarator, untagged);
    case "vector": {
      // GCC counts bytes, the spec elements.
      const size = `${type.length} * sizeof(${renderCDeclaration(type.element, "", untagged)})`;
      const element = { ...type.element, qualifiers: [...type.qualifiers, ...type.element.qualifiers] };
      // Among the specifiers the attribute is at nobody's way, whatever the declarator is.
      return renderCDeclaration(element, `__attribute__((vector_size(${size}))) ${declarator}`.trimEnd(), untagged);
    }
    case "void":
    case "bool":
    case "integer":
    case "float":
    case "complex":
    case "va-list":
    case "reference":
    case "unsupported":
      return [...spellQualifiers(type), renderSpecifier(type, untagged), declarator]
        .filter((part) => part !== "")
        .join(" ");
    default:
      return type satisfies never;
  }
}

/** C89 has no word for `restrict`; compilers have one for all versions. */
function spellQualifiers({ qualifiers }: SpecType): readonly string[] {
  return qualifiers.map((qualifier) => (qualifier === "restrict" ? "__restrict" : qualifier));
}

function renderFunction(type: SpecFunctionType, declarator: string, untagged: ReadonlySet<string>): string {
  const parameters = type.parameters.map((parameter) => renderCDeclaration(parameter, "", untagged));
  if (type.isVariadic) parameters.push("...");
  const empty = type.hasPrototype ? "void" : "";
  return renderCDeclaration(type.result, `${declarator}(${parameters.join(", ") || empty})`, untagged);
}

type Specified = Exclude<SpecType, { readonly kind: "pointer" | "array" | "function" | "vector" }>;

function renderSpecifier(type: Specified, untagged: ReadonlySet<string>): string {
  switch (type.kind) {
    case "void":
      return "void";
    case "bool":
      return "_Bool";
    case "integer":
    case "float":
      return type.name;
    case "complex":
      return `${type.component} _Complex`;
    case "va-list":
      return "__builtin_va_list";
    case "reference":
      return untagged.has(`${type.to} ${type.name}`) ? type.name : tagWords[type.to] + type.name;
    case "unsupported":
      // What a declarator says goes around a name; nobody needs more than the type.
      return type.text.includes("(^)") ? `__typeof__(${type.text})` : type.text;
    default:
      return type satisfies never;
  }
}
