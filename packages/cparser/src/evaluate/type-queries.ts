/**
 * Questions that expressions ask about types: where a member lies, whether two types are one, what `size_t` is.
 */
import type { Target } from "@koine/ctypes";
import { integerType } from "../declaration/basic-types.ts";
import { resolveTypedefs } from "../declaration/type-layout.ts";
import type { DeclaredType } from "../declaration/type-model.ts";

/** The type of `sizeof` (C17 7.19). */
export function sizeType(target: Target): DeclaredType {
  if (target.pointer.byteLength === target.long.byteLength && target.platform !== "linux") {
    return integerType("unsigned long");
  }
  if (target.pointer.byteLength === 4) return integerType("unsigned int");
  return integerType(target.long.byteLength === 8 ? "unsigned long" : "unsigned long long");
}

/** Where a member of a record lies, in bits from its start. */
export interface MemberPlace {
  readonly type: DeclaredType;
  readonly bitOffset: number;
}

/** Finds a member, also inside anonymous members. */
export function findMember(type: DeclaredType, name: string): MemberPlace | undefined {
  const resolved = resolveTypedefs(type);
  if (resolved.kind !== "record" || resolved.record.members === null) return undefined;
  for (const member of resolved.record.members) {
    if (member.name === name) return { type: member.type, bitOffset: member.bitOffset };
    if (member.name !== undefined) continue;
    const inner = findMember(member.type, name);
    if (inner !== undefined) return { type: inner.type, bitOffset: member.bitOffset + inner.bitOffset };
  }
  return undefined;
}

/** Whether two types are the same but for qualifiers at the top and typedef names (C17 6.2.7, enough for `_Generic`). */
export function areSameTypes(left: DeclaredType, right: DeclaredType): boolean {
  const a = resolveTypedefs(left);
  const b = resolveTypedefs(right);
  switch (a.kind) {
    case "integer":
      // An enum is compatible with its integer type (C17 6.7.2.2p4).
      if (b.kind === "enum") return areSameTypes(b, a);
      return b.kind === "integer" && a.name === b.name;
    case "float":
      return b.kind === "float" && a.name === b.name;
    case "complex":
      return b.kind === "complex" && a.component === b.component;
    case "pointer": {
      if (b.kind !== "pointer") return false;
      const isSameConst = isConst(a.target) === isConst(b.target);
      return isSameConst && areSameTypes(a.target, b.target);
    }
    case "array":
      return b.kind === "array" && areSameTypes(a.element, b.element);
    case "record":
      return b.kind === "record" && a.record === b.record;
    case "enum":
      if (b.kind === "integer") {
        const { baseType } = a.enumeration;
        return baseType.kind === "integer" && baseType.name === b.name;
      }
      return b.kind === "enum" && a.enumeration === b.enumeration;
    case "vector":
      return b.kind === "vector" && a.byteLength === b.byteLength && areSameTypes(a.element, b.element);
    case "function":
      return b.kind === "function" && areSameTypes(a.result, b.result);
    default:
      return a.kind === b.kind;
  }
}

function isConst(type: DeclaredType): boolean {
  let current = type;
  while (current.kind === "typedef" && !current.qualifiers.isConst) current = current.typedef.type;
  return current.qualifiers.isConst;
}
