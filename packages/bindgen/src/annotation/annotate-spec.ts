/** Puts annotations and new names into a spec: finds what they are about, and reports what fits nothing. */
import { declarationKey } from "../spec/declaration-key.ts";
import { declarationsFor, declarationsOfAllTargets } from "../spec/merge-targets.ts";
import type { Spec, SpecDeclaration } from "../spec/model.ts";
import { planModuleNames, publicName } from "../typescript/module-names.ts";
import type { Annotations, Renaming, SpecAnnotation } from "./annotation-model.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { checkAnnotations } from "./check-annotations.ts";
import { renameDeclarations } from "./rename-declarations.ts";
import { resolveAnnotations } from "./resolve-annotations.ts";

/** What is known beyond the headers. */
export interface Knowledge {
  readonly annotations?: Annotations | undefined;
  readonly rename?: Renaming | undefined;
}

/** Annotates a spec. Problems do not keep the rest from being used. */
export function annotateSpec(
  spec: Spec,
  { annotations = {}, rename = {} }: Knowledge,
): { readonly spec: Spec; readonly problems: readonly AnnotationProblem[] } {
  if (isEmpty(annotations) && isEmpty(rename)) return { spec: { ...spec, annotations: new Map() }, problems: [] };
  const declarations = declarationsOfAllTargets(spec);
  const resolved = resolveAnnotations(annotations, declarations, spec.skipped);
  const renamed = renameDeclarations(rename, declarations);
  const all = new Map(resolved.annotations);
  for (const [key, name] of renamed.names) all.set(key, { ...all.get(key), name });
  shareNames(declarations, all);
  const annotated = { ...spec, annotations: sortByDeclaration(all, declarations) };
  const misfits = checkSpecAnnotations(annotated, resolved.origins);
  const problems = [...resolved.problems, ...renamed.problems, ...misfits, ...findClashes(declarations, all)];
  const unusable = new Set(misfits.flatMap(({ key, severity }) => (severity === "error" ? key : [])));
  // A name is right whatever else is wrong: what uses the module finds the declaration under it.
  const usable = [...annotated.annotations].flatMap(
    ([key, annotation]): readonly (readonly [string, SpecAnnotation])[] => {
      if (!unusable.has(key)) return [[key, annotation]];
      const { name } = annotation;
      return name === undefined ? [] : [[key, { name }]];
    },
  );
  return { spec: { ...annotated, annotations: new Map(usable) }, problems };
}

/** Tells whether nothing is said. */
function isEmpty(statements: Annotations | Renaming): boolean {
  return typeof statements !== "function" && Object.keys(statements).length === 0;
}

/** Checks the annotations that a spec has, for every target. */
export function checkSpecAnnotations(
  spec: Spec,
  origins?: Parameters<typeof checkAnnotations>[1]["origins"],
): readonly AnnotationProblem[] {
  const { annotations, skipped } = spec;
  const found = new Map<string, { readonly problem: AnnotationProblem; readonly triples: string[] }>();
  for (const triple of spec.head.targets) {
    for (const problem of checkAnnotations(declarationsFor(spec, triple), { annotations, skipped, origins })) {
      const known = found.get(JSON.stringify(problem)) ?? { problem, triples: [] };
      if (!known.triples.includes(triple)) known.triples.push(triple);
      found.set(JSON.stringify(problem), known);
    }
  }
  return [...found.values()].map(({ problem, triples }) => {
    if (triples.length === spec.head.targets.length) return problem;
    return { ...problem, message: `${problem.message} for ${triples.join(", ")}` };
  });
}

/** A tag and the typedef that repeats its name have one name in the module. */
function shareNames(declarations: readonly SpecDeclaration[], annotations: Map<string, SpecAnnotation>): void {
  const typedefs = new Set(declarations.flatMap((item) => (item.kind === "typedef" ? [item.name] : [])));
  for (const declaration of declarations) {
    const key = declarationKey(declaration);
    if (declaration.kind === "typedef" || key === declaration.name) continue;
    const name = annotations.get(key)?.name;
    if (name !== undefined && typedefs.has(declaration.name)) {
      annotations.set(declaration.name, { ...annotations.get(declaration.name), name });
    }
  }
}

function sortByDeclaration(
  annotations: ReadonlyMap<string, SpecAnnotation>,
  declarations: readonly SpecDeclaration[],
): ReadonlyMap<string, SpecAnnotation> {
  const keys = declarations.flatMap((item) => [
    declarationKey(item),
    ...(item.kind === "enum" ? item.enumerators.map(({ name }) => name) : []),
  ]);
  return new Map(
    [...new Set(keys)].flatMap((key) => {
      const annotation = annotations.get(key);
      return annotation === undefined ? [] : [[key, annotation] as const];
    }),
  );
}

/** A new name that is taken gets the suffix that every clash gets; whoever wanted it should know. */
function findClashes(
  declarations: readonly SpecDeclaration[],
  annotations: ReadonlyMap<string, SpecAnnotation>,
): readonly AnnotationProblem[] {
  const names = planModuleNames(declarations, annotations);
  return [...annotations].flatMap(([key, { name }]): readonly AnnotationProblem[] => {
    const given = publicName(key, names);
    if (name === undefined || given === name || names.publicNames.get(key) === undefined) return [];
    return [
      {
        code: "bindgen/rename-clash",
        severity: "warning",
        message: `${key} is called ${given}, because ${name} is taken`,
        path: ["rename", key],
      },
    ];
  });
}
