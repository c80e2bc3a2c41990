/**
 * How C spells a type; for messages. It is not an identity: two different types may be spelled alike.
 */
import type { ArrayType, BitFieldType, CType, FunctionType, PointerType } from "../model.ts";
import { representationOf } from "./representation-of.ts";
import { vectorSizeText } from "./vector-layout.ts";

/** Spells a type as C would, such as `struct Point *` or `int (*)(const char *, int)`. */
export function typeName(type: CType | BitFieldType): string {
  return spell(type, "");
}

/** Spells a declaration of `declarator` with a type: C builds type names from the inside out (C17 6.7.7). */
function spell(type: CType | BitFieldType, declarator: string): string {
  switch (type.kind) {
    case "void":
      return join("void", declarator);
    case "bool":
      return join("bool", declarator);
    case "integer":
    case "float":
    case "alias":
    case "opaque":
      return join(type.name, declarator);
    case "complex":
      return join(`${type.component.name} _Complex`, declarator);
    case "vector":
      return join(`${type.element.name} __attribute__((vector_size(${vectorSizeText(type)})))`, declarator);
    case "enum":
    case "struct":
    case "union":
      return join(`${type.kind} ${type.name}`, declarator);
    case "bit-field":
      return `${spell(type.base, declarator)} : ${type.bitWidth}`;
    case "string":
      return join("const char", `*${declarator}`);
    case "bytes":
      return join("void", `*${declarator}`);
    case "pointer":
      return spellPointer(type, declarator);
    case "mapped":
    case "handle":
    case "sized-by":
    case "null-terminated":
      return spell(representationOf(type), declarator);
    case "out":
    case "inout":
      return spell(type.target, `*${declarator}`);
    case "array":
      return spellArray(type, declarator);
    case "function":
      return spellFunction(type, declarator);
    case "callback":
      return spellFunction(type.signature, `(*${declarator})`);
    default:
      return type satisfies never;
  }
}

function join(specifier: string, declarator: string): string {
  return declarator === "" ? specifier : `${specifier} ${declarator}`;
}

function spellPointer(type: PointerType, declarator: string): string {
  const { target } = type;
  const needsParentheses = target.kind === "array" || target.kind === "function";
  // `const` stands after the `*` of an inner pointer, and before everything else.
  if (type.isConst && target.kind === "pointer") return spell(target, join("const", `*${declarator}`));
  const spelled = spell(target, needsParentheses ? `(*${declarator})` : `*${declarator}`);
  return type.isConst ? `const ${spelled}` : spelled;
}

function spellArray(type: ArrayType, declarator: string): string {
  const suffix = `[${type.length ?? ""}]`;
  return spell(type.element, declarator === "" ? suffix : `${declarator}${suffix}`);
}

function spellFunction(type: FunctionType, declarator: string): string {
  const parameters = type.parameters.map((parameter) => typeName(parameter));
  if (type.isVariadic) parameters.push("...");
  return spell(type.result, `${declarator}(${parameters.length === 0 ? "void" : parameters.join(", ")})`);
}
