/** Spells types of a document in TypeScript. 64-bit integers are bigints, `T?` is `T | null`. */
import type { ApiType, DeclarationId, ScalarName } from "../../model/index.ts";

/** Whether a value is given to the library or comes from it: what is given may be read-only, and integers may be numbers. */
export type Direction = "in" | "out";

/** Gives the identifier of a declared type, and sees to its import. */
export type FindType = (id: DeclarationId) => string;

/** Renders the type of a value. */
export function renderType(type: ApiType, direction: Direction, findType: FindType): string {
  const inner = (item: ApiType) => renderType(item, direction, findType);
  switch (type.kind) {
    case "scalar":
      return renderScalar(type.name, direction);
    case "handle":
      return renderScalar("u64", direction);
    case "string":
      return "string";
    case "bytes":
      return "Uint8Array";
    case "typed-handle":
      return findType(type.id);
    case "optional":
      return `${inner(type.item)} | null`;
    case "list":
    case "array":
      return direction === "in" ? `readonly ${element(inner(type.item))}[]` : `${element(inner(type.item))}[]`;
    case "map":
      return `${direction === "in" ? "ReadonlyMap" : "Map"}<${inner(type.key)}, ${inner(type.value)}>`;
    case "iterator":
      return `NativeIterator<${renderType(type.item, "out", findType)}>`;
    case "stream":
      return `NativeStream<${renderType(type.item, "out", findType)}>`;
    default:
      return findType(type.id);
  }
}

function renderScalar(name: ScalarName, direction: Direction): string {
  if (name === "bool") return "boolean";
  if (name !== "i64" && name !== "u64") return "number";
  return direction === "in" ? "bigint | number" : "bigint";
}

/** A union needs parentheses before `[]`. */
function element(text: string): string {
  return text.includes(" | ") ? `(${text})` : text;
}
