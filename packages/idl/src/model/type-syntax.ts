/** A type as it is written. `parse/parse-type.ts` makes it, `resolve/resolve-type.ts` gives it a meaning. */
import type { Span } from "@koine/diagnostics";

/** A type, each part with its place. */
export type TypeSyntax =
  | NameSyntax
  | BorrowedSyntax
  | OptionalSyntax
  | ListSyntax
  | ArraySyntax
  | MapSyntax
  | HandleSyntax
  | SequenceSyntax;

/** A built-in type or the path of a declared one: `i32`, `Contact`, `kv.Store`. */
export interface NameSyntax {
  readonly kind: "name";
  readonly span: Span;
  readonly path: string;
}

/** `&str` or `&[u8]`. */
export interface BorrowedSyntax {
  readonly kind: "borrowed";
  readonly span: Span;
  readonly of: "string" | "bytes";
}

/** `T?`. */
export interface OptionalSyntax {
  readonly kind: "optional";
  readonly span: Span;
  readonly item: TypeSyntax;
}

/** `[T]`. */
export interface ListSyntax {
  readonly kind: "list";
  readonly span: Span;
  readonly item: TypeSyntax;
}

/** `[T; length]`. */
export interface ArraySyntax {
  readonly kind: "array";
  readonly span: Span;
  readonly item: TypeSyntax;
  readonly length: number;
}

/** `{K:V}`. */
export interface MapSyntax {
  readonly kind: "map";
  readonly span: Span;
  readonly key: TypeSyntax;
  readonly value: TypeSyntax;
}

/** `handle<T>`. */
export interface HandleSyntax {
  readonly kind: "handle";
  readonly span: Span;
  readonly target: NameSyntax;
}

/** `iter<T>` or `stream<T>`. */
export interface SequenceSyntax {
  readonly kind: "iterator" | "stream";
  readonly span: Span;
  readonly item: TypeSyntax;
}

/** Renders a type in one canonical spelling. */
export function renderTypeSyntax(type: TypeSyntax): string {
  switch (type.kind) {
    case "name":
      return type.path;
    case "borrowed":
      return type.of === "string" ? "&str" : "&[u8]";
    case "optional":
      return `${renderTypeSyntax(type.item)}?`;
    case "list":
      return `[${renderTypeSyntax(type.item)}]`;
    case "array":
      return `[${renderTypeSyntax(type.item)}; ${type.length}]`;
    case "map":
      return `{${renderTypeSyntax(type.key)}:${renderTypeSyntax(type.value)}}`;
    case "handle":
      return `handle<${type.target.path}>`;
    case "iterator":
      return `iter<${renderTypeSyntax(type.item)}>`;
    case "stream":
      return `stream<${renderTypeSyntax(type.item)}>`;
    default:
      return type satisfies never;
  }
}
