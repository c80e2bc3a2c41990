/**
 * Declared types back to C. The spelling declares the same type where the same tags and typedef names are in scope.
 */
import { isForeignConvention } from "./calling-conventions.ts";
import type { DeclaredFunction, DeclaredType, Qualifiers } from "./type-model.ts";

/**
 * Spells a type as C does, around a name if one is given: `spellType(type, "x")` is a declaration of `x`.
 *
 * @returns `undefined` if C has no spelling for it: a struct, union or enum without a name, an unsupported type, or a function with a
 *   foreign calling convention, which other compilers do not know.
 */
export function spellType(type: DeclaredType, name: string = ""): string | undefined {
  switch (type.kind) {
    case "void":
      return qualified(type.qualifiers, "void", name);
    case "bool":
      return qualified(type.qualifiers, "_Bool", name);
    case "integer":
    case "float":
      return qualified(type.qualifiers, type.name, name);
    case "complex":
      return qualified(type.qualifiers, `_Complex ${type.component}`, name);
    case "va-list":
      return qualified(type.qualifiers, "__builtin_va_list", name);
    case "typedef":
      return qualified(type.qualifiers, type.name, name);
    case "record": {
      const { recordKind, tag, name: given } = type.record;
      const spelled = tag === undefined ? given : `${recordKind} ${tag}`;
      return spelled && qualified(type.qualifiers, spelled, name);
    }
    case "enum": {
      const { tag, name: given } = type.enumeration;
      const spelled = tag === undefined ? given : `enum ${tag}`;
      return spelled && qualified(type.qualifiers, spelled, name);
    }
    case "pointer":
      return spellPointer(type.target, type.qualifiers, name);
    case "array":
      return spellType(type.element, `${name}[${type.length ?? ""}]`);
    case "function":
      return isForeignConvention(type.convention) ? undefined : spellFunction(type, name);
    case "vector": {
      const element = spellType(type.element);
      return (
        element && qualified(type.qualifiers, `__attribute__((__vector_size__(${type.byteLength}))) ${element}`, name)
      );
    }
    case "unsupported":
      return undefined;
    default:
      return type satisfies never;
  }
}

function qualified(qualifiers: Qualifiers, type: string, name: string): string {
  const words = qualifierWords(qualifiers);
  const specifiers = words === "" ? type : `${words} ${type}`;
  return name === "" ? specifiers : `${specifiers} ${name}`;
}

function qualifierWords(qualifiers: Qualifiers): string {
  const words = [];
  if (qualifiers.isAtomic) words.push("_Atomic");
  if (qualifiers.isConst) words.push("const");
  if (qualifiers.isVolatile) words.push("volatile");
  if (qualifiers.isRestrict) words.push("__restrict");
  return words.join(" ");
}

function spellPointer(target: DeclaredType, qualifiers: Qualifiers, name: string): string | undefined {
  const words = qualifierWords(qualifiers);
  const declarator = words === "" ? `*${name}` : `*${words}${name === "" ? "" : ` ${name}`}`;
  const needsParentheses = target.kind === "array" || target.kind === "function";
  return spellType(target, needsParentheses ? `(${conventionOf(target)}${declarator})` : declarator);
}

function conventionOf(type: DeclaredType): string {
  return type.kind === "function" && type.convention !== "c" ? `__attribute__((${type.convention})) ` : "";
}

function spellFunction(type: DeclaredFunction, name: string): string | undefined {
  const parameters = type.parameters.map((parameter) => spellType(parameter.type));
  if (parameters.includes(undefined)) return undefined;
  if (type.isVariadic) parameters.push("...");
  const list = parameters.length > 0 ? parameters.join(", ") : type.hasPrototype ? "void" : "";
  const spelled = spellType(type.result, `${name}(${list})`);
  // Behind a pointer, the convention stands beside the asterisk.
  return spelled === undefined || name.startsWith("(") ? spelled : `${conventionOf(type)}${spelled}`;
}
