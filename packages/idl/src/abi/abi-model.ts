/**
 * The C ABI of a document: every type, constant and function that the header declares, complete and in its order. All names
 * and signatures are decided here; the C target spells them, and the other targets call them.
 */
import type { ApiDeclaration, ApiType, ConstantValue, DeclarationId, ScalarName } from "../model/index.ts";
import type { CNamedType, CType } from "./c-type.ts";

/** Everything that one header declares. */
export interface Abi {
  readonly prefix: string;
  readonly runtime: AbiRuntime;
  /** The ABIs of imported documents; the header includes theirs. */
  readonly imports: readonly Abi[];
  /** Modules in document order, nested ones after the module that holds them. */
  readonly modules: readonly AbiModule[];
  /** The structs of all modules, each after those that it holds. */
  readonly structs: readonly AbiStructType[];
  /** Every function of this document by its symbol, the runtime's included. */
  readonly functions: ReadonlyMap<string, AbiFunction>;
}

/** What every header declares, whatever the document says. */
export interface AbiRuntime {
  readonly handle: CNamedType;
  /** `{ int32_t code; const char* message; }`. */
  readonly error: CNamedType;
  readonly cancelToken: CNamedType;
  /** `{ uint64_t id; uint64_t hash; const char* path; }`. */
  readonly contractEntry: CNamedType;
  readonly errorClear: AbiFunction;
  readonly freeString: AbiFunction;
  readonly freeBytes: AbiFunction;
  readonly cancelTokenCreate: AbiFunction;
  readonly cancelTokenCancel: AbiFunction;
  readonly cancelTokenIsCancelled: AbiFunction;
  readonly cancelTokenDestroy: AbiFunction;
  /** `const {prefix}_contract_entry* {prefix}_contract(size_t* out_len)`. */
  readonly contract: AbiFunction;
}

/** What one module declares. */
export interface AbiModule {
  readonly id: DeclarationId;
  /** The path joined with `_`. */
  readonly joinedPath: string;
  readonly doc?: string;
  readonly types: readonly AbiType[];
  readonly constants: readonly AbiConstant[];
  /** In header order: rich enums, records with builders, interfaces, listeners, functions with iterators. */
  readonly functions: readonly AbiFunction[];
}

/** A type that the header declares. */
export type AbiType = AbiEnumType | AbiFlagsType | AbiOpaqueType | AbiStructType | AbiFunctionPointerType;

/** What every declared type has. */
export interface AbiTypeBase {
  readonly symbol: string;
  /** The declaration that it comes from. */
  readonly owner: DeclarationId;
  readonly doc?: string;
  readonly deprecated?: string;
}

/** `typedef enum { … } symbol`; also the tags of a rich enum and the codes of an error domain. */
export interface AbiEnumType extends AbiTypeBase {
  readonly kind: "enum";
  readonly constants: readonly { readonly symbol: string; readonly value: number; readonly doc?: string }[];
}

/** An unsigned integer with named bits. */
export interface AbiFlagsType extends AbiTypeBase {
  readonly kind: "flags";
  readonly base: Extract<ScalarName, "u8" | "u16" | "u32" | "u64">;
  readonly constants: readonly { readonly symbol: string; readonly value: bigint; readonly doc?: string }[];
}

/** `typedef struct symbol symbol`. */
export interface AbiOpaqueType extends AbiTypeBase {
  readonly kind: "opaque";
}

/** A struct that crosses by value; its size and offsets are asserted in the header. */
export interface AbiStructType extends AbiTypeBase {
  readonly kind: "struct";
  readonly members: readonly { readonly name: string; readonly type: CType; readonly doc?: string }[];
  /** Bytes; the same on every target with natural alignment of fixed-width types. */
  readonly size: number;
  readonly alignment: number;
  /** Bytes from the start, one per member. */
  readonly offsets: readonly number[];
}

/** `typedef result (*symbol)(parameters)`. */
export interface AbiFunctionPointerType extends AbiTypeBase {
  readonly kind: "function-pointer";
  readonly parameters: readonly AbiParameter[];
  readonly result: CType;
}

/** A `#define` of a value. */
export interface AbiConstant {
  readonly symbol: string;
  readonly owner: DeclarationId;
  readonly type: ApiType;
  readonly value: ConstantValue;
  readonly doc?: string;
}

/** What a C function does for its declaration. */
export type AbiRole =
  | "runtime"
  | "function"
  | "async"
  | "constructor"
  | "method"
  | "static"
  | "create"
  | "destroy"
  | "getter"
  | "builder-new"
  | "builder-set"
  | "builder-build"
  | "builder-destroy"
  | "tag"
  | "variant-new"
  | "variant-getter"
  | "iterator-next"
  | "iterator-destroy"
  | "stream-next"
  | "stream-destroy"
  | "register"
  | "unregister";

/** One exported C function. */
export interface AbiFunction {
  readonly symbol: string;
  readonly role: AbiRole;
  /** The declaration that it serves; the runtime's functions have none. */
  readonly owner?: ApiDeclaration;
  readonly parameters: readonly AbiParameter[];
  readonly result: CType;
}

/** What a C parameter carries. */
export type AbiParameterRole =
  | "self"
  /** The value itself: by value, a string, a pointer to a boxed value, an object, the data of bytes or a list. */
  | "value"
  | "length"
  | "keys"
  | "values"
  /** Whether a stream's callback brings an item; `false` is the end. */
  | "has-item"
  | "callback"
  /** The `void*` that a callback gets back. */
  | "context"
  | "cancel-token"
  /** Where the caller has room for a fixed array. */
  | "out-value"
  | "out-length"
  | "out-keys"
  | "out-values"
  | "out-item"
  | "listener-id"
  /** The error of an async callback. */
  | "error"
  | "out-error";

/** A parameter of a C function or a function pointer. */
export interface AbiParameter {
  readonly name: string;
  readonly type: CType;
  readonly role: AbiParameterRole;
  /** The parameter or field of the document that it carries a part of; absent for results. */
  readonly of?: string;
}
