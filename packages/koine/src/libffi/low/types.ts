/** libffi's own type descriptions, and new ones in memory of the caller's. */
import { describeValue, FfiError } from "@koine/diagnostics";
import type { OwnedPointer, Pointer, PointerType, ResolvePointee } from "@koine/ctypes";
import { assertOptions, types as c } from "@koine/ctypes";
import { allocate } from "../../memory/allocate.ts";
import { NativePointer } from "../../memory/pointer.ts";
import * as raw from "../raw/index.ts";
import { ffi_cif, ffi_type, FFI_TYPE_COMPLEX, FFI_TYPE_STRUCT } from "../raw/index.ts";

/** An `ffi_type *`. */
export type TypePointer = Pointer<ResolvePointee<typeof ffi_type>>;

/** An `ffi_type **`: an array of types that ends in NULL. */
export type TypeArray = OwnedPointer<PointerType<ResolvePointee<typeof ffi_type>>>;

/** An `ffi_cif *` to memory of the caller's. */
export type CifPointer = Pointer<ResolvePointee<typeof ffi_cif>>;

const variables = {
  void: raw.ffi_type_void,
  uint8: raw.ffi_type_uint8,
  sint8: raw.ffi_type_sint8,
  uint16: raw.ffi_type_uint16,
  sint16: raw.ffi_type_sint16,
  uint32: raw.ffi_type_uint32,
  sint32: raw.ffi_type_sint32,
  uint64: raw.ffi_type_uint64,
  sint64: raw.ffi_type_sint64,
  float: raw.ffi_type_float,
  double: raw.ffi_type_double,
  longdouble: raw.ffi_type_longdouble,
  pointer: raw.ffi_type_pointer,
  complex_float: raw.ffi_type_complex_float,
  complex_double: raw.ffi_type_complex_double,
  complex_longdouble: raw.ffi_type_complex_longdouble,
};

/** The types that libffi exports, without the prefix `ffi_type_`. */
export type TypeName = keyof typeof variables;

/**
 * Gives one of libffi's types.
 *
 * @throws {FfiError} `FFI_LIBRARY_NOT_FOUND`; `FFI_SYMBOL_NOT_FOUND` where libffi has no such type (complex ones).
 */
export function typeOf(name: TypeName): TypePointer {
  if (typeof name === "string" && Object.hasOwn(variables, name)) return variables[name].pointer;
  throw new FfiError("FFI_ARGUMENT_TYPE", `typeOf(): libffi has no type ${describeValue(name)}`, {
    hint: `its types are ${Object.keys(variables).join(", ")}`,
    details: { name },
  });
}

/** What `ffi_type.type` is for types that users make. */
export const typeTag: { readonly struct: number; readonly complex: number } = {
  struct: FFI_TYPE_STRUCT,
  complex: FFI_TYPE_COMPLEX,
};

/** What a new type is made of. */
export interface NewType {
  /** {@link typeTag}; a struct when absent. */
  readonly tag?: number;
  /** In bytes; 0, the default, lets libffi compute it. */
  readonly size?: number;
  /** In bytes; 0, the default, lets libffi compute it. */
  readonly alignment?: number;
  /** Its elements. The new type does not keep them alive. */
  readonly elements: TypeArray;
}

/** Makes a type in fresh memory. The caller keeps it, its elements and their types alive. */
export function allocateType(parts: NewType): OwnedPointer<ResolvePointee<typeof ffi_type>> {
  assertOptions(parts, ["tag", "size", "alignment", "elements"], "allocateType()");
  const { tag, size, alignment, elements } = parts;
  assertPointer(elements, "allocateType(): elements");
  assertNumber(size, "allocateType(): size");
  const type = allocate(ffi_type);
  type.value = { size: BigInt(size ?? 0), alignment: alignment ?? 0, type: tag ?? typeTag.struct, elements };
  return type;
}

/** Makes a NULL-terminated array of types in fresh memory. The caller keeps it and the types alive. */
export function allocateTypes(types: readonly TypePointer[]): TypeArray {
  if (!isList(types)) {
    throw new FfiError("FFI_ARGUMENT_TYPE", `allocateTypes(): expected a list of types, got ${describeValue(types)}`, {
      hint: 'pass an array such as [typeOf("uint64"), typeOf("double")]',
      details: { received: types },
    });
  }
  const array = allocate(c.pointer(ffi_type), types.length + 1);
  for (const [index, type] of types.entries()) {
    assertPointer(type, `allocateTypes(): type ${index + 1}`);
    array.set(index, type);
  }
  return array;
}

/** Makes room for an `ffi_cif`: some platforms have more fields than the header that the raw layer is made from. */
export function allocateCif(): OwnedPointer<ResolvePointee<typeof ffi_cif>> {
  return allocate(ffi_cif, 2);
}

/** Asserts that a count fits C's `unsigned int`. */
export function assertCount(count: number, where: string): void {
  if (Number.isInteger(count) && count >= 0 && count <= 0xffff_ffff) return;
  throw new FfiError(
    "FFI_ARGUMENT_RANGE",
    `${where}: count: expected a number of arguments, got ${describeValue(count)}`,
    {
      details: { count },
    },
  );
}

/**
 * Asserts that a value is a pointer, which is all that can be known of what libffi reads.
 *
 * @param place What it is for, such as `call(): cif`.
 * @throws {FfiError} `FFI_ARGUMENT_TYPE`, also for null.
 */
export function assertPointer(value: unknown, place: string): void {
  if (value instanceof NativePointer) return;
  throw new FfiError("FFI_ARGUMENT_TYPE", `${place}: expected a Pointer, got ${describeValue(value)}`, {
    details: { place, received: value },
  });
}

/** Asserts that an optional size is a whole number that is not negative. */
function assertNumber(value: number | undefined, place: string): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return;
  throw new FfiError("FFI_ARGUMENT_RANGE", `${place}: expected a number of bytes, got ${describeValue(value)}`, {
    details: { place, received: value },
  });
}

/** `Array.isArray` as a question that leaves the type of what it asks about alone. */
export function isList(value: unknown): boolean {
  return Array.isArray(value);
}
