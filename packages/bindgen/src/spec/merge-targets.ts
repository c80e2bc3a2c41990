/**
 * The specs of several targets as one: the first target's declarations, and for the others what is different there. Targets
 * that differ in the same way share an override. The inverse is {@link declarationsFor}.
 */
import { declarationKey } from "./declaration-key.ts";
import { encodeDeclaration } from "./encode-declaration.ts";
import { mergeOrders } from "./merge-orders.ts";
import type { Spec, SpecDeclaration, SpecOverride, SpecSkipped } from "./model.ts";

/** Merges specs of one target each, made from the same headers; there must be at least one. */
export function mergeTargets(specs: readonly Spec[]): Spec {
  const [first, ...others] = specs;
  if (first === undefined) throw new Error("there is at least one target");
  if (others.length === 0) return { ...first, skipped: mergeSkipped(specs) };
  const base = toTexts(first.declarations);
  const overrides = new Map<string, SpecOverride>();
  for (const other of others) {
    const override = findDifferences(base, other);
    const text = describeOverride(override);
    if (text === "") continue;
    const known = overrides.get(text);
    overrides.set(text, { ...override, targets: [...(known?.targets ?? []), ...override.targets] });
  }
  return {
    ...first,
    head: { ...first.head, targets: specs.flatMap(({ head }) => head.targets) },
    overrides: [...overrides.values()],
    skipped: mergeSkipped(specs),
    docs: mergeMaps(specs.map(({ docs }) => docs)),
    lines: mergeMaps(specs.map(({ lines }) => lines)),
  };
}

/** Gives what the headers declare for one of a spec's targets. */
export function declarationsFor(spec: Spec, triple: string): readonly SpecDeclaration[] {
  const override = spec.overrides.find(({ targets }) => targets.includes(triple));
  if (override === undefined) return spec.declarations;
  const removed = new Set(override.removed);
  const changed = new Map(override.declarations.map((item) => [declarationKey(item), item]));
  const base = new Set(spec.declarations.map(declarationKey));
  const added = override.declarations.filter((item) => !base.has(declarationKey(item)));
  const kept = spec.declarations.filter((item) => !removed.has(declarationKey(item)));
  return [...kept.map((item) => changed.get(declarationKey(item)) ?? item), ...added];
}

/** Gives everything that the headers declare for some target, each key once, in the order of the targets. */
export function declarationsOfAllTargets(spec: Spec): readonly SpecDeclaration[] {
  return mergeOrders(
    spec.head.targets.map((triple) => declarationsFor(spec, triple)),
    declarationKey,
  );
}

type Texts = ReadonlyMap<string, string>;

function toTexts(declarations: readonly SpecDeclaration[]): Texts {
  return new Map(declarations.map((item) => [declarationKey(item), toText(item)]));
}

function toText(declaration: SpecDeclaration): string {
  return JSON.stringify([declaration.file, encodeDeclaration(declaration)]);
}

function findDifferences(base: Texts, other: Spec): SpecOverride {
  const theirs = new Set(other.declarations.map(declarationKey));
  return {
    targets: other.head.targets,
    declarations: other.declarations.filter((item) => base.get(declarationKey(item)) !== toText(item)),
    removed: [...base.keys()].filter((key) => !theirs.has(key)),
  };
}

function describeOverride({ declarations, removed }: SpecOverride): string {
  return [...declarations.map(toText), ...removed].join("\n");
}

function mergeSkipped(specs: readonly Spec[]): readonly SpecSkipped[] {
  const items = new Map<string, SpecSkipped>();
  for (const item of specs.flatMap(({ skipped }) => skipped)) {
    const key = `${item.kind} ${item.name} ${item.reason}`;
    if (!items.has(key)) items.set(key, item);
  }
  return [...items.values()];
}

/** The first that has a key decides. */
function mergeMaps<TValue>(maps: readonly ReadonlyMap<string, TValue>[]): ReadonlyMap<string, TValue> {
  const merged = new Map<string, TValue>();
  for (const [key, value] of maps.flatMap((map) => [...map])) if (!merged.has(key)) merged.set(key, value);
  return merged;
}
