/**
 * The spec: everything that `koine bind` found in headers, as data to check in and to review. The types in it are in
 * `type-model.ts`, its text in `render-spec.ts`. Modules are rendered from the spec alone.
 */
import type { SpecAnnotation } from "../annotation/annotation-model.ts";
import type { SpecLibraries } from "./library-names.ts";
import type { SpecExpression, SpecMacroParameter } from "./macro-expression.ts";
import type { SpecConvention, SpecType } from "./type-model.ts";

/** The version of the JSON format. It changes when a reader of the old one could misunderstand the new one. */
export const specFormat = 1;

/** One parameter of a function. */
export interface SpecParameter {
  /** `null` where the header names none. */
  readonly name: string | null;
  readonly type: SpecType;
  /** The length that the header declares, of a pointer to the first element of an array. */
  readonly length?: number | undefined;
}

interface Named {
  readonly name: string;
  /** The header that declares it, relative to its include directory. */
  readonly file: string;
}

/** A declaration that a module cannot offer says why; a short clause, such as `takes va_list`. */
interface Supportable {
  readonly unsupported?: string | undefined;
}

/** A function that has a symbol. */
export interface SpecFunction extends Named, Supportable {
  readonly kind: "function";
  /** The linker's name, where it is not the function's. */
  readonly symbol?: string | undefined;
  readonly parameters: readonly SpecParameter[];
  readonly result: SpecType;
  readonly isVariadic: boolean;
  readonly hasPrototype: boolean;
  /** Whether only the wrapper of `head.wrapper` gives it a symbol. */
  readonly isInline: boolean;
  /** Whether it is a macro that calls a function; only in wrappers. */
  readonly isMacro?: boolean | undefined;
  readonly convention: SpecConvention | null;
  readonly isNoreturn: boolean;
  /** The message of `deprecated("…")`, maybe empty. */
  readonly deprecated?: string | undefined;
}

/** A member of a struct or union. */
export interface SpecMember {
  /** `null` for anonymous structs and unions, and for bit-fields that are only padding. */
  readonly name: string | null;
  readonly type: SpecType;
  /** Bits from the start of the record. */
  readonly bitOffset: number;
  /** Width of a bit-field; absent for every other member. */
  readonly bitWidth?: number | undefined;
}

/** A complete struct or union, laid out for the first target of the spec. */
export interface SpecRecord extends Named, Supportable {
  readonly kind: "struct" | "union";
  /** Size in bytes, padding included. */
  readonly byteLength: number;
  /** Alignment in bytes. */
  readonly alignment: number;
  readonly isPacked: boolean;
  /** `#pragma pack(n)` in effect, 0 if none. */
  readonly pack: number;
  readonly members: readonly SpecMember[];
  /** Whether C has no name for it, so that `name` is the generator's. */
  readonly isAnonymous: boolean;
}

/** A struct or union that is never completed, or whose inside is not of interest. */
export interface SpecOpaque extends Named {
  readonly kind: "opaque";
  readonly of: "struct" | "union";
  /** Whether C knows it by a typedef only. */
  readonly isAnonymous: boolean;
}

/** One name of an enum. */
export interface SpecEnumerator {
  readonly name: string;
  readonly value: bigint;
}

/** An enum, or a group of constants. */
export interface SpecEnum extends Named, Supportable {
  readonly kind: "enum";
  /** The integer type behind it. */
  readonly base: SpecType;
  readonly enumerators: readonly SpecEnumerator[];
  /** Whether its values are meant to be combined (`flag_enum`). */
  readonly isFlags: boolean;
  /** Whether C has no name for it: it only groups constants. */
  readonly isAnonymous: boolean;
}

/** A typedef, or a macro that stands for a type. */
export interface SpecTypedef extends Named, Supportable {
  readonly kind: "typedef";
  readonly type: SpecType;
}

/** A variable that a library exports. */
export interface SpecVariable extends Named, Supportable {
  readonly kind: "variable";
  readonly symbol?: string | undefined;
  readonly type: SpecType;
  readonly isThreadLocal: boolean;
}

/** The value of a constant, with the kind that C gives it. */
export type SpecValue =
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "pointer"; readonly address: bigint };

/** An object-like macro with a constant value. */
export interface SpecConstant extends Named {
  readonly kind: "constant";
  readonly value: SpecValue;
  /** C type of the expression. */
  readonly type: SpecType;
  /** Whether only a compiler could calculate it (`--probe`). */
  readonly isProbed?: boolean | undefined;
  /** Whether C has a `static const` variable here, which is no constant expression. */
  readonly isVariable?: boolean | undefined;
}

/** A function-like macro that calculates a value of its arguments. */
export interface SpecMacro extends Named {
  readonly kind: "macro";
  readonly parameters: readonly SpecMacroParameter[];
  readonly expression: SpecExpression;
  /** What C replaces it by. */
  readonly text: string;
}

/** A macro that only renames a function or variable. */
export interface SpecAlias extends Named, Supportable {
  readonly kind: "alias";
  readonly of: string;
}

/** Everything that a spec can declare. */
export type SpecDeclaration =
  | SpecFunction
  | SpecRecord
  | SpecOpaque
  | SpecEnum
  | SpecTypedef
  | SpecVariable
  | SpecConstant
  | SpecMacro
  | SpecAlias;

/** Why something is in no declaration. `detail` is for people. */
export interface SpecSkipped {
  readonly kind: "function" | "macro" | "variable" | "type";
  readonly name: string;
  readonly file: string;
  readonly reason: SkipReason;
  readonly detail?: string | undefined;
}

/** Every reason for leaving something out, with what a person should know about it. */
export const skipReasons = {
  "empty-macro": "macro without a value",
  "function-macro": "function-like macro that is more than a calculation",
  "inline-function": "static or inline function, which --wrap gives a symbol",
  "macro-value": "macro whose value is not a constant",
  "beyond-numbers": "constant that no number of JavaScript is known to be the nearest to",
  "macro-hides-declaration": "macro with the name of something that is declared",
  "static-variable": "static variable: it is not in the library",
  filtered: "left out by --include or --exclude",
} as const;
/** A reason for leaving something out. */
export type SkipReason = keyof typeof skipReasons;

/** One header that was read. */
export interface SpecFile {
  /** Relative to its include directory, with `/`. */
  readonly path: string;
  /** First 16 hexadecimal digits of the SHA-256 of its bytes. */
  readonly hash: string;
}

/** Which names were asked for. */
export interface SpecNameFilter {
  /** Sources of regular expressions; a name must match one of them, if there are any. */
  readonly include: readonly string[];
  /** Sources of regular expressions; a name must match none of them. */
  readonly exclude: readonly string[];
}

/** What filters can be about besides all names. */
export const filterGroups = ["functions", "types", "constants", "variables", "files"] as const;
/** What a filter is about: declarations of a kind, or the headers that declare them. */
export type SpecFilterGroup = (typeof filterGroups)[number];

/**
 * Which declarations were asked for: the names of all kinds, and those of one kind. `files` decides about the headers whose
 * declarations are bound: all of the library, when it includes none.
 */
export type SpecFilter = SpecNameFilter & { readonly [TGroup in SpecFilterGroup]?: SpecNameFilter | undefined };

/** What a spec says about itself. */
export interface SpecHead {
  readonly format: typeof specFormat;
  /** Version of Koine that wrote it. */
  readonly generator: string;
  readonly headers: readonly string[];
  /** As for `openLibrary`. */
  readonly libraries: SpecLibraries;
  /** LLVM triples that the declarations hold for. */
  readonly targets: readonly string[];
  /** The version of C that the headers were read as, such as `c99`; GNU C17 when absent. */
  readonly standard?: string | undefined;
  /** `NAME` or `NAME=VALUE`, as given. */
  readonly defines: readonly string[];
  /** Names that were not predefined. */
  readonly undefines?: readonly string[] | undefined;
  /** Headers that are read before the others, of which nothing is bound for themselves. */
  readonly preincludes?: readonly string[] | undefined;
  /** Path of the library with the wrappers of inline functions, from the module and without an extension. */
  readonly wrapper?: string | undefined;
  /** What integers of 64 bits are in JavaScript where nothing else is said; bigints when absent. */
  readonly integers?: "number" | undefined;
  readonly filter: SpecFilter;
  readonly files: readonly SpecFile[];
}

/** What headers declare otherwise for some targets than for the first one. */
export interface SpecOverride {
  /** Triples, in the order of `head.targets`. */
  readonly targets: readonly string[];
  /** Declarations that are different there, or only there. */
  readonly declarations: readonly SpecDeclaration[];
  /** Keys of declarations (see `declaration-key.ts`) that are not there. */
  readonly removed: readonly string[];
}

/** All that is known about some headers. Frozen. */
export interface Spec {
  readonly head: SpecHead;
  /**
   * For the first of `head.targets`. In the order of `head.files`, in source order inside a file; what other files lend
   * comes first.
   */
  readonly declarations: readonly SpecDeclaration[];
  /** Every other target is in one of them, or declares the same as the first. */
  readonly overrides: readonly SpecOverride[];
  readonly skipped: readonly SpecSkipped[];
  /** What a person knows beyond the headers, by declaration key; enumerators by their name. Holds for all targets. */
  readonly annotations: ReadonlyMap<string, SpecAnnotation>;
  /** Doc comments by declaration key (see `declaration-key.ts`); members as `key.member`. */
  readonly docs: ReadonlyMap<string, string>;
  /** 1-based physical lines by declaration key. */
  readonly lines: ReadonlyMap<string, number>;
}
