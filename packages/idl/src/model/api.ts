/**
 * A resolved API document: every declaration with its identity, place and resolved types, in the order of the document. It
 * is frozen data that `koine inspect --stage resolved` prints. The document before resolution is in `model/document.ts`, the
 * types are in `model/api-type.ts`.
 */
import type { Span } from "@koine/diagnostics";
import type { ApiType, DeclarationId, ScalarName } from "./api-type.ts";

/** A whole document. */
export interface Api {
  /** `version` of the document: a schema version. */
  readonly schema: string;
  /** The file as the user named it, for banners. */
  readonly file: string;
  readonly package: PackageMetadata;
  /** What every C symbol begins with: `c_prefix`. */
  readonly prefix: string;
  /** Top-level modules. */
  readonly modules: readonly ApiModule[];
  /** Options of the targets as the document gives them, by target name. */
  readonly generators: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Documents that this one imports types from, whole; their modules are not in {@link Api.modules}. */
  readonly imports: readonly ApiImport[];
}

/** Another document whose types this one uses. */
export interface ApiImport {
  /** The name that references begin with. */
  readonly name: string;
  readonly api: Api;
}

/** What manifests say about the package. */
export interface PackageMetadata {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly license?: string;
  readonly authors: readonly string[];
  readonly homepage?: string;
  readonly repository?: string;
}

/** What every declaration has. */
export interface ApiDeclaration {
  readonly name: string;
  readonly id: DeclarationId;
  /** Where the name is written. */
  readonly span: Span;
  readonly doc?: string;
  /** Why it should not be used any more, and what instead. */
  readonly deprecated?: string;
  /** The version of the package that brought it. */
  readonly since?: string;
}

/** A module; nested ones are in `modules`. */
export interface ApiModule extends ApiDeclaration {
  /** Names from the outermost module to this one. */
  readonly path: readonly string[];
  readonly aliases: readonly ApiAlias[];
  readonly constants: readonly ApiConstant[];
  readonly enums: readonly ApiEnum[];
  readonly flags: readonly ApiFlags[];
  readonly richEnums: readonly ApiRichEnum[];
  readonly records: readonly ApiRecord[];
  readonly interfaces: readonly ApiInterface[];
  readonly callbacks: readonly ApiCallback[];
  readonly listeners: readonly ApiListener[];
  readonly errorDomain?: ApiErrorDomain;
  readonly functions: readonly ApiFunction[];
  readonly modules: readonly ApiModule[];
}

/** Another name for a type; uses of it are already expanded. */
export interface ApiAlias extends ApiDeclaration {
  readonly target: ApiType;
}

/** A value that never changes. */
export interface ApiConstant extends ApiDeclaration {
  readonly type: ApiType;
  readonly value: ConstantValue;
}

/** A checked value of a constant or a default; integers are exact. */
export type ConstantValue =
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "enum"; readonly id: DeclarationId; readonly variant: string; readonly value: bigint }
  | { readonly kind: "flags"; readonly id: DeclarationId; readonly names: readonly string[]; readonly value: bigint }
  | { readonly kind: "empty-list" }
  | { readonly kind: "empty-map" }
  | { readonly kind: "none" };

/** An enum of plain numbers. */
export interface ApiEnum extends ApiDeclaration {
  readonly variants: readonly ApiEnumVariant[];
}

/** A variant of an enum; its id is `module.Enum.Variant`. */
export interface ApiEnumVariant extends ApiDeclaration {
  /** A 32-bit signed number. */
  readonly value: number;
}

/** A set of bits. */
export interface ApiFlags extends ApiDeclaration {
  readonly base: Extract<ScalarName, "u8" | "u16" | "u32" | "u64">;
  readonly members: readonly ApiFlag[];
}

/** A member of flags: one bit, or a combination of bits. */
export interface ApiFlag extends ApiDeclaration {
  readonly value: bigint;
}

/** An enum some of whose variants have fields; opaque in C. */
export interface ApiRichEnum extends ApiDeclaration {
  readonly variants: readonly ApiRichVariant[];
}

/** A variant of a rich enum. */
export interface ApiRichVariant extends ApiDeclaration {
  /** The tag, a 32-bit signed number. */
  readonly value: number;
  readonly fields: readonly ApiField[];
}

/** A record: opaque with getters, or with `layout: c` by value. */
export interface ApiRecord extends ApiDeclaration {
  readonly layout: "opaque" | "c";
  readonly hasBuilder: boolean;
  readonly fields: readonly ApiField[];
}

/** A field of a record or a variant. */
export interface ApiField extends ApiDeclaration {
  readonly type: ApiType;
  readonly default?: ConstantValue;
}

/** An object with methods. */
export interface ApiInterface extends ApiDeclaration {
  /** They give the object; the one named `new` is the canonical one. */
  readonly constructors: readonly ApiFunction[];
  readonly methods: readonly ApiFunction[];
  readonly statics: readonly ApiFunction[];
}

/** A function, constructor, method or static. */
export interface ApiFunction extends ApiDeclaration {
  readonly parameters: readonly ApiParameter[];
  /** Absent for a function without a result; a constructor's is its interface. */
  readonly result?: ApiType;
  /** The error domain whose codes it gives; absent when only the generic error can come. */
  readonly throws?: DeclarationId;
  readonly isAsync: boolean;
  readonly isCancellable: boolean;
}

/** A parameter of a function or a callback. */
export interface ApiParameter extends ApiDeclaration {
  readonly type: ApiType;
  /** The producer may write through it: pointer parameters lose their `const`. */
  readonly isMutable: boolean;
  readonly default?: ConstantValue;
}

/** The type of a function that the consumer writes. */
export interface ApiCallback extends ApiDeclaration {
  readonly parameters: readonly ApiParameter[];
  /** By-value types only. */
  readonly result?: ApiType;
}

/** An event that consumers can subscribe to. */
export interface ApiListener extends ApiDeclaration {
  /** The callback that each event calls. */
  readonly callback: DeclarationId;
}

/** The errors of a module. */
export interface ApiErrorDomain extends ApiDeclaration {
  readonly codes: readonly ApiErrorCode[];
}

/** One error; its id is `module.Domain.Code`. */
export interface ApiErrorCode extends ApiDeclaration {
  readonly code: number;
  readonly message: string;
}
