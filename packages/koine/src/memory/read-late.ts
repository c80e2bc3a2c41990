/** Which members of unions are not read with the others, because their bytes may belong to another member. */
import { resolveAlias } from "@koine/ctypes";
import type { BitFieldType, CType, StructMemberLayout } from "@koine/ctypes";

/**
 * Tells whether a field is read only when somebody asks for it: it shares its bytes with others, and reading it follows an
 * address or may throw.
 */
export function isReadLate(field: StructMemberLayout): boolean {
  return field.isOverlaid === true && mayFail(field.type);
}

function mayFail(type: CType | BitFieldType): boolean {
  if (type.kind === "bit-field") return false;
  const resolved = resolveAlias(type);
  switch (resolved.kind) {
    case "string":
    case "sized-by":
    case "null-terminated":
    case "mapped":
      return true;
    case "integer":
      return resolved.policy === "number";
    case "array":
      return resolved.form === "elements" && mayFail(resolved.element);
    case "struct":
    case "union":
      return Object.values(resolved.members).some(mayFail);
    default:
      return false;
  }
}
