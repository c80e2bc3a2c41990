/** Flags: their numbers, given or combined of others, and the members of all enums and flags for values that name them. */
import { findNearestNames } from "@koine/diagnostics";
import type { ScalarName } from "../model/api-type.ts";
import type { Api, ApiFlag, ApiFlags, ApiModule } from "../model/api.ts";
import type { ApiDocument, DocumentFlag, DocumentFlags, DocumentModule } from "../model/document.ts";
import { describeNode } from "../parse/source-node.ts";
import { placed, resolveDeclaration } from "./module-context.ts";
import type { ModuleContext } from "./module-context.ts";
import { quoteAll } from "./quote-names.ts";
import { integerRange } from "./resolve-value.ts";
import type { ValueMembers, ValueProblem } from "./resolve-value.ts";

/** Resolves a set of flags; members whose value is wrong are left out. */
export function resolveFlags(context: ModuleContext, node: DocumentFlags): ApiFlags {
  const base = resolveDeclaration(node, context.module);
  const type = node.type?.value ?? "u32";
  const known = new Map<string, bigint>();
  const members = node.members.flatMap((member): ApiFlag[] => {
    const value = valueOfFlag(member, type, known);
    if (typeof value !== "bigint") {
      context.report("wrong-flag-value", member.value.span, value);
      return [];
    }
    known.set(member.name.value, value);
    return [placed(context, { ...resolveDeclaration(member, base.id), value }, member)];
  });
  return placed(context, { ...base, base: type, members }, node);
}

/** The number of a flag; those that it combines stand before it. */
function valueOfFlag(
  { value: node }: DocumentFlag,
  type: Exclude<ScalarName, "bool" | "f32" | "f64">,
  known: ReadonlyMap<string, bigint>,
): bigint | ValueProblem {
  if (node.kind === "integer") {
    const [least, most] = integerRange(type);
    if (node.value >= least && node.value <= most) return node.value;
    return {
      problem: `${String(node.value)} does not fit ${type}`,
      suggestion: `${type} holds numbers up to ${String(most)}; give the flags another type`,
    };
  }
  if (node.kind !== "sequence") {
    const problem = `${describeNode(node)} is no value of a flag`;
    return { problem, suggestion: "write a whole number, or a list of flags that stand before it" };
  }
  let combined = 0n;
  for (const item of node.items) {
    const name = item.kind === "text" ? item.value : "";
    const bits = known.get(name);
    if (bits === undefined) {
      const nearest = findNearestNames(name, known.keys());
      const suggestion =
        nearest.length === 0 ? "name flags of the same set that stand before it" : `did you mean ${quoteAll(nearest)}?`;
      return { problem: `${describeNode(item)} names no flag that stands before this one`, suggestion };
    }
    combined |= bits;
  }
  return combined;
}

/** Indexes the members of all enums and flags, so that values can name them before their own turn to be resolved. */
export function indexMembers(document: ApiDocument, imports: ReadonlyMap<string, Api>): ValueMembers {
  const members = new Map<string, ReadonlyMap<string, bigint>>();
  const walk = (module: DocumentModule, around: string): void => {
    const path = around === "" ? module.name.value : `${around}.${module.name.value}`;
    for (const { name, variants } of module.enums) {
      members.set(`${path}.${name.value}`, new Map(variants.map((one) => [one.name.value, one.value.value])));
    }
    for (const flags of module.flags) members.set(`${path}.${flags.name.value}`, membersOfFlags(flags));
    for (const inner of module.modules) walk(inner, path);
  };
  for (const module of document.modules) walk(module, "");
  const walkImported = (module: ApiModule, around: string): void => {
    const path = `${around}.${module.name}`;
    for (const { name, variants } of module.enums) {
      members.set(`${path}.${name}`, new Map(variants.map((one) => [one.name, BigInt(one.value)])));
    }
    for (const flags of module.flags) {
      members.set(`${path}.${flags.name}`, new Map(flags.members.map((one) => [one.name, one.value])));
    }
    for (const inner of module.modules) walkImported(inner, path);
  };
  for (const [name, api] of imports) for (const module of api.modules) walkImported(module, name);
  return { find: (id) => members.get(id) };
}

function membersOfFlags({ type, members }: DocumentFlags): ReadonlyMap<string, bigint> {
  const known = new Map<string, bigint>();
  for (const member of members) {
    const value = valueOfFlag(member, type?.value ?? "u32", known);
    if (typeof value === "bigint") known.set(member.name.value, value);
  }
  return known;
}
