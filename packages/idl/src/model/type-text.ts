<<<<<<< HEAD
/** Spells a resolved type as a document would, with declarations by their whole path. */
import type { ApiType } from "./api-type.ts";

/** Renders the canonical text of a type: `[kv.Entry]?`, `{string:i32}`, `[f32; 4]`. */
export function renderTypeText(type: ApiType): string {
=======
/** Types of resolved documents in the spelling of the grammar, for messages. */
import type { ApiType } from "./api-type.ts";

/** Renders a type as a document would write it, names in full. */
export function renderApiType(type: ApiType): string {
>>>>>>> 2159b4d (Read API documents: YAML, JSON, TOML, the grammar of types, names resolved)
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
<<<<<<< HEAD
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
=======
      return `${renderApiType(type.item)}?`;
    case "list":
      return `[${renderApiType(type.item)}]`;
    case "array":
      return `[${renderApiType(type.item)}; ${type.length}]`;
    case "map":
      return `{${renderApiType(type.key)}:${renderApiType(type.value)}}`;
    case "iterator":
      return `iter<${renderApiType(type.item)}>`;
    case "stream":
      return `stream<${renderApiType(type.item)}>`;
    case "record":
    case "struct":
    case "enum":
    case "rich-enum":
    case "flags":
    case "interface":
    case "callback":
      return type.id;
    default:
      return type satisfies never;
>>>>>>> 2159b4d (Read API documents: YAML, JSON, TOML, the grammar of types, names resolved)
  }
}
