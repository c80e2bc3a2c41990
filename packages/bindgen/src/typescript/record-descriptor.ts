/**
 * Struct and union descriptors, and the options that make their layout the one that C gave them. The layout rules are
 * `@koine/ctypes`; here its answer is compared with the header's, so that a module never states a wrong offset.
 */
import { computeStructLayout, types } from "@koine/ctypes";
import type {
  BitFieldType,
  BoolType,
  CType,
  EnumType,
  IntegerType,
  StructMembers,
  StructOptions,
  StructType,
  Target,
  UnionType,
} from "@koine/ctypes";
import type { SpecMember, SpecRecord } from "../spec/model.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import {
  complexConstructors,
  floatConstructors,
  integerConstructors,
  isDescribedFloat,
  isDescribedInteger,
} from "./basic-descriptors.ts";
import { describeVector } from "./describe-vector.ts";
import { hasNaturalLayout } from "./natural-layout.ts";
import { describableMembers } from "./open-ended.ts";
import { unlessRefused } from "./refusal.ts";
import { toTypeName } from "./render-descriptor.ts";

/** Property names of the members of a record, one per member. Those that C does not name get keys that are no names. */
export function memberKeys(members: readonly SpecMember[]): readonly string[] {
  let unnamed = 0;
  return members.map(({ name }) => name ?? `:${unnamed++}`);
}

/**
 * Finds the options that a descriptor of a record needs to have C's layout.
 *
 * @returns `undefined` when no options give that layout.
 */
export function planRecordOptions(record: SpecRecord, index: SpecIndex, target: Target): StructOptions | undefined {
  return planRecord(record, index, target)?.options;
}

interface RecordPlan {
  readonly options: StructOptions;
  /** Whether it is {@link hasNaturalLayout} that says so. */
  readonly isNatural: boolean;
  /** Made when it is asked for, of a natural layout: by records of which others that have none are made. */
  type: StructType | UnionType | undefined;
}

const noOptions: StructOptions = Object.freeze({});

/**
 * Records are asked for by several passes, and once more for each record that contains them. A declaration is part of what one
 * target's headers say, so what it contains is the same whoever asks.
 */
const knownPlans = new WeakMap<SpecRecord, Map<Target, RecordPlan | undefined>>();

function planRecord(record: SpecRecord, index: SpecIndex, target: Target): RecordPlan | undefined {
  const plans = knownPlans.get(record) ?? new Map<Target, RecordPlan | undefined>();
  if (plans.has(target)) return plans.get(target);
  knownPlans.set(record, plans);
  // A record that contains itself has no layout: whoever asks meanwhile is inside of it.
  plans.set(target, undefined);
  const plan = planNatural(record, index, target) ?? planDescribed(record, index, target);
  plans.set(target, plan);
  return plan;
}

function planNatural(record: SpecRecord, index: SpecIndex, target: Target): RecordPlan | undefined {
  const isNatural = hasNaturalLayout(record, {
    index,
    target,
    describe: (type) => describeLayout(type, index, target),
    isNatural: (inner) => planRecord(inner, index, target)?.isNatural === true,
  });
  return isNatural ? { options: noOptions, isNatural, type: undefined } : undefined;
}

function planDescribed(record: SpecRecord, index: SpecIndex, target: Target): RecordPlan | undefined {
  const described = { ...record, members: describableMembers(record, index) };
  const members = describeMembers(described, index, target);
  return members === undefined ? undefined : tryOptions(described, members, target);
}

function tryOptions(record: SpecRecord, members: StructMembers, target: Target): RecordPlan | undefined {
  for (const candidate of optionCandidates) {
    const options = candidate(record);
    const type = options === undefined ? undefined : tryType(record, members, options);
    if (options !== undefined && type !== undefined && hasLayoutOf(record, type, target))
      return { options, isNatural: false, type };
  }
  return undefined;
}

/** From what a person would write to what always works. */
const optionCandidates: readonly ((record: SpecRecord) => StructOptions | undefined)[] = [
  () => ({}),
  statedOptions,
  (record) => ({ ...statedOptions(record), align: record.alignment }),
  exactOptions,
];

function statedOptions(record: SpecRecord): StructOptions {
  return { ...(record.isPacked ? { packed: true } : {}), ...(record.pack === 0 ? {} : { pack: record.pack }) };
}

function exactOptions(record: SpecRecord): StructOptions | undefined {
  if (record.kind === "union" || record.members.some((member) => member.bitWidth !== undefined)) return undefined;
  const keys = memberKeys(record.members);
  const offsets = Object.fromEntries(record.members.map((member, place) => [keys[place] ?? "", member.bitOffset / 8]));
  return { packed: true, align: record.alignment, offsets, size: record.byteLength };
}

/** Options that contradict the members are refused; here that only means to try the next ones. */
function tryType(
  record: SpecRecord,
  members: StructMembers,
  options: StructOptions,
): StructType | UnionType | undefined {
  const name = toTypeName(record.name);
  const make = record.kind === "struct" ? types.struct : types.union;
  return unlessRefused(() => make(name, members, options));
}

function hasLayoutOf(record: SpecRecord, type: StructType | UnionType, target: Target): boolean {
  const layout = unlessRefused(() => computeStructLayout(type, target));
  if (layout?.byteLength !== record.byteLength || layout.alignment !== record.alignment) return false;
  const keys = memberKeys(record.members);
  const offsets = new Map(layout.members.map(({ name, bitOffset }) => [name, bitOffset]));
  return record.members.every((member, place) => {
    const isPadding = member.name === null && member.bitWidth !== undefined;
    return isPadding || offsets.get(keys[place] ?? "") === member.bitOffset;
  });
}

function describeMembers(record: SpecRecord, index: SpecIndex, target: Target): StructMembers | undefined {
  const keys = memberKeys(record.members);
  const members: (readonly [string, CType | BitFieldType])[] = [];
  for (const [place, member] of record.members.entries()) {
    const described = describeMember(member, index, target);
    if (described === undefined) return undefined;
    members.push([keys[place] ?? "", described]);
  }
  // A member may be called __proto__: entries make it a property like any other.
  return Object.fromEntries(members);
}

function describeMember(member: SpecMember, index: SpecIndex, target: Target): CType | BitFieldType | undefined {
  const { bitWidth } = member;
  const described = describeLayout(member.type, index, target);
  if (described === undefined || bitWidth === undefined) return described;
  // A spec that somebody has changed may have more bits than the type.
  return isBitFieldBase(described) ? unlessRefused(() => types.bits(described, bitWidth)) : undefined;
}

function isBitFieldBase(type: CType): type is IntegerType | BoolType | EnumType {
  return type.kind === "integer" || type.kind === "bool" || type.kind === "enum";
}

const anyPointer: CType = types.pointer(types.void);

/** Gives a descriptor that has the layout of a type; every pointer is as good as any other for that. */
export function describeLayout(type: SpecType, index: SpecIndex, target: Target): CType | undefined {
  const resolved = index.resolve(type);
  switch (resolved.kind) {
    case "bool":
      return types.bool;
    case "integer":
      return isDescribedInteger(resolved.name) ? lookUp(integerConstructors[resolved.name]) : undefined;
    case "float":
      return isDescribedFloat(resolved.name) ? lookUp(floatConstructors[resolved.name]) : undefined;
    case "complex":
      return describeComplex(resolved.component);
    case "pointer":
      return anyPointer;
    case "array":
      return describeArray(resolved, index, target);
    case "vector":
      return describeVector(resolved, index)?.type;
    case "reference":
      return describeReference(resolved, index, target);
    case "void":
    case "function":
    case "va-list":
    case "unsupported":
      return undefined;
    default:
      return resolved satisfies never;
  }
}

function describeComplex(component: string): CType | undefined {
  const name = complexConstructors.get(component);
  return name === undefined ? undefined : lookUp(name);
}

function describeArray(
  type: Extract<SpecType, { readonly kind: "array" }>,
  index: SpecIndex,
  target: Target,
): CType | undefined {
  const element = describeLayout(type.element, index, target);
  if (element === undefined) return undefined;
  return type.length === null ? types.flexibleArray(element) : types.array(element, type.length);
}

function describeReference(
  type: Extract<SpecType, { readonly kind: "reference" }>,
  index: SpecIndex,
  target: Target,
): CType | undefined {
  const declaration = index.find(type);
  if (declaration?.kind === "enum") return describeLayout(declaration.base, index, target);
  if (!isRecord(declaration)) return undefined;
  const plan = planRecord(declaration, index, target);
  if (plan === undefined) return undefined;
  return (plan.type ??= planDescribed(declaration, index, target)?.type ?? failLookUp(declaration.name));
}

/** The constructors table names only descriptors, not the functions beside them. */
function lookUp(name: string): CType {
  return (types as unknown as Readonly<Record<string, CType>>)[name] ?? failLookUp(name);
}

function failLookUp(name: string): never {
  throw new Error(`no descriptor c.${name}`);
}
