/**
 * A document as it is written: keys under their own names, types as syntax, every part with its place. Names are not
 * resolved yet; the resolved document is in `model/api.ts`. What keys mean and which values they take is in `schema/`.
 */
import type { Span } from "@koine/diagnostics";
import type { MappingNode, SourceNode } from "../parse/source-node.ts";
import type { TypeSyntax } from "./type-syntax.ts";

/** A value and where it stands. */
export interface Located<TValue> {
  readonly value: TValue;
  readonly span: Span;
}

/** A map of the document that has a meaning of its own. */
export interface DocumentNode {
  readonly span: Span;
}

/** A whole document. */
export interface ApiDocument extends DocumentNode {
  readonly version: Located<string>;
  readonly doc?: Located<string>;
  readonly package?: DocumentPackage;
  readonly c_prefix?: Located<string>;
  readonly imports: readonly DocumentImport[];
  readonly modules: readonly DocumentModule[];
  readonly generators?: MappingNode;
}

/** Metadata for manifests. */
export interface DocumentPackage extends DocumentNode {
  readonly name: Located<string>;
  readonly version: Located<string>;
  readonly description?: Located<string>;
  readonly license?: Located<string>;
  readonly authors: readonly Located<string>[];
  readonly homepage?: Located<string>;
  readonly repository?: Located<string>;
}

/** Another document whose types this one uses. */
export interface DocumentImport extends DocumentNode {
  readonly name: Located<string>;
  /** Relative to the document. */
  readonly file: Located<string>;
}

/** What every declaration has. */
export interface DocumentDeclaration extends DocumentNode {
  readonly name: Located<string>;
  readonly doc?: Located<string>;
  readonly deprecated?: Located<string>;
  readonly since?: Located<string>;
}

/** A module. */
export interface DocumentModule extends DocumentDeclaration {
  readonly aliases: readonly DocumentAlias[];
  readonly constants: readonly DocumentConstant[];
  readonly enums: readonly DocumentEnum[];
  readonly flags: readonly DocumentFlags[];
  readonly structs: readonly DocumentStruct[];
  readonly interfaces: readonly DocumentInterface[];
  readonly callbacks: readonly DocumentCallback[];
  readonly listeners: readonly DocumentListener[];
  readonly errors?: DocumentErrors;
  readonly functions: readonly DocumentFunction[];
  readonly modules: readonly DocumentModule[];
}

/** Another name for a type. */
export interface DocumentAlias extends DocumentDeclaration {
  readonly type: TypeSyntax;
}

/** A value that never changes. */
export interface DocumentConstant extends DocumentDeclaration {
  readonly type: TypeSyntax;
  readonly value: SourceNode;
}

/** An enum, plain or with fields. */
export interface DocumentEnum extends DocumentDeclaration {
  readonly variants: readonly DocumentVariant[];
}

/** A variant of an enum. */
export interface DocumentVariant extends DocumentDeclaration {
  readonly value: Located<bigint>;
  readonly fields: readonly DocumentField[];
}

/** A set of bits. */
export interface DocumentFlags extends DocumentDeclaration {
  readonly type?: Located<"u8" | "u16" | "u32" | "u64">;
  readonly members: readonly DocumentFlag[];
}

/** A member of flags: a number, or a list of members that it combines. */
export interface DocumentFlag extends DocumentDeclaration {
  readonly value: SourceNode;
}

/** A record. */
export interface DocumentStruct extends DocumentDeclaration {
  readonly fields: readonly DocumentField[];
  readonly builder?: Located<boolean>;
  readonly layout?: Located<"opaque" | "c">;
  readonly c_compatible?: Located<boolean>;
}

/** A field of a record or a variant. */
export interface DocumentField extends DocumentDeclaration {
  readonly type: TypeSyntax;
  readonly default?: SourceNode;
}

/** An object with methods. */
export interface DocumentInterface extends DocumentDeclaration {
  readonly constructors: readonly DocumentFunction[];
  readonly methods: readonly DocumentFunction[];
  readonly statics: readonly DocumentFunction[];
}

/** A function, constructor, method or static. */
export interface DocumentFunction extends DocumentDeclaration {
  readonly params: readonly DocumentParameter[];
  readonly return?: TypeSyntax;
  readonly throws?: Located<boolean | string>;
  readonly async?: Located<boolean>;
  readonly cancellable?: Located<boolean>;
}

/** A parameter. */
export interface DocumentParameter extends DocumentDeclaration {
  readonly type: TypeSyntax;
  readonly mutable?: Located<boolean>;
  readonly default?: SourceNode;
}

/** A function of the consumer. */
export interface DocumentCallback extends DocumentDeclaration {
  readonly params: readonly DocumentParameter[];
  readonly return?: TypeSyntax;
}

/** An event. */
export interface DocumentListener extends DocumentDeclaration {
  readonly event_callback: Located<string>;
}

/** The errors of a module. */
export interface DocumentErrors extends DocumentDeclaration {
  readonly codes: readonly DocumentErrorCode[];
}

/** One error. */
export interface DocumentErrorCode extends DocumentDeclaration {
  readonly code: Located<bigint>;
  readonly message?: Located<string>;
}
