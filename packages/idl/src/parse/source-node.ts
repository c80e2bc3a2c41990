/**
 * What all three formats are read to: values with their places. Which keys and values a document may have is in `schema/`;
 * this knows nothing of it.
 */
import type { Span } from "@koine/diagnostics";

/** A value of a document. */
export type SourceNode = TextNode | IntegerNode | FloatNode | BooleanNode | NullNode | SequenceNode | MappingNode;

/** Text. */
export interface TextNode {
  readonly kind: "text";
  readonly span: Span;
  readonly value: string;
  /** Where the text's first character stands; absent when escapes or folding make the text differ from the file. */
  readonly textStart?: number;
}

/** A whole number, exact. */
export interface IntegerNode {
  readonly kind: "integer";
  readonly span: Span;
  readonly value: bigint;
}

/** Any other number. */
export interface FloatNode {
  readonly kind: "float";
  readonly span: Span;
  readonly value: number;
}

/** `true` or `false`. */
export interface BooleanNode {
  readonly kind: "boolean";
  readonly span: Span;
  readonly value: boolean;
}

/** Nothing. */
export interface NullNode {
  readonly kind: "null";
  readonly span: Span;
}

/** Values in order. */
export interface SequenceNode {
  readonly kind: "sequence";
  readonly span: Span;
  readonly items: readonly SourceNode[];
}

/** Values by key, in the order of the file; no key stands twice. */
export interface MappingNode {
  readonly kind: "mapping";
  readonly span: Span;
  readonly entries: readonly MappingEntry[];
}

/** A key with its value. */
export interface MappingEntry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: SourceNode;
}

/** Words for a value in a message: `text "abc"`, `the number 3`, `a list`. */
export function describeNode(node: SourceNode): string {
  switch (node.kind) {
    case "text":
      return `text ${JSON.stringify(node.value.length > 40 ? `${node.value.slice(0, 40)}…` : node.value)}`;
    case "integer":
    case "float":
      return `the number ${String(node.value)}`;
    case "boolean":
      return String(node.value);
    case "null":
      return "nothing";
    case "sequence":
      return "a list";
    case "mapping":
      return "a map";
    default:
      return node satisfies never;
  }
}

/** The plain value of a node; whole numbers are numbers where they are exact. */
export function toPlainValue(node: SourceNode): unknown {
  switch (node.kind) {
    case "text":
    case "float":
    case "boolean":
      return node.value;
    case "integer":
      return Number.isSafeInteger(Number(node.value)) ? Number(node.value) : node.value;
    case "null":
      return null;
    case "sequence":
      return node.items.map(toPlainValue);
    case "mapping":
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, toPlainValue(value)]));
    default:
      return node satisfies never;
  }
}
