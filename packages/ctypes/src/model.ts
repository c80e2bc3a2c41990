/**
 * The descriptors: C types as frozen plain data. Constructors are in `types/`, sizes in `layout/` (they depend on a
 * target), the JavaScript types that belong to a descriptor in `infer/`.
 */
import type { OwnedBy, Ownership } from "./ownership-model.ts";

/** How a 64-bit integer crosses: exactly as `bigint`, as a checked `number`, or wrapped to 64 bits without a check. */
export type IntegerPolicy = "exact" | "number" | "wrap";

/** The integer types by their C names. Their sizes are the target's. */
export type IntegerName =
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
  | "int8_t"
  | "int16_t"
  | "int32_t"
  | "int64_t"
  | "uint8_t"
  | "uint16_t"
  | "uint32_t"
  | "uint64_t"
  | "ssize_t"
  | "size_t"
  | "intptr_t"
  | "uintptr_t"
  | "ptrdiff_t"
  | "wchar_t"
  | "char16_t"
  | "char32_t";

/** The floating types by their C names. */
export type FloatName = "float" | "double" | "long double";

/** C's `void`. */
export interface VoidType {
  readonly kind: "void";
}

/** C's `bool`. */
export interface BoolType {
  readonly kind: "bool";
}

/** An integer type, by its C name and by how 64-bit values cross. */
export interface IntegerType<TName extends IntegerName = IntegerName, TPolicy extends IntegerPolicy = IntegerPolicy> {
  readonly kind: "integer";
  readonly name: TName;
  readonly policy: TPolicy;
}

/** A real floating type. */
export interface FloatType<TName extends FloatName = FloatName> {
  readonly kind: "float";
  readonly name: TName;
}

/** A complex floating type. */
export interface ComplexType<TName extends FloatName = FloatName> {
  readonly kind: "complex";
  readonly component: FloatType<TName>;
}

/** The element types that a vector can have; which integer types is what `c.vector` says. */
export type VectorElement = IntegerType | FloatType<"float" | "double">;

/** A SIMD vector: as many elements as one register has lanes, GNU C's `__attribute__((vector_size(n)))`. */
export interface VectorType<TElement extends VectorElement = VectorElement, TLength extends number = number> {
  readonly kind: "vector";
  readonly element: TElement;
  /** Number of lanes, a power of two. */
  readonly length: TLength;
}

/**
 * An enum: an integer type whose values have names. Values cross in the form in which the members are declared, number or
 * bigint. Of flags the members are bits, and values are sets of them.
 */
export interface EnumType<
  TName extends string = string,
  TMembers extends EnumMembers = EnumMembers,
  TIsOpen extends boolean = boolean,
  TBase extends IntegerType = IntegerType,
  TIsFlags extends boolean = boolean,
> {
  readonly kind: "enum";
  readonly name: TName;
  readonly members: TMembers;
  readonly base: TBase;
  /** Whether values that have no name are accepted and given. */
  readonly isOpen: TIsOpen;
  /** Whether values are combined from the members with `|`. */
  readonly isFlags: TIsFlags;
}

/** Names and values of an enum; values beyond 2^53 are `bigint`. */
export type EnumMembers = Readonly<Record<string, number | bigint>>;

/** A pointer to an object or a function. */
export interface PointerType<TTarget extends CType = CType, TIsConst extends boolean = boolean> {
  readonly kind: "pointer";
  readonly target: TTarget;
  /** Whether C promises not to write through it. */
  readonly isConst: TIsConst;
  /** Who owns what it leads to; C, which alone knows how long it lives, where nothing is said. */
  readonly ownership?: Ownership;
}

/** An array, of a fixed length or flexible. */
export interface ArrayType<
  TElement extends CType = CType,
  TLength extends number | null = number | null,
  TForm extends ArrayForm = ArrayForm,
> {
  readonly kind: "array";
  readonly element: TElement;
  /** Number of elements; `null` is C's flexible array member `T name[]`. */
  readonly length: TLength;
  /** What its values are in JavaScript. */
  readonly form: TForm;
  /** Of a flexible array: name of the member that holds the number of its elements, if one does. */
  readonly count?: string;
}

/** A flexible array whose number of elements is in another member of the struct. */
export interface CountedArrayType<TElement extends CType = CType, TCount extends string = string> extends ArrayType<
  TElement,
  null,
  "elements"
> {
  readonly count: TCount;
}

/** What an array is in JavaScript: an array of its elements, a NUL-terminated string, or bytes. */
export type ArrayForm = "elements" | "string" | "bytes";

/** One member of a struct or union type that is a bit-field. */
export interface BitFieldType<TBase extends IntegerType | BoolType | EnumType = IntegerType | BoolType | EnumType> {
  readonly kind: "bit-field";
  readonly base: TBase;
  readonly bitWidth: number;
}

/** What a member of a struct or union can be. */
export type StructMemberType = CType | BitFieldType;

/**
 * Members in declaration order. A key that starts with a colon (`":1"`) is not a name. It stands for an unnamed bit-field, C's
 * `int : 3`, which takes room and has no value, or for an anonymous struct or union, whose members are used like those of the
 * record that contains it.
 */
export type StructMembers = Readonly<Record<string, StructMemberType>>;

/** Departures from the target's natural layout. All lengths are in bytes. */
export interface StructOptions {
  /** Every member at its minimum alignment of 1 (`__attribute__((packed))`). */
  readonly packed?: boolean;
  /** At most this alignment for each member (`#pragma pack(n)`). */
  readonly pack?: number;
  /** At least this alignment for the whole (`_Alignas`, `__attribute__((aligned(n)))`). */
  readonly align?: number;
  /** Exactly this size, at least what the members need. */
  readonly size?: number;
  /** Exact byte offsets by member name, where a layout must match something that C did not lay out. */
  readonly offsets?: Readonly<Record<string, number>>;
}

/** A struct. Where its members lie depends on the target. */
export interface StructType<TName extends string = string, TMembers extends StructMembers = StructMembers> {
  readonly kind: "struct";
  readonly name: TName;
  readonly members: TMembers;
  readonly options: StructOptions;
}

/** A union: all members at offset 0. */
export interface UnionType<TName extends string = string, TMembers extends StructMembers = StructMembers> {
  readonly kind: "union";
  readonly name: TName;
  readonly members: TMembers;
  readonly options: StructOptions;
}

/** An incomplete type: it exists only behind a pointer, and two of different names are never exchangeable. */
export interface OpaqueType<TName extends string = string> {
  readonly kind: "opaque";
  readonly name: TName;
}

/** Another name for a type; layout and values are the target's. */
export interface AliasType<TName extends string = string, TTarget extends CType = CType> {
  readonly kind: "alias";
  readonly name: TName;
  readonly target: TTarget;
}

/** A NUL-terminated string. */
export interface StringType<TEncoding extends string = string> {
  readonly kind: "string";
  readonly encoding: TEncoding;
  /** Whether C promises not to write through it. A `char *` that C writes into is not a string. */
  readonly isConst: true;
  /** How a returned string is given back after it was copied; not at all where nothing is said. */
  readonly ownership?: OwnedBy;
  /** What happens to text that the encoding cannot express, and to bytes that are no text: see `StringOptions`. */
  readonly onInvalid?: "error" | "replace";
}

/** Bytes of a JavaScript buffer, borrowed for one call and not copied. */
export interface BytesType {
  readonly kind: "bytes";
}

/** An out-parameter: C gets a pointer to room for one value, JavaScript gets the value as a result. */
export interface OutType<TTarget extends CType = CType> {
  readonly kind: "out";
  readonly target: TTarget;
}

/** Like {@link OutType}, but JavaScript passes the first value. */
export interface InOutType<TTarget extends CType = CType> {
  readonly kind: "inout";
  readonly target: TTarget;
}

/**
 * An owned resource: a pointer to an opaque type that a function of the same library releases. JavaScript gets an owner
 * that releases it when it is disposed.
 */
export interface HandleType<TName extends string = string> {
  readonly kind: "handle";
  readonly name: TName;
  /** What it points to. */
  readonly target: OpaqueType<TName>;
  /** Symbol of the function that takes the pointer and ends it. */
  readonly release: string;
}

/** Translates between a C type's values and those of a program; see `c.mapped`. */
export interface Translator<TNative, TNativeArgument, TValue, TArgument> {
  /** Gives what C gets for a value. */
  readonly toNative: (value: TArgument) => TNativeArgument;
  /** Gives the value for what C gave. */
  readonly fromNative: (native: TNative) => TValue;
  /** Ends what {@link Translator.toNative} made for one call, after that call, also when it throws. */
  readonly free?: ((native: TNativeArgument) => void) | undefined;
}

/** A type with a translation of its values. */
export interface MappedType<TBase extends CType = CType, TValue = unknown, TArgument = TValue> {
  readonly kind: "mapped";
  readonly base: TBase;
  // Methods, so that a translator of one type is a translator.
  toNative(value: TArgument): unknown;
  fromNative(native: unknown): TValue;
  free?(native: unknown): void;
}

/** A pointer to as many values as another parameter, or another member of the struct, says. */
export interface SizedByType<TCount extends string = string, TTarget extends SizedTarget = SizedTarget> {
  readonly kind: "sized-by";
  /** Name of the parameter or member that holds the number of elements. */
  readonly count: TCount;
  readonly target: TTarget;
}

/** What can be sized by another value. */
export type SizedTarget = PointerType | BytesType | StringType;

/** A pointer to the first of some elements, after which comes one that is zero. */
export interface NullTerminatedType<TElement extends CType = CType> {
  readonly kind: "null-terminated";
  readonly element: TElement;
}

/** Names of parameters, as far as they are known. */
export type ParameterNames = readonly (string | undefined)[];

/** What a function type has besides parameters and result. */
export interface FunctionOptions<
  TIsVariadic extends boolean = boolean,
  TNames extends ParameterNames = ParameterNames,
> {
  /** Whether further arguments may follow the declared ones (C's `...`). */
  readonly variadic?: TIsVariadic;
  /** One name per parameter, for messages and for `c.sizedBy`. */
  readonly parameterNames?: TNames;
  /** How it is called; as C functions of the target are, when absent. */
  readonly convention?: CallingConvention;
  /** On which stack a function that calls back runs; on one of its own, of the usual size, when absent. */
  readonly stack?: FunctionStack;
}

/**
 * The stack of a function that has callbacks: the caller's, for native code that inspects its stack, or one of at least so many
 * bytes. Functions without callbacks run on the caller's stack always.
 */
export type FunctionStack = "caller" | number;

/** Calling conventions that a declaration can name. On 64-bit targets most of them mean the one that there is. */
export type CallingConvention = "c" | "stdcall" | "fastcall" | "thiscall" | "vectorcall" | "ms_abi" | "sysv_abi";

/** What becomes of an error number: it comes back beside the result, or it is thrown when the result says that the call failed. */
export type ErrnoMode = true | "throw";

/** A function type: what a symbol is, or what a function pointer points to. */
export interface FunctionType<
  TParameters extends readonly CType[] = readonly CType[],
  TResult extends CType = CType,
  TIsVariadic extends boolean = boolean,
  TNames extends ParameterNames = ParameterNames,
  TErrno extends ErrnoMode | undefined = ErrnoMode | undefined,
  TLastError extends ErrnoMode | undefined = ErrnoMode | undefined,
> {
  readonly kind: "function";
  readonly parameters: TParameters;
  readonly result: TResult;
  /** One name per parameter, where the declaration gives them. */
  readonly parameterNames: TNames;
  readonly isVariadic: TIsVariadic;
  /** How it is called, where that is not `"c"`. */
  readonly convention?: CallingConvention;
  /** Absent where nobody looks at `errno`. */
  readonly errno?: TErrno;
  /** Absent where nobody looks at what `GetLastError` of Windows gives. */
  readonly lastError?: TLastError;
  /** Tells whether a result, in its JavaScript form, says that the call failed; absent where those do that usually do. */
  readonly isFailure?: (result: never) => boolean;
  /** On which stack it runs when it calls back, where that is said. */
  readonly stack?: FunctionStack;
}

/** How long native code may keep a callback. */
export type CallbackLifetime = "call" | "once" | "until" | "static";

/** Which threads may call a callback: the one that JavaScript runs on, or any. */
export type CallbackThreads = "caller" | "any";

/** A JavaScript function that C calls through a function pointer. */
export interface CallbackType<
  TParameters extends readonly CType[] = readonly CType[],
  TResult extends CType = CType,
  TLifetime extends CallbackLifetime = CallbackLifetime,
> {
  readonly kind: "callback";
  readonly signature: FunctionType<TParameters, TResult>;
  readonly lifetime: TLifetime;
  readonly threads: CallbackThreads;
  /**
   * What C receives when the JavaScript function throws, in the result type's JavaScript form; `undefined` for the zero
   * value of the result type.
   */
  readonly onThrow: unknown;
  /** Whether functions that take it run on the caller's stack. */
  readonly stack?: "caller";
}

/** Every C type descriptor. */
export type CType =
  | VoidType
  | BoolType
  | IntegerType
  | FloatType
  | ComplexType
  | VectorType
  | EnumType
  | PointerType
  | ArrayType
  | StructType
  | UnionType
  | OpaqueType
  | AliasType
  | StringType
  | BytesType
  | OutType
  | InOutType
  | HandleType
  | MappedType
  | SizedByType
  | NullTerminatedType
  | FunctionType
  | CallbackType;
