/**
 * Types of the C ABI, as data; their spelling is in `languages/c/`. Constness belongs to what a pointer points to, as in
 * `const char* const*`.
 */

/** Names of C's own types that the ABI uses. */
export type CScalarName =
  | "bool"
  | "char"
  | "int8_t"
  | "int16_t"
  | "int32_t"
  | "int64_t"
  | "uint8_t"
  | "uint16_t"
  | "uint32_t"
  | "uint64_t"
  | "float"
  | "double"
  | "size_t";

/** A type of the C ABI. */
export type CType =
  | { readonly kind: "void" }
  | { readonly kind: "scalar"; readonly name: CScalarName }
  | CNamedType
  | { readonly kind: "pointer"; readonly to: CType; readonly isConst: boolean }
  /** Only as a member of a struct. */
  | { readonly kind: "array"; readonly of: CType; readonly length: number };

/** A type that the header declares under `symbol`. */
export interface CNamedType {
  readonly kind: "named";
  /** The complete C name, prefix included. */
  readonly symbol: string;
  /** What stands behind the name: `enum` is an `int32_t`, `flags` and `handle` are unsigned integers. */
  readonly declares: "opaque" | "struct" | "enum" | "flags" | "handle" | "function-pointer";
}
