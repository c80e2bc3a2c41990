/**
 * The C type of one value: by value, or as an item of an array. Where values stand in a signature is decided by
 * `lower-parameter.ts` and `lower-result.ts`.
 */
import type { ApiType, NamedType, ScalarName, TypedHandleType } from "../model/index.ts";
import { cScalar, cText, pointerTo } from "./c-type.ts";
import type { CScalarName, CType } from "./c-type.ts";
import type { NativeTypes } from "./native-types.ts";

const scalarNames: Readonly<Record<ScalarName, CScalarName>> = {
  bool: "bool",
  i8: "int8_t",
  i16: "int16_t",
  i32: "int32_t",
  i64: "int64_t",
  u8: "uint8_t",
  u16: "uint16_t",
  u32: "uint32_t",
  u64: "uint64_t",
  f32: "float",
  f64: "double",
};

/** The C name of a fixed-width number or `bool`. */
export function toScalarName(name: ScalarName): CScalarName {
  return scalarNames[name];
}

/** Tells whether a type crosses by value in one slot: a number, `bool`, an enum, flags, a handle, a struct. */
export function isValueType(type: ApiType): boolean {
  switch (type.kind) {
    case "scalar":
    case "handle":
    case "enum":
    case "flags":
    case "struct":
      return true;
    default:
      return false;
  }
}

/** Tells whether a type is an object of the producer, of which only the pointer crosses. */
export function isObjectType(type: ApiType): type is NamedType | TypedHandleType {
  switch (type.kind) {
    case "record":
    case "rich-enum":
    case "interface":
    case "typed-handle":
      return true;
    default:
      return false;
  }
}

/**
 * Gives the C type of a value that crosses by value.
 *
 * @throws {Error} For any other type, see {@link isValueType}.
 */
export function lowerValue(type: ApiType, types: NativeTypes): CType {
  switch (type.kind) {
    case "scalar":
      return cScalar(scalarNames[type.name]);
    case "handle":
      return types.handle;
    case "enum":
    case "flags":
    case "struct":
      return types.named(type.id);
    default:
      throw new Error(`a ${type.kind} does not cross by value`);
  }
}

/**
 * Gives the C type of an item in the array of a list or a map: a value, `const char*`, or `T*`, which is NULL for none.
 *
 * @throws {Error} For what cannot be an item; a document that was checked has none such.
 */
export function lowerItem(type: ApiType, types: NativeTypes): CType {
  const item = type.kind === "optional" ? type.item : type;
  if (item.kind === "string") return cText;
  if (isObjectType(item)) return pointerTo(types.named(item.id));
  if (type.kind === "optional") throw new Error(`an optional ${item.kind} cannot stand in an array`);
  return lowerValue(item, types);
}
