/** Spells types of a document, and of its C ABI, in Go. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType, DeclarationId, ScalarName } from "../../model/index.ts";

/** Gives the identifier of a declared type. */
export type FindType = (id: DeclarationId) => string;

const scalars: Readonly<Record<ScalarName, string>> = {
  bool: "bool",
  i8: "int8",
  i16: "int16",
  i32: "int32",
  i64: "int64",
  u8: "uint8",
  u16: "uint16",
  u32: "uint32",
  u64: "uint64",
  f32: "float32",
  f64: "float64",
};

/**
 * Renders the Go type of a value.
 *
 * @param inner Renders the types inside of it.
 */
export function renderType(
  type: ApiType,
  findType: FindType,
  inner: (item: ApiType) => string = (item) => renderType(item, findType),
): string {
  switch (type.kind) {
    case "scalar":
      return scalars[type.name];
    case "handle":
      return "uint64";
    case "string":
      return "string";
    case "bytes":
      return "[]byte";
    case "typed-handle":
    case "record":
    case "interface":
      return `*${findType(type.id)}`;
    case "optional":
      return hasNil(type.item) ? inner(type.item) : `*${inner(type.item)}`;
    case "list":
      return `[]${inner(type.item)}`;
    case "array":
      return `[${String(type.length)}]${inner(type.item)}`;
    case "map":
      return `map[${inner(type.key)}]${inner(type.value)}`;
    case "iterator":
    case "stream":
      return `iter.Seq2[${inner(type.item)}, error]`;
    default:
      return findType(type.id);
  }
}

/** Tells whether the Go type has a nil of its own, which then stands for none. */
function hasNil(type: ApiType): boolean {
  return ["bytes", "list", "map", "record", "interface", "rich-enum", "typed-handle"].includes(type.kind);
}

/** Renders the cgo type of a C type. */
export function renderNative(type: CType): string {
  switch (type.kind) {
    case "void":
      return "";
    case "scalar":
      return `C.${type.name}`;
    case "named":
      return `C.${type.symbol}`;
    case "pointer":
      return type.to.kind === "void" ? "unsafe.Pointer" : `*${renderNative(type.to)}`;
    case "array":
      return `[${String(type.length)}]${renderNative(type.of)}`;
    default:
      return type satisfies never;
  }
}
