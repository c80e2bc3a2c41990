/**
 * What a map of a document may hold, as data: the parser reads by it, the JSON Schema is rendered from it. The table of all
 * maps is `document-shapes.ts`.
 */
import type { Located } from "../model/document.ts";
import type { TypeSyntax } from "../model/type-syntax.ts";
import type { MappingNode, SourceNode } from "../parse/source-node.ts";

/** The schema versions that brought something. */
export type SchemaVersion = "0.3.0" | "0.4.0" | "0.5.0" | "1.0.0";

/** What a key holds; `TValue` is what the parser gives for it. */
export type ValueRule<TValue = unknown> = (
  | { readonly kind: "text" | "texts" | "integer" | "boolean" | "text-or-boolean" | "type" | "value" | "table" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
  /** Shapes hold each other, so they are asked for when needed. */
  | { readonly kind: "map" | "maps"; readonly shape: () => Shape }
) & { readonly "~value"?: TValue };

/** One key of a map. */
export interface KeyRule<TValue = unknown> {
  readonly value: ValueRule<TValue>;
  /** What it means, one sentence without a full stop. */
  readonly help: string;
  readonly isRequired?: boolean;
  /** The schema that brought it; 0.3.0 when absent. */
  readonly since?: SchemaVersion;
}

/** A map of the document. */
export interface Shape {
  /** What one of them is, for messages: `a function`. */
  readonly title: string;
  readonly keys: Readonly<Record<string, KeyRule>>;
}

/** The keys of a shape whose maps are read to `TNode`: exactly its members. */
export type KeysOf<TNode> = {
  readonly [TKey in Exclude<keyof TNode, "span">]-?: KeyRule<Exclude<TNode[TKey], undefined>>;
};

/** Rules for each kind of value. */
export const rules = {
  text: { kind: "text" } as ValueRule<Located<string>>,
  texts: { kind: "texts" } as ValueRule<readonly Located<string>[]>,
  integer: { kind: "integer" } as ValueRule<Located<bigint>>,
  boolean: { kind: "boolean" } as ValueRule<Located<boolean>>,
  textOrBoolean: { kind: "text-or-boolean" } as ValueRule<Located<boolean | string>>,
  type: { kind: "type" } as ValueRule<TypeSyntax>,
  value: { kind: "value" } as ValueRule<SourceNode>,
  table: { kind: "table" } as ValueRule<MappingNode>,
} as const;

/** A rule for one of some words. */
export function choiceOf<const TChoice extends string>(...choices: readonly TChoice[]): ValueRule<Located<TChoice>> {
  return { kind: "choice", choices };
}

/** A rule for one map. */
export function mapOf<TNode>(shape: () => TypedShape<TNode>): ValueRule<TNode> {
  return { kind: "map", shape };
}

/** A rule for a list of maps. */
export function mapsOf<TNode>(shape: () => TypedShape<TNode>): ValueRule<readonly TNode[]> {
  return { kind: "maps", shape };
}

/** A shape whose maps are read to `TNode`. */
export interface TypedShape<TNode> {
  readonly title: string;
  readonly keys: KeysOf<TNode>;
}
