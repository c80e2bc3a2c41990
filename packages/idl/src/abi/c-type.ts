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
  | CVoidType
  | CScalarType
  | CNamedType
  | CPointerType
  /** Only as a member of a struct. */
  | { readonly kind: "array"; readonly of: CType; readonly length: number };

/** `void`: no result, or what a pointer to anything points to. */
export interface CVoidType {
  readonly kind: "void";
}

/** One of C's own types. */
export interface CScalarType {
  readonly kind: "scalar";
  readonly name: CScalarName;
}

/** A pointer; `isConst` speaks of what it points to. */
export interface CPointerType {
  readonly kind: "pointer";
  readonly to: CType;
  readonly isConst: boolean;
}

/** A type that the header declares under `symbol`. */
export interface CNamedType {
  readonly kind: "named";
  /** The complete C name, prefix included. */
  readonly symbol: string;
  /** What stands behind the name: `enum` is an `int32_t`, `flags` and `handle` are unsigned integers. */
  readonly declares: "opaque" | "struct" | "enum" | "flags" | "handle" | "function-pointer";
}

/** `void`. */
export const cVoid: CVoidType = Object.freeze({ kind: "void" });

const scalars = new Map<CScalarName, CScalarType>();

/** One of C's own types by its name; there is one object of each. */
export function cScalar(name: CScalarName): CScalarType {
  const known = scalars.get(name);
  if (known !== undefined) return known;
  const made = Object.freeze({ kind: "scalar", name } as const);
  scalars.set(name, made);
  return made;
}

/** `T*`: the callee may write through it, or owns what it points to. */
export function pointerTo(to: CType): CPointerType {
  return { kind: "pointer", to, isConst: false };
}

/** `const T*`. */
export function constPointerTo(to: CType): CPointerType {
  return { kind: "pointer", to, isConst: true };
}

/** `const char*`. */
export const cText: CPointerType = Object.freeze(constPointerTo(cScalar("char")));
