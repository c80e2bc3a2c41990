/** Spells a resolved type as a document would, with declarations by their whole path. */
import type { ApiType } from "./api-type.ts";

/** Renders the canonical text of a type: `[kv.Entry]?`, `{string:i32}`, `[f32; 4]`. */
export function renderTypeText(type: ApiType): string {
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "string":
      return type.isBorrowed ? "&str" : "string";
    case "bytes":
      return type.isBorrowed ? "&[u8]" : "bytes";
    case "handle":
      return "handle";
    case "typed-handle":
      return `handle<${type.id}>`;
    case "optional":
      return `${renderTypeText(type.item)}?`;
    case "list":
      return `[${renderTypeText(type.item)}]`;
    case "array":
      return `[${renderTypeText(type.item)}; ${String(type.length)}]`;
    case "map":
      return `{${renderTypeText(type.key)}:${renderTypeText(type.value)}}`;
    case "iterator":
      return `iter<${renderTypeText(type.item)}>`;
    case "stream":
      return `stream<${renderTypeText(type.item)}>`;
    default:
      return type.id;
  }
}
