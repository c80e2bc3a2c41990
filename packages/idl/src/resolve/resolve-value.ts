/** Values of constants and defaults: a node of the document against a type. */
import type { ApiType, NamedType, ScalarName } from "../model/api-type.ts";
import type { ConstantValue } from "../model/api.ts";
import { renderTypeText } from "../model/type-text.ts";
import { describeNode } from "../parse/source-node.ts";
import type { SourceNode } from "../parse/source-node.ts";
import { quoteAll } from "./quote-names.ts";

/** What a name in a value can stand for: the members of enums and flags, by the id of their type. */
export interface ValueMembers {
  readonly find: (id: string) => ReadonlyMap<string, bigint> | undefined;
}

/** A value that does not fit. */
export interface ValueProblem {
  readonly problem: string;
  readonly suggestion: string;
}

/** Checks a value against its type. */
export function resolveValue(node: SourceNode, type: ApiType, members: ValueMembers): ConstantValue | ValueProblem {
  switch (type.kind) {
    case "scalar":
      return resolveScalar(node, type.name);
    case "string":
      return resolveText(node, type);
    case "enum":
      return resolveVariant(node, type, members);
    case "flags":
      return resolveFlags(node, type, members);
    case "optional":
      return node.kind === "null" ? { kind: "none" } : resolveValue(node, type.item, members);
    case "list":
      if (node.kind === "sequence" && node.items.length === 0) return { kind: "empty-list" };
      return mismatch(node, type, "a list's only default is the empty one, []");
    case "map":
      if (node.kind === "mapping" && node.entries.length === 0) return { kind: "empty-map" };
      return mismatch(node, type, "a map's only default is the empty one, {}");
    default:
      return mismatch(node, type, `values of ${renderTypeText(type)} cannot be written; leave it out`);
  }
}

function mismatch(node: SourceNode, type: ApiType, suggestion: string): ValueProblem {
  return { problem: `${describeNode(node)} is no value of ${renderTypeText(type)}`, suggestion };
}

function resolveText(node: SourceNode, type: ApiType): ConstantValue | ValueProblem {
  if (node.kind !== "text") return mismatch(node, type, "write text");
  const isWhole = !node.value.includes("\0") && node.value.isWellFormed();
  return isWhole
    ? { kind: "string", value: node.value }
    : mismatch(node, type, "text in C ends at a NUL; leave it out");
}

function resolveFloat(node: SourceNode, name: "f32" | "f64"): ConstantValue | ValueProblem {
  const type: ApiType = { kind: "scalar", name };
  if (node.kind !== "float" && node.kind !== "integer") return mismatch(node, type, "write a number");
  const value = Number(node.value);
  const isFinite = Number.isFinite(name === "f32" ? Math.fround(value) : value);
  return isFinite ? { kind: "float", value } : mismatch(node, type, "write a finite number that it can hold");
}

function resolveScalar(node: SourceNode, name: ScalarName): ConstantValue | ValueProblem {
  const type: ApiType = { kind: "scalar", name };
  if (name === "bool") {
    return node.kind === "boolean"
      ? { kind: "boolean", value: node.value }
      : mismatch(node, type, "write true or false");
  }
  if (name === "f32" || name === "f64") return resolveFloat(node, name);
  if (node.kind !== "integer") return mismatch(node, type, "write a whole number");
  const [least, most] = integerRange(name);
  if (node.value >= least && node.value <= most) return { kind: "integer", value: node.value };
  return mismatch(node, type, `${name} holds numbers from ${String(least)} to ${String(most)}`);
}

/** The least and the greatest number of an integer type. */
export function integerRange(name: Exclude<ScalarName, "bool" | "f32" | "f64">): readonly [bigint, bigint] {
  const bits = BigInt(name.slice(1));
  return name.startsWith("u") ? [0n, 2n ** bits - 1n] : [-(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n];
}

function resolveVariant(node: SourceNode, type: NamedType, members: ValueMembers): ConstantValue | ValueProblem {
  const { id } = type;
  const variants = members.find(id) ?? new Map<string, bigint>();
  const variant = node.kind === "text" ? shortName(node.value, id) : "";
  const value = variants.get(variant);
  if (value !== undefined) return { kind: "enum", id, variant, value };
  return mismatch(node, type, `write one of ${quoteAll([...variants.keys()])}`);
}

/** `Color.Red` is `Red` where a `Color` is needed. */
function shortName(name: string, id: string): string {
  const prefix = `${id.slice(id.lastIndexOf(".") + 1)}.`;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}

function resolveFlags(node: SourceNode, type: NamedType, members: ValueMembers): ConstantValue | ValueProblem {
  const { id } = type;
  const known = members.find(id) ?? new Map<string, bigint>();
  const items = node.kind === "sequence" ? node.items : [node];
  const names = items.map((item) => (item.kind === "text" ? shortName(item.value, id) : ""));
  if (names.some((name) => !known.has(name))) {
    return mismatch(node, type, `write a list of ${quoteAll([...known.keys()])}; [] is none of them`);
  }
  const value = names.reduce((all, name) => all | (known.get(name) ?? 0n), 0n);
  return { kind: "flags", id, names, value };
}
