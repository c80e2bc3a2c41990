/**
 * C types as a declaration states them: basic names stay symbolic (`long` is `long`), typedef names stay references,
 * qualifiers are kept. What is declared with them is in `model.ts`; descriptors, which have a size, are `@koine/ctypes`.
 */
import type { DeclaredConvention } from "./calling-conventions.ts";
import type { VectorAttribute } from "./declaration-parts.ts";
import type { EnumDeclaration, RecordDeclaration, TypedefDeclaration } from "./model.ts";

/** Type qualifiers. Objects are shared: compare fields, not identity. */
export interface Qualifiers {
  readonly isConst: boolean;
  readonly isVolatile: boolean;
  readonly isRestrict: boolean;
  readonly isAtomic: boolean;
}

/** The integer types that C spells with keywords. */
export type DeclaredIntegerName =
  | "char"
  | "signed char"
  | "unsigned char"
  | "short"
  | "unsigned short"
  | "int"
  | "unsigned int"
  | "long"
  | "unsigned long"
  | "long long"
  | "unsigned long long"
  | "__int128"
  | "unsigned __int128";

/** The floating types that C and its GNU extensions spell with keywords. */
export type DeclaredFloatName =
  | "float"
  | "double"
  | "long double"
  | "_Float16"
  | "_Float32"
  | "_Float32x"
  | "_Float64"
  | "_Float64x"
  | "_Float128"
  | "__float128"
  | "__bf16"
  | "_Decimal32"
  | "_Decimal64"
  | "_Decimal128";

export type { DeclaredConvention } from "./calling-conventions.ts";

/** `void`. */
export interface DeclaredVoid {
  readonly kind: "void";
  readonly qualifiers: Qualifiers;
}

/** `_Bool`. */
export interface DeclaredBool {
  readonly kind: "bool";
  readonly qualifiers: Qualifiers;
}

/** An integer type, by its C name. */
export interface DeclaredInteger {
  readonly kind: "integer";
  readonly name: DeclaredIntegerName;
  readonly qualifiers: Qualifiers;
}

/** A floating type. */
export interface DeclaredFloat {
  readonly kind: "float";
  readonly name: DeclaredFloatName;
  readonly qualifiers: Qualifiers;
}

/** A complex type. */
export interface DeclaredComplex {
  readonly kind: "complex";
  /** GNU C allows integers here too. */
  readonly component: DeclaredFloatName | DeclaredIntegerName;
  readonly qualifiers: Qualifiers;
}

/** A pointer type. */
export interface DeclaredPointer {
  readonly kind: "pointer";
  readonly target: DeclaredType;
  readonly qualifiers: Qualifiers;
}

/** An array type. */
export interface DeclaredArray {
  readonly kind: "array";
  readonly element: DeclaredType;
  /** Number of elements; `null` for `[]`, `[*]` and lengths that are not constant. */
  readonly length: number | null;
  readonly isVariableLength: boolean;
  /** Always empty: qualifiers of an array are its element's (C17 6.7.3p9). */
  readonly qualifiers: Qualifiers;
}

/** One parameter of a function type, after arrays and functions have decayed to pointers. */
export interface Parameter {
  readonly name: string | undefined;
  readonly type: DeclaredType;
  /** The length of the array that it was declared as: `int pair[2]` is a pointer to two. */
  readonly length?: number | undefined;
}

/** A function type. */
export interface DeclaredFunction {
  readonly kind: "function";
  readonly result: DeclaredType;
  readonly parameters: readonly Parameter[];
  readonly isVariadic: boolean;
  /** False for `f()`, which says nothing about its parameters. */
  readonly hasPrototype: boolean;
  readonly convention: DeclaredConvention;
  readonly qualifiers: Qualifiers;
}

/** A struct or union, by reference to its one declaration (the object is shared and may be part of a cycle). */
export interface DeclaredRecord {
  readonly kind: "record";
  readonly record: RecordDeclaration;
  readonly qualifiers: Qualifiers;
}

/** An enum, by its declaration. */
export interface DeclaredEnum {
  readonly kind: "enum";
  readonly enumeration: EnumDeclaration;
  readonly qualifiers: Qualifiers;
}

/** A typedef name. `qualifiers` are those added to it here, not those inside the typedef. */
export interface DeclaredTypedef {
  readonly kind: "typedef";
  readonly name: string;
  readonly typedef: TypedefDeclaration;
  readonly qualifiers: Qualifiers;
}

/** A GNU vector (`__attribute__((vector_size(n)))`). Its qualifiers are those of the vector; elements have none. */
export interface DeclaredVector {
  readonly kind: "vector";
  readonly element: DeclaredType;
  /** Number of elements, 0 where no target says how large they are. */
  readonly length: number;
  readonly byteLength: number;
  /** What was asked for, where no target says how many elements that are. */
  readonly requested?: VectorAttribute;
  readonly qualifiers: Qualifiers;
}

/** `__builtin_va_list`; its shape is the target's. */
export interface DeclaredVaList {
  readonly kind: "va-list";
  readonly qualifiers: Qualifiers;
}

/** A type that is understood but has no representation here; never a guess. */
export interface DeclaredUnsupported {
  readonly kind: "unsupported";
  /** The type as C spells it. */
  readonly text: string;
  /** Why, one clause. */
  readonly reason: string;
  /** Size in bytes, where it is known all the same. */
  readonly byteLength: number | undefined;
  readonly alignment: number | undefined;
  readonly qualifiers: Qualifiers;
}

/** Every C type that a declaration can state. */
export type DeclaredType =
  | DeclaredVoid
  | DeclaredBool
  | DeclaredInteger
  | DeclaredFloat
  | DeclaredComplex
  | DeclaredPointer
  | DeclaredArray
  | DeclaredFunction
  | DeclaredRecord
  | DeclaredEnum
  | DeclaredTypedef
  | DeclaredVector
  | DeclaredVaList
  | DeclaredUnsupported;
