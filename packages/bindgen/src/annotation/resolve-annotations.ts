/** Patterns to declarations: what the configuration says, by the key of what it speaks of. */
import { declarationKey, referenceKey } from "../spec/declaration-key.ts";
import { skipReasons } from "../spec/model.ts";
import type { SpecDeclaration, SpecFunction, SpecSkipped } from "../spec/model.ts";
import { isTypeDeclaration } from "../spec/spec-index.ts";
import type { SpecTypeDeclaration } from "../spec/spec-index.ts";
import type { Annotations, SpecAnnotation } from "./annotation-model.ts";
import { conflict, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { suggest } from "./check-shape.ts";
import type { ValuePath } from "./check-shape.ts";
import { mergeAnnotations } from "./merge-annotations.ts";
import type { Statement } from "./merge-annotations.ts";
import { compilePattern, kindOfPattern } from "./name-pattern.ts";
import { adviseOnParameter, findParameter } from "./parameter-place.ts";
import { nameParameters } from "./name-parameters.ts";

/** Annotations by declaration key. */
export interface ResolvedAnnotations {
  readonly annotations: ReadonlyMap<string, SpecAnnotation>;
  /** Where the configuration speaks of each, most exactly. */
  readonly origins: ReadonlyMap<string, ValuePath>;
  readonly problems: readonly AnnotationProblem[];
}

/**
 * Finds what each annotation is about.
 *
 * @param declarations What any target declares.
 * @param skipped What was left out: an annotation of it is told why.
 */
export function resolveAnnotations(
  { functions = {}, types = {} }: Annotations,
  declarations: readonly SpecDeclaration[],
  skipped: readonly SpecSkipped[] = [],
): ResolvedAnnotations {
  const problems: AnnotationProblem[] = [];
  const statements = new Map<string, Statement[]>();
  const add = (key: string, statement: Statement): void => {
    statements.set(key, [...(statements.get(key) ?? []), statement]);
  };
  const callable = declarations.filter((item) => item.kind === "function");
  for (const { found, statement } of matchAll(functions, callable, { group: "functions", skipped, problems })) {
    problems.push(...checkParameters(statement, found));
    for (const declaration of found) {
      const annotation = keepKnownParameters(statement.annotation, declaration);
      add(declarationKey(declaration), { ...statement, annotation });
    }
  }
  const named = pickTypes(declarations.filter(isTypeDeclaration));
  for (const { found, statement } of matchAll(types, named, { group: "types", skipped, problems })) {
    for (const declaration of found) add(declarationKey(declaration), statement);
  }
  const functionsByKey = new Map(callable.map((item) => [declarationKey(item), item] as const));
  const annotations = new Map<string, SpecAnnotation>();
  const origins = new Map<string, ValuePath>();
  for (const [key, list] of statements) {
    const called = functionsByKey.get(key);
    const { annotation, problems: contradictions } = mergeAnnotations(
      called === undefined ? list : nameParameters(list, called),
    );
    annotations.set(key, annotation);
    problems.push(...contradictions);
    const [origin] = list.toSorted((left, right) => Number(right.isExact) - Number(left.isExact));
    if (origin !== undefined) origins.set(key, origin.path);
  }
  return { annotations, origins, problems };
}

interface Match<TDeclaration extends SpecDeclaration> {
  readonly found: readonly TDeclaration[];
  readonly statement: Statement;
}

/** What the annotations of a group are looked up with, and where complaints go. */
interface MatchContext {
  readonly group: "functions" | "types";
  readonly skipped: readonly SpecSkipped[];
  readonly problems: AnnotationProblem[];
}

function matchAll<TDeclaration extends SpecDeclaration>(
  entries: Readonly<Record<string, SpecAnnotation>>,
  declarations: readonly TDeclaration[],
  { group, skipped, problems }: MatchContext,
): readonly Match<TDeclaration>[] {
  const matches: Match<TDeclaration>[] = [];
  for (const [key, annotation] of Object.entries(entries)) {
    const path = [group, key];
    const pattern = compilePattern(key);
    const found = pattern === undefined ? [] : declarations.filter(({ name }) => pattern.test(name));
    const noun = group === "functions" ? "function" : "type";
    if (pattern === undefined) {
      problems.push(unknownName(`${key} is not a regular expression`, path, "see RegExp with the flag u"));
    } else if (found.length === 0) {
      const names = declarations.map(({ name }) => name);
      const leftOut = skipped.find(({ name }) => name === key);
      const help = leftOut === undefined ? suggestName(key, names) : `it is not bound: ${skipReasons[leftOut.reason]}`;
      problems.push(unknownName(`no ${noun} ${key} is bound`, path, help));
    } else {
      matches.push({ found, statement: { annotation, isExact: kindOfPattern(key) === "exact", path } });
    }
  }
  return matches;
}

/** A type is called by its name alone; what C gives no name has one with dots, which nobody writes. */
function suggestName(key: string, names: readonly string[]): string {
  return suggest(
    key.replace(/^(?:struct|union|enum)\s+/, ""),
    names.filter((name) => !name.includes(".")),
  );
}

/** A tag and the typedef that repeats its name are one thing; what is said of it is said of the tag. */
function pickTypes(declarations: readonly SpecTypeDeclaration[]): readonly SpecTypeDeclaration[] {
  const tags = new Set(declarations.filter(({ kind }) => kind !== "typedef").map(declarationKey));
  return declarations.filter(
    (item) =>
      item.kind !== "typedef" ||
      item.type.kind !== "reference" ||
      item.type.name !== item.name ||
      !tags.has(referenceKey(item.type)),
  );
}

/** A pattern may speak of parameters that only some of its functions have. */
function checkParameters({ annotation, path }: Statement, found: readonly SpecFunction[]): AnnotationProblem[] {
  const keys = Object.keys(annotation.parameters ?? {});
  const twice = keys.flatMap((name) => {
    const isSame = (declaration: SpecFunction, other: string): boolean =>
      findParameter(declaration, other) !== undefined &&
      findParameter(declaration, other) === findParameter(declaration, name);
    const other = keys.find((key) => key !== name && /^\d+$/.test(key) && found.some((item) => isSame(item, key)));
    if (other === undefined || /^\d+$/.test(name)) return [];
    const message = `${name} and ${other} are the same parameter`;
    return [conflict(message, [...path, "parameters", name], "say all of it under one of them")];
  });
  const unknown = keys.flatMap((name) => {
    if (found.some((declaration) => findParameter(declaration, name) !== undefined)) return [];
    const names = found.flatMap(({ parameters }) => parameters.map((item, place) => item.name ?? String(place + 1)));
    const subject = found.length === 1 ? `${found[0]?.name ?? ""}() has` : "these functions have";
    const where = [...path, "parameters", name];
    const known = [...new Set(names)];
    const help = found.length === 1 ? adviseOnParameter(name, known) : suggest(name, known);
    return [unknownName(`${subject} no parameter ${name}`, where, help)];
  });
  return [...twice, ...unknown];
}

function keepKnownParameters(annotation: SpecAnnotation, declaration: SpecFunction): SpecAnnotation {
  if (annotation.parameters === undefined) return annotation;
  const known = Object.entries(annotation.parameters).filter(
    ([name]) => findParameter(declaration, name) !== undefined,
  );
  return { ...annotation, parameters: Object.fromEntries(known) };
}
