/**
 * Specs that were made on several machines, each for the targets whose headers are there, as one. What they say about themselves
 * must be the same, but for the targets. How targets are merged is in `merge-targets.ts`.
 */
import type { Diagnostic } from "@koine/diagnostics";
import { declarationsFor, mergeTargets } from "./merge-targets.ts";
import type { Spec, SpecHead } from "./model.ts";

/** A spec and the file that it is from. */
export interface SpecOfFile {
  readonly file: string;
  readonly spec: Spec;
}

/** Merges specs, or says why they cannot be one; there must be at least one. */
export function mergeSpecs(
  specs: readonly SpecOfFile[],
):
  | { readonly spec: Spec; readonly diagnostics: readonly [] }
  | { readonly spec: null; readonly diagnostics: readonly Diagnostic[] } {
  const [first, ...others] = specs;
  if (first === undefined) throw new Error("there is at least one spec");
  if (others.length === 0) return { spec: first.spec, diagnostics: [] };
  const diagnostics = others.flatMap((other, place) => [
    ...compareHeads(first, other),
    ...findRepeatedTargets(specs.slice(0, place + 1), other),
    ...compareAnnotations(first, other),
  ]);
  if (diagnostics.length > 0) return { spec: null, diagnostics };
  const merged = mergeTargets(specs.flatMap(({ spec }) => splitTargets(spec)));
  const annotations = new Map(specs.flatMap(({ spec }) => [...spec.annotations]));
  return { spec: { ...merged, annotations }, diagnostics: [] };
}

function splitTargets(spec: Spec): readonly Spec[] {
  return spec.head.targets.map((triple) => ({
    ...spec,
    head: { ...spec.head, targets: [triple] },
    declarations: declarationsFor(spec, triple),
    overrides: [],
  }));
}

const sharedFields = [
  "headers",
  "libraries",
  "standard",
  "defines",
  "undefines",
  "preincludes",
  "wrapper",
  "integers",
  "filter",
] as const;

function compareHeads(first: SpecOfFile, other: SpecOfFile): readonly Diagnostic[] {
  return sharedFields.flatMap((field) => {
    const [left, right] = [first, other].map(({ spec }) => spell(spec.head, field));
    return left === right ? [] : [refuse(other, `${field} is ${right}, and ${left} in ${first.file}`)];
  });
}

function spell(head: SpecHead, field: (typeof sharedFields)[number]): string {
  const { [field]: value } = head;
  return value === undefined ? "absent" : JSON.stringify(value);
}

function findRepeatedTargets(before: readonly SpecOfFile[], other: SpecOfFile): readonly Diagnostic[] {
  return before.flatMap(({ file, spec }) =>
    spec.head.targets
      .filter((triple) => other.spec.head.targets.includes(triple))
      .map((triple) => refuse(other, `it is for ${triple}, and so is ${file}`)),
  );
}

/** What a person knows holds for all targets. */
function compareAnnotations(first: SpecOfFile, other: SpecOfFile): readonly Diagnostic[] {
  return [...other.spec.annotations].flatMap(([key, annotation]) => {
    const known = first.spec.annotations.get(key);
    const isSame = known === undefined || JSON.stringify(known) === JSON.stringify(annotation);
    return isSame ? [] : [refuse(other, `the annotations of ${key} are others than in ${first.file}`)];
  });
}

function refuse({ file }: SpecOfFile, problem: string): Diagnostic {
  return {
    code: "bindgen/spec-conflict",
    severity: "error",
    message: `${file} cannot be merged: ${problem}`,
    help: "make all specs with one configuration, each on its system",
  };
}
