/**
 * C types as a spec states them: names of basic types stay symbolic, so that most declarations read the same for every
 * target. Their text form is in `render-type.ts` and `parse-type.ts`; descriptors with sizes are `@koine/ctypes`.
 */
import type { FloatName, IntegerName } from "@koine/ctypes";

/** Qualifiers in the order in which they are printed. */
export const qualifierNames = ["const", "volatile", "restrict", "_Atomic"] as const;
/** A type qualifier. */
export type SpecQualifier = (typeof qualifierNames)[number];

/** Integer types: those that have a descriptor, and those that have none yet. */
export const integerNames = [
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "int8_t",
  "int16_t",
  "int32_t",
  "int64_t",
  "uint8_t",
  "uint16_t",
  "uint32_t",
  "uint64_t",
  "ssize_t",
  "size_t",
  "intptr_t",
  "uintptr_t",
  "ptrdiff_t",
  "wchar_t",
  "char16_t",
  "char32_t",
  "__int128",
  "unsigned __int128",
] as const;
integerNames satisfies readonly (IntegerName | "__int128" | "unsigned __int128")[];

/** The C name of an integer type. */
export type SpecIntegerName = (typeof integerNames)[number];

/** Floating types: those that have a descriptor, and those that have none. */
export const floatNames = [
  "float",
  "double",
  "long double",
  "_Float16",
  "_Float32",
  "_Float32x",
  "_Float64",
  "_Float64x",
  "_Float128",
  "__float128",
  "__bf16",
  "_Decimal32",
  "_Decimal64",
  "_Decimal128",
] as const;
floatNames satisfies readonly (FloatName | `_${string}`)[];

/** The C name of a floating type. */
export type SpecFloatName = (typeof floatNames)[number];

/** Calling conventions other than the target's default. */
export const conventionNames = [
  "stdcall",
  "fastcall",
  "thiscall",
  "vectorcall",
  "ms_abi",
  "sysv_abi",
  "regcall",
  "swiftcall",
  "swiftasynccall",
  "preserve_none",
  "intel_ocl_bicc",
  "regparm",
  "sseregparm",
  "pcs",
  "aarch64_vector_pcs",
  "aarch64_sve_pcs",
] as const;
/** A calling convention other than the target's default. */
export type SpecConvention = (typeof conventionNames)[number];

interface Qualified {
  readonly qualifiers: readonly SpecQualifier[];
}

/** `void`. */
export interface SpecVoid extends Qualified {
  readonly kind: "void";
}

/** `_Bool`. */
export interface SpecBool extends Qualified {
  readonly kind: "bool";
}

/** An integer type. */
export interface SpecInteger extends Qualified {
  readonly kind: "integer";
  readonly name: SpecIntegerName;
}

/** A floating type. */
export interface SpecFloat extends Qualified {
  readonly kind: "float";
  readonly name: SpecFloatName;
}

/** A complex type; GNU C has them of integers too. */
export interface SpecComplex extends Qualified {
  readonly kind: "complex";
  readonly component: SpecFloatName | SpecIntegerName;
}

/** `va_list`, whose shape is the target's. */
export interface SpecVaList extends Qualified {
  readonly kind: "va-list";
}

/** A pointer; its own qualifiers, not those of what it points to. */
export interface SpecPointer extends Qualified {
  readonly kind: "pointer";
  readonly target: SpecType;
}

/** An array; qualifiers of arrays are their elements' (C17 6.7.3p9). */
export interface SpecArray extends Qualified {
  readonly kind: "array";
  readonly element: SpecType;
  /** Number of elements; `null` for a flexible or unknown length. */
  readonly length: number | null;
}

/** A function type, with the types of its parameters after decay (C17 6.7.6.3p7, p8). */
export interface SpecFunctionType extends Qualified {
  readonly kind: "function";
  readonly parameters: readonly SpecType[];
  readonly result: SpecType;
  readonly isVariadic: boolean;
  /** False for `f()`, which says nothing about its parameters. */
  readonly hasPrototype: boolean;
  /** `null` for the target's default. */
  readonly convention: SpecConvention | null;
}

/** A use of a struct, union, enum or typedef that the spec declares. */
export interface SpecReference extends Qualified {
  readonly kind: "reference";
  readonly to: "struct" | "union" | "enum" | "typedef";
  readonly name: string;
}

/** A GNU vector. */
export interface SpecVector extends Qualified {
  readonly kind: "vector";
  readonly element: SpecType;
  readonly length: number;
}

/** A type that the front end understands but cannot represent. */
export interface SpecUnsupported extends Qualified {
  readonly kind: "unsupported";
  /** As C spells it. */
  readonly text: string;
}

/** Every C type that a spec can state. */
export type SpecType =
  | SpecVoid
  | SpecBool
  | SpecInteger
  | SpecFloat
  | SpecComplex
  | SpecVaList
  | SpecPointer
  | SpecArray
  | SpecFunctionType
  | SpecReference
  | SpecVector
  | SpecUnsupported;
