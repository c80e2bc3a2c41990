/**
 * Types of a resolved API document: what a parameter, a result or a member can be. Names are resolved to declarations (by
 * their identity), aliases are expanded. How a type crosses the C ABI is decided in `abi/`, what is done with it in `plan/`.
 */

/** The dotted path of a declaration from its module: `kv.Store`, `kitchen.nested.Token`. */
export type DeclarationId = string;

/** Fixed-width numbers and `bool`. */
export type ScalarName = "bool" | "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "f32" | "f64";

/** Any type that a resolved document can name. */
export type ApiType =
  | ScalarType
  | StringType
  | BytesType
  | HandleType
  | TypedHandleType
  | NamedType
  | OptionalType
  | ListType
  | FixedArrayType
  | MapType
  | IteratorType
  | StreamType;

/** A number or `bool`. */
export interface ScalarType {
  readonly kind: "scalar";
  readonly name: ScalarName;
}

/** UTF-8 text without NUL. `&str` is the same on the wire; it states that the producer does not keep it. */
export interface StringType {
  readonly kind: "string";
  readonly isBorrowed: boolean;
}

/** Octets with a length. */
export interface BytesType {
  readonly kind: "bytes";
  readonly isBorrowed: boolean;
}

/** An unsigned 64-bit number that the producer understands. */
export interface HandleType {
  readonly kind: "handle";
}

/** `handle<T>`: a pointer to an object of the producer that nobody but the producer looks into. */
export interface TypedHandleType {
  readonly kind: "typed-handle";
  readonly id: DeclarationId;
}

/**
 * A declared type. `record` is opaque and read through getters, `struct` is a record with `layout: c` that crosses by value,
 * `rich-enum` is an enum whose variants have fields, `callback` is a function of the consumer (parameters only).
 */
export interface NamedType {
  readonly kind: "record" | "struct" | "enum" | "rich-enum" | "flags" | "interface" | "callback";
  readonly id: DeclarationId;
}

/** `T?`. The item is never itself optional. */
export interface OptionalType {
  readonly kind: "optional";
  readonly item: ApiType;
}

/** `[T]`. */
export interface ListType {
  readonly kind: "list";
  readonly item: ApiType;
}

/** `[T; length]`: exactly `length` scalars, enums, flags or structs. */
export interface FixedArrayType {
  readonly kind: "array";
  readonly item: ApiType;
  readonly length: number;
}

/** `{K:V}`. */
export interface MapType {
  readonly kind: "map";
  readonly key: ApiType;
  readonly value: ApiType;
}

/** `iter<T>`: pulled one by one while the caller waits; only a whole result. */
export interface IteratorType {
  readonly kind: "iterator";
  readonly item: ApiType;
}

/** `stream<T>`: pulled one by one, each item delivered by a callback; only a whole result. */
export interface StreamType {
  readonly kind: "stream";
  readonly item: ApiType;
}
