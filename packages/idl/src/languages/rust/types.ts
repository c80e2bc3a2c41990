/** Spells types of a document, and of its C ABI, in Rust. */
import type { CScalarName, CType } from "../../abi/c-type.ts";
import type { ApiType, DeclarationId } from "../../model/index.ts";

/** Gives the name of a declared type. */
export type FindType = (id: DeclarationId) => string;

/**
 * Where a type stands. `owned` is a result or a field, `parameter` is what a caller lends,
 * `callback` is what a callback is lent.
 */
export type Position = "owned" | "parameter" | "callback";

/** Renders the Rust type of a value. */
export function renderType(type: ApiType, position: Position, findType: FindType): string {
  if (position === "owned") return renderOwned(type, findType);
  switch (type.kind) {
    case "string":
      return "&str";
    case "bytes":
      return "&[u8]";
    case "record":
    case "interface":
    case "rich-enum":
      return `&${findType(type.id)}`;
    case "callback":
      return `&mut ${findType(type.id)}<'_>`;
    case "optional": {
      const isTexts = position === "parameter" && type.item.kind === "list" && type.item.item.kind === "string";
      return `Option<${isTexts ? "&[&str]" : renderType(type.item, position, findType)}>`;
    }
    case "list":
      if (position === "parameter" && type.item.kind === "string") return "&[impl AsRef<str>]";
      return `&[${renderItem(type.item, position, findType)}]`;
    case "array":
      return `&${renderOwned(type, findType)}`;
    case "map":
      return `&BTreeMap<${renderOwned(type.key, findType)}, ${renderItem(type.value, position, findType)}>`;
    default:
      return renderOwned(type, findType);
  }
}

function renderOwned(type: ApiType, findType: FindType): string {
  const inner = (item: ApiType) => renderOwned(item, findType);
  switch (type.kind) {
    case "scalar":
      return type.name;
    case "handle":
      return "u64";
    case "string":
      return "String";
    case "bytes":
      return "Vec<u8>";
    case "typed-handle":
      return `support::Handle<${findType(type.id)}>`;
    case "optional":
      return `Option<${inner(type.item)}>`;
    case "list":
      return `Vec<${inner(type.item)}>`;
    case "array":
      return `[${inner(type.item)}; ${String(type.length)}]`;
    case "map":
      return `BTreeMap<${inner(type.key)}, ${inner(type.value)}>`;
    case "iterator":
    case "stream":
      throw new Error(`a ${type.kind} is spelled with its errors`);
    default:
      return findType(type.id);
  }
}

/** What stands in a slice or a map that is lent: objects are references to the caller's, or lent by the library. */
function renderItem(type: ApiType, position: Position, findType: FindType): string {
  if (type.kind === "optional") return `Option<${renderItem(type.item, position, findType)}>`;
  if (type.kind !== "record" && type.kind !== "interface") return renderOwned(type, findType);
  return position === "callback" ? `support::Lent<${findType(type.id)}>` : `&${findType(type.id)}`;
}

const scalars: Readonly<Record<CScalarName, string>> = {
  bool: "bool",
  char: "c_char",
  int8_t: "i8",
  int16_t: "i16",
  int32_t: "i32",
  int64_t: "i64",
  uint8_t: "u8",
  uint16_t: "u16",
  uint32_t: "u32",
  uint64_t: "u64",
  float: "f32",
  double: "f64",
  size_t: "usize",
};

/**
 * Renders the Rust type of a C type.
 *
 * @param prefix What comes before names of `ffi.rs`: empty inside of it.
 */
export function renderNative(type: CType, prefix = "ffi::"): string {
  switch (type.kind) {
    case "void":
      return "c_void";
    case "scalar":
      return scalars[type.name];
    case "named":
      if (type.declares === "enum") return "i32";
      return type.declares === "function-pointer" ? `Option<${prefix}${type.symbol}>` : prefix + type.symbol;
    case "pointer":
      return `*${type.isConst ? "const" : "mut"} ${renderNative(type.to, prefix)}`;
    case "array":
      return `[${renderNative(type.of, prefix)}; ${String(type.length)}]`;
    default:
      return type satisfies never;
  }
}
