/** Spells types of a document as Python annotations, and values of the C ABI as ctypes. */
import type { CType } from "../../abi/c-type.ts";
import type { ApiType, DeclarationId } from "../../model/index.ts";
import type { DeclaredPlans, FlagsBase } from "../declared-plans.ts";

/** Whether a value is given to the library or comes from it: what is given may be any sequence. */
export type Direction = "in" | "out";

/** Gives the name of a declared type, and sees to its import. */
export type FindType = (id: DeclarationId) => string;

/** Renders an annotation. */
export function renderType(type: ApiType, direction: Direction, findType: FindType): string {
  const inner = (item: ApiType) => renderType(item, direction, findType);
  switch (type.kind) {
    case "scalar":
      if (type.name === "bool") return "bool";
      return type.name.startsWith("f") ? "float" : "int";
    case "handle":
      return "int";
    case "string":
      return "str";
    case "bytes":
      return direction === "in" ? "bytes | bytearray | memoryview" : "bytes";
    case "optional":
      return `${inner(type.item)} | None`;
    case "list":
    case "array":
      return `${direction === "in" ? "Sequence" : "list"}[${inner(type.item)}]`;
    case "map":
      return `${direction === "in" ? "Mapping" : "dict"}[${inner(type.key)}, ${inner(type.value)}]`;
    case "iterator":
      return `_support.NativeIterator[${renderType(type.item, "out", findType)}]`;
    case "stream":
      return `_support.NativeStream[${renderType(type.item, "out", findType)}]`;
    default:
      return findType(type.id);
  }
}

const scalars: Readonly<Record<string, string>> = {
  bool: "ctypes.c_bool",
  char: "ctypes.c_char",
  int8_t: "ctypes.c_int8",
  int16_t: "ctypes.c_int16",
  int32_t: "ctypes.c_int32",
  int64_t: "ctypes.c_int64",
  uint8_t: "ctypes.c_uint8",
  uint16_t: "ctypes.c_uint16",
  uint32_t: "ctypes.c_uint32",
  uint64_t: "ctypes.c_uint64",
  float: "ctypes.c_float",
  double: "ctypes.c_double",
  size_t: "ctypes.c_size_t",
};

const flagTypes: Readonly<Record<FlagsBase, string>> = {
  u8: "ctypes.c_uint8",
  u16: "ctypes.c_uint16",
  u32: "ctypes.c_uint32",
  u64: "ctypes.c_uint64",
};

/** How flags are passed, by their symbol. */
export type FlagBases = DeclaredPlans["flagBases"];

/**
 * Renders the ctypes type of a C type; every pointer is an address.
 *
 * @param native What comes before names of `_native.py`: empty inside of it.
 */
export function renderNative(type: CType, flagBases: FlagBases, native = "_native."): string {
  switch (type.kind) {
    case "void":
      return "None";
    case "scalar":
      return scalars[type.name] ?? "None";
    case "pointer":
      return "ctypes.c_void_p";
    case "array":
      return `(${renderNative(type.of, flagBases, native)} * ${String(type.length)})`;
    case "named":
      if (type.declares === "enum") return "ctypes.c_int32";
      if (type.declares === "handle") return "ctypes.c_uint64";
      return type.declares === "flags" ? flagTypes[flagBases.get(type.symbol) ?? "u32"] : native + type.symbol;
    default:
      return type satisfies never;
  }
}

/** Tells whether the type is a struct by value. */
export function isStruct(type: CType): boolean {
  return type.kind === "named" && type.declares === "struct";
}
