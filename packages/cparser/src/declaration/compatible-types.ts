/**
 * Whether two declarations of one name agree: compatible types, as GCC takes them. The exact comparison of `_Generic` is
 * `evaluate/type-queries.ts`.
 *
 * @see C17 6.2.7 (compatible type), 6.7.6.3p15 (functions)
 */
import { bitsOfQualifiers } from "./qualifiers.ts";
import type { DeclaredEnum, DeclaredFunction, DeclaredType } from "./type-model.ts";

/** Types that C says nothing of are compatible with any: a diagnostic is given for what is known to be wrong. */
export function areCompatibleTypes(left: DeclaredType, right: DeclaredType): boolean {
  if (left === right) return true;
  const a = strip(left);
  const b = strip(right);
  return a.qualifierBits === b.qualifierBits && areCompatibleUnqualified(a.type, b.type);
}

type BareType = Exclude<DeclaredType, { readonly kind: "typedef" }>;

/** Follows typedef names, which may add qualifiers at each step; those of an array are its element's. */
function strip(type: DeclaredType): { readonly type: BareType; readonly qualifierBits: number } {
  let current = type;
  let qualifierBits = bitsOfQualifiers(current.qualifiers);
  while (current.kind === "typedef") {
    current = current.typedef.type;
    qualifierBits |= bitsOfQualifiers(current.qualifiers);
  }
  return { type: current, qualifierBits: current.kind === "array" ? 0 : qualifierBits };
}

function areCompatibleUnqualified(a: BareType, b: BareType): boolean {
  if (a.kind === "unsupported" || b.kind === "unsupported") return true;
  // An enum is compatible with its integer type (C17 6.7.2.2p4).
  if (a.kind === "enum" && b.kind === "integer") return isNamed(a.enumeration.baseType, b.name);
  if (b.kind === "enum" && a.kind === "integer") return areCompatibleUnqualified(b, a);
  switch (a.kind) {
    case "integer":
    case "float":
      return b.kind === a.kind && a.name === b.name;
    case "complex":
      return b.kind === "complex" && a.component === b.component;
    case "pointer":
      return b.kind === "pointer" && areCompatibleTypes(a.target, b.target);
    case "array":
      return b.kind === "array" && haveSameLength(a.length, b.length) && areCompatibleElements(a.element, b.element);
    case "record":
      return b.kind === "record" && a.record === b.record;
    case "enum":
      return b.kind === "enum" && a.enumeration === b.enumeration;
    case "function":
      return b.kind === "function" && areCompatibleFunctions(a, b);
    case "vector":
      return b.kind === "vector" && a.byteLength === b.byteLength && areCompatibleTypes(a.element, b.element);
    case "void":
    case "bool":
    case "va-list":
      return a.kind === b.kind;
    default:
      return a satisfies never;
  }
}

function isNamed(base: DeclaredEnum["enumeration"]["baseType"], name: string): boolean {
  return base.kind === "integer" && base.name === name;
}

function haveSameLength(left: number | null, right: number | null): boolean {
  return left === null || right === null || left === right;
}

/** Qualifiers of a typedef of an array are lost on the way to its elements; they are no reason to complain. */
function areCompatibleElements(left: DeclaredType, right: DeclaredType): boolean {
  return areCompatibleUnqualified(strip(left).type, strip(right).type);
}

function areCompatibleFunctions(left: DeclaredFunction, right: DeclaredFunction): boolean {
  if (!areCompatibleUnqualified(strip(left.result).type, strip(right.result).type)) return false;
  if (!left.hasPrototype || !right.hasPrototype) return true;
  if (left.isVariadic !== right.isVariadic || left.parameters.length !== right.parameters.length) return false;
  return left.parameters.every(({ type }, index) => {
    const other = right.parameters[index]?.type ?? type;
    return (
      areCompatibleUnqualified(strip(type).type, strip(other).type) || isTaken(type, other) || isTaken(other, type)
    );
  });
}

/** Whether a parameter is a union that is passed as any of its members (GNU's `transparent_union`), and another is one of these. */
function isTaken(union: DeclaredType, other: DeclaredType): boolean {
  let type = union;
  let isTransparent = false;
  while (type.kind === "typedef") {
    isTransparent ||= type.typedef.attributes.isTransparentUnion === true;
    type = type.typedef.type;
  }
  if (type.kind !== "record" || !(isTransparent || type.record.attributes.isTransparentUnion === true)) return false;
  const passed = strip(other).type;
  return type.record.members?.some((member) => areCompatibleUnqualified(strip(member.type).type, passed)) === true;
}
