/**
 * What a translation unit declares, in source order and with the place of each declaration. The types in it are in
 * `type-model.ts`; whoever reads headers through this package sees only these two files and `diagnostics`.
 */
import type { Diagnostic, Span } from "@koine/diagnostics";
import type { LineMarker } from "../preprocess/line-markers.ts";
import type { MacroExpression, MacroParameter } from "./macro-expression.ts";
import type { DeclaredConvention, DeclaredFunction, DeclaredInteger, DeclaredType } from "./type-model.ts";

/** GNU attributes, `__declspec`, C23 attributes and keywords that say the same. Absent means not stated. */
export interface Attributes {
  readonly isNoreturn?: true;
  /** The message of `deprecated("…")`, or an empty string. */
  readonly deprecated?: string;
  /** The message of `unavailable("…")`, or an empty string. */
  readonly unavailable?: string;
  readonly format?: FormatAttribute;
  /** 1-based positions of the parameters that must not be null; an empty list means all pointers. */
  readonly nonnull?: readonly number[];
  readonly doesReturnNonnull?: true;
  readonly mustUseResult?: true;
  /** Result is fresh memory (`malloc`). */
  readonly isMalloc?: true;
  /** 1-based positions of the size parameters of an allocator. */
  readonly allocationSize?: readonly number[];
  /** No effect but its result, which depends on memory (`pure`), or on arguments alone (`const`). */
  readonly isPure?: true;
  readonly isConst?: true;
  readonly isWeak?: true;
  readonly isAlwaysInline?: true;
  readonly isGnuInline?: true;
  readonly isFlagEnum?: true;
  readonly isTransparentUnion?: true;
  readonly isMayAlias?: true;
  readonly isDllImport?: true;
  readonly isDllExport?: true;
  readonly visibility?: string;
  /** The symbol that this one is an alias of. */
  readonly alias?: string;
  readonly convention?: DeclaredConvention;
  readonly isPacked?: true;
  /** The strictest alignment that is asked for, in bytes. */
  readonly alignment?: number;
  readonly isMsStruct?: true;
  readonly isGccStruct?: true;
  /** Names of all attributes that have no field of their own, without surrounding underscores. */
  readonly others?: readonly string[];
}

/** `__attribute__((format(printf, 2, 3)))`: positions are 1-based, `firstToCheck` is 0 for a `va_list`. */
export interface FormatAttribute {
  readonly archetype: string;
  readonly stringIndex: number;
  readonly firstToCheck: number;
}

/** What all declarations have in common. */
interface Declared {
  /** Place of the declared name; its `file` is the path under which the file was read. */
  readonly span: Span;
  /** Text of the doc comment that precedes it (or follows it as `/**<`), without comment marks. */
  readonly doc: string | undefined;
  readonly attributes: Attributes;
}

/** A storage class; `none` if the declaration states none. */
export type Storage = "none" | "extern" | "static" | "register" | "auto";

/** A function, declared or defined. */
export interface FunctionDeclaration extends Declared {
  readonly kind: "function";
  readonly name: string;
  readonly type: DeclaredFunction;
  /** The typedef name, if it is declared as `compare_t f;`. */
  readonly typedefName: string | undefined;
  readonly storage: Storage;
  readonly isInline: boolean;
  /** Whether there is more than one declaration of it. */
  readonly isRedeclared?: boolean;
  readonly hasBody: boolean;
  /** The symbol that the linker sees: the asm label if there is one. */
  readonly symbol: string;
}

/** A variable with external or internal linkage. */
export interface VariableDeclaration extends Declared {
  readonly kind: "variable";
  readonly name: string;
  readonly type: DeclaredType;
  readonly storage: Storage;
  readonly isThreadLocal: boolean;
  readonly hasInitializer: boolean;
  /** The initializer's value, if it is a constant that this package can evaluate. */
  readonly value: ConstantValue | undefined;
  /** Whether the initializer is a constant that no number of JavaScript is known to be the nearest to. */
  readonly isBeyondNumbers: boolean;
  readonly symbol: string;
}

/** A name for a type. */
export interface TypedefDeclaration extends Declared {
  readonly kind: "typedef";
  readonly name: string;
  readonly type: DeclaredType;
}

/** A struct or union. One object per entity: a forward declaration is completed in place. */
export interface RecordDeclaration extends Declared {
  readonly kind: "record";
  readonly recordKind: "struct" | "union";
  readonly tag: string | undefined;
  /** The tag, else the first typedef that names it, else `undefined`. */
  readonly name: string | undefined;
  /** `null` while the type is incomplete (opaque). */
  readonly members: readonly RecordMemberDeclaration[] | null;
  /** `null` while the type is incomplete, or when a member's size is unknown (a diagnostic says which). */
  readonly layout: RecordTypeLayout | null;
  /** `#pragma pack(n)` in effect, 0 if none. */
  readonly pack: number;
  /** Whether its members stand in a parameter list, behind which C does not know its tag. */
  readonly isInParameterList?: true;
}

/** Size and alignment of a type on the target, in bytes. */
export interface TypeLayout {
  readonly byteLength: number;
  readonly alignment: number;
}

/** Layout of a struct or union, in bytes. */
export interface RecordTypeLayout extends TypeLayout {
  /** Alignment that attributes force on whatever contains the type, 0 if none. */
  readonly requiredAlignment: number;
}

/** One member. Unnamed members are anonymous structs and unions, or padding bit-fields. */
export interface RecordMemberDeclaration extends Declared {
  readonly name: string | undefined;
  readonly type: DeclaredType;
  /** Offset from the start of the record in bits. Meaningless while the record's layout is `null`. */
  readonly bitOffset: number;
  /** Width of a bit-field; `undefined` for every other member. */
  readonly bitWidth: number | undefined;
}

/** An enum with the type that the compiler gives its values. */
export interface EnumDeclaration extends Declared {
  readonly kind: "enum";
  readonly tag: string | undefined;
  /** The tag, else the first typedef that names it, else `undefined`. */
  readonly name: string | undefined;
  /** `null` while the type is incomplete. */
  readonly enumerators: readonly EnumeratorDeclaration[] | null;
  /** The integer type behind it: declared (C23), or chosen by the target's rules. */
  readonly baseType: DeclaredInteger | { readonly kind: "bool" };
  readonly hasDeclaredBase: boolean;
  readonly layout: TypeLayout;
  /** Whether its enumerators stand in a parameter list, behind which C knows neither them nor its tag. */
  readonly isInParameterList?: true;
}

/** One name of an enum and its value. */
export interface EnumeratorDeclaration extends Declared {
  readonly name: string;
  readonly value: bigint;
}

/** A macro as it stands at the end of the translation unit. */
export interface MacroDeclaration extends Declared {
  readonly kind: "macro";
  readonly name: string;
  /** That of its span, which is found without looking for the line. */
  readonly file: string;
  /** Parameter names; `undefined` for an object-like macro. A variadic parameter is the last one. */
  readonly parameters: readonly string[] | undefined;
  readonly isVariadic: boolean;
  /** The replacement list, one spelling per token. */
  readonly tokens: readonly string[];
  /** What it stands for. */
  readonly value: MacroValue;
}

/** An integer constant with its C type. */
export interface IntegerValue {
  readonly kind: "integer";
  readonly value: bigint;
  /** The C type of the expression. */
  readonly type: DeclaredType;
}

/** A floating constant with its C type. */
export interface FloatValue {
  readonly kind: "float";
  /** Rounded to double; exact for `float` and `double`. What a double does not come near to, such as `LDBL_MAX`, is no constant. */
  readonly value: number;
  readonly type: DeclaredType;
}

/** A string of bytes. */
export interface StringValue {
  readonly kind: "string";
  /** The bytes without the terminating NUL; `\x` escapes may make them invalid UTF-8. */
  readonly bytes: Uint8Array;
  /** The bytes as text; `undefined` if they are not valid UTF-8. */
  readonly text: string | undefined;
}

/** A string of wide characters. */
export interface WideStringValue {
  readonly kind: "wide-string";
  /** `L`, `u` or `U`. */
  readonly prefix: "L" | "u" | "U";
  /** Code units of the target's `wchar_t`, of `char16_t` or `char32_t`, without the terminating zero. */
  readonly codeUnits: readonly number[];
}

/** An address constant such as `((void *)-1)`. */
export interface PointerValue {
  readonly kind: "pointer";
  /** The address, unsigned. */
  readonly value: bigint;
  readonly type: DeclaredType;
}

/** A constant that a C expression yields. */
export type ConstantValue = IntegerValue | FloatValue | StringValue | WideStringValue | PointerValue;

/** What a macro stands for. */
export type MacroValue =
  | ConstantValue
  /** Another name for a function or variable. */
  | { readonly kind: "alias"; readonly name: string; readonly of: "function" | "variable" }
  /** A type, such as `#define gzFile_p struct gzFile_s *`. */
  | { readonly kind: "type"; readonly type: DeclaredType }
  /** A calculation, of a function-like macro. */
  | {
      readonly kind: "function";
      readonly parameters: readonly MacroParameter[];
      readonly expression: MacroExpression;
      /** What the macro is replaced by, as it is written. */
      readonly text: string;
    }
  /** Nothing (an empty definition). */
  | { readonly kind: "empty" }
  | {
      readonly kind: "other";
      /** Whether it is a constant that no number of JavaScript is known to be the nearest to. */
      readonly isBeyondNumbers?: true;
      readonly reason: string;
      /** The function that a macro with parameters is as good as, if all that it does is to call one. */
      readonly call?: DeclaredFunction | undefined;
    };

/** A file that was read. */
export interface SourceFileInfo {
  /** The path under which it was read, or `<built-in>/…` for headers of this package. */
  readonly path: string;
  /** Whether it was found in a system include directory (or is built in). */
  readonly isSystem: boolean;
  /** The preprocessed file that says to have its text of this one, which was not read. */
  readonly readFrom?: string | undefined;
  /** The runs of a preprocessed file. */
  readonly markers?: readonly LineMarker[] | undefined;
}

/** A file-scope declaration. */
export type Declaration =
  | FunctionDeclaration
  | VariableDeclaration
  | TypedefDeclaration
  | RecordDeclaration
  | EnumDeclaration;

/** All that a translation unit declares. Frozen; lists are in source order of the first declaration of each entity. */
export interface TranslationUnit {
  readonly functions: readonly FunctionDeclaration[];
  readonly variables: readonly VariableDeclaration[];
  readonly typedefs: readonly TypedefDeclaration[];
  readonly records: readonly RecordDeclaration[];
  readonly enums: readonly EnumDeclaration[];
  /** Macros that the headers define; not the predefined ones. */
  readonly macros: readonly MacroDeclaration[];
  /** Functions, variables, typedefs, records and enums together, in source order. */
  readonly declarations: readonly Declaration[];
  readonly diagnostics: readonly Diagnostic[];
  /** In the order in which they were first read. */
  readonly files: readonly SourceFileInfo[];
}
