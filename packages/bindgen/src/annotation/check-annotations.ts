/** Whether annotations fit what C declares: every one that does not is reported, for each target once. */
import { declarationKey } from "../spec/declaration-key.ts";
import type { SpecDeclaration, SpecFunction, SpecSkipped } from "../spec/model.ts";
import { SpecIndex } from "../spec/spec-index.ts";
import type { SpecFunctionType, SpecReference } from "../spec/type-model.ts";
import type { SpecAnnotation } from "./annotation-model.ts";
import { conflict, misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { checkCallback } from "./check-callback.ts";
import { checkRelease, functionsByName } from "./check-release.ts";
import { checkNames } from "./check-names.ts";
import { suggest } from "./check-shape.ts";
import type { ValuePath } from "./check-shape.ts";
import { checkMember, checkParameter, checkResult } from "./check-value.ts";
import type { ValuePlace } from "./check-form.ts";
import { adviseOnParameter, annotationAt, findParameter, parameterNames } from "./parameter-place.ts";

/** What annotations are checked against. */
export interface AnnotationContext {
  readonly annotations: ReadonlyMap<string, SpecAnnotation>;
  readonly skipped: readonly SpecSkipped[];
  /** Where the configuration speaks of a declaration, by key; in the spec when absent. */
  readonly origins?: ReadonlyMap<string, ValuePath> | undefined;
}

/** Checks all annotations of what one target declares. */
export function checkAnnotations(
  declarations: readonly SpecDeclaration[],
  { annotations, skipped, origins }: AnnotationContext,
): readonly AnnotationProblem[] {
  const index = SpecIndex.of(declarations);
  const functions = functionsByName(declarations);
  const inlineNames = new Set(skipped.flatMap(({ name, reason }) => (reason === "inline-function" ? name : [])));
  return declarations.flatMap((declaration) => {
    const key = declarationKey(declaration);
    const annotation = annotations.get(key);
    if (annotation === undefined) return [];
    const place = { index, annotations, functions, inlineNames, path: origins?.get(key) ?? ["annotations", key] };
    const problems =
      declaration.kind === "function"
        ? checkFunction(declaration, annotation, place)
        : checkType(declaration, annotation, place);
    const subject = declaration.kind === "function" ? `${declaration.name}()` : declaration.name;
    return problems.map((problem) => {
      const isNamed = problem.message.startsWith(subject);
      return { ...problem, key, message: isNamed ? problem.message : `${subject}: ${problem.message}` };
    });
  });
}

function checkFunction(
  declaration: SpecFunction,
  annotation: SpecAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  const names = parameterNames(declaration, annotation);
  const siblings = declaration.parameters.map(({ type }, at) => ({
    name: names[at] ?? null,
    type,
    isOut: annotationAt(declaration, annotation, at).direction !== undefined,
  }));
  const parameters = Object.entries(annotation.parameters ?? {}).flatMap(([name, own]) => {
    const at = findParameter(declaration, name);
    const path = [...place.path, "parameters", name];
    const type = at === undefined ? undefined : declaration.parameters[at]?.type;
    if (type !== undefined) return checkParameter(type, own, { ...place, path, declaration, siblings });
    const known = names.map((item, position) => item ?? String(position + 1));
    return [unknownName(`${declaration.name}() has no parameter ${name}`, path, adviseOnParameter(name, known))];
  });
  const { result } = annotation;
  const path = [...place.path, "result"];
  const results =
    result === undefined ? [] : checkResult(declaration.result, result, { ...place, path, declaration, siblings });
  const failures = checkFailure(declaration, annotation, place);
  return [...parameters, ...results, ...failures, ...checkNames(declaration, annotation, place.path)];
}

function checkFailure(
  { result }: SpecFunction,
  { errno, failure, result: facts }: SpecAnnotation,
  { index, path }: ValuePlace,
): readonly AnnotationProblem[] {
  const type = index.resolve(result);
  const isEnum = type.kind === "reference" && type.to === "enum";
  const isInteger = type.kind === "integer" || isEnum;
  if (failure !== undefined && errno !== "throw") {
    return [conflict('failure says when errno is thrown, so errno must be "throw"', [...path, "failure"])];
  }
  if (failure !== undefined && !isInteger) {
    const message = `failure "${failure}" is for results that are integers`;
    return [misfit(message, [...path, "failure"], "pointers fail with NULL, which needs no rule")];
  }
  if (failure === "negative" && facts?.as === "boolean") {
    return [conflict("true and false are not negative", [...path, "failure"], 'use "zero" or "nonzero"')];
  }
  if (errno === "throw" && failure === undefined && !isInteger && type.kind !== "pointer") {
    return [misfit("the result does not say whether the call failed", [...path, "errno"], "use errno: true")];
  }
  return [];
}

function checkType(
  declaration: SpecDeclaration,
  annotation: SpecAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  const { path } = place;
  const { handle, enum: rule, callback, members } = annotation;
  const problems: AnnotationProblem[] = [];
  const isRecord = declaration.kind === "struct" || declaration.kind === "union";
  if (handle !== undefined && !canBeHandle(declaration, place.index)) {
    problems.push(misfit(`${declaration.name} has no pointers that could be handles`, [...path, "handle"]));
  } else if (handle !== undefined) {
    problems.push(...checkRelease(handle, referenceTo(declaration), { ...place, path: [...path, "handle"] }));
  }
  if (rule !== undefined && declaration.kind !== "enum") {
    problems.push(misfit(`${declaration.name} is no enum`, [...path, "enum"]));
  }
  const calledBack = callback === undefined ? undefined : findFunction(declaration, place.index);
  if (callback !== undefined && calledBack === undefined) {
    const help = "callbacks of a parameter are annotated there";
    problems.push(misfit(`${declaration.name} is no type of functions`, [...path, "callback"], help));
  } else if (callback !== undefined && calledBack !== undefined) {
    problems.push(...checkCallback(calledBack, callback, { ...place, path: [...path, "callback"] }));
  }
  for (const [name, own] of Object.entries(members ?? {})) {
    const at = [...path, "members", name];
    const siblings = isRecord ? declaration.members : [];
    const member = siblings.find((item) => item.name === name);
    if (member === undefined) {
      const known = siblings.flatMap((item) => item.name ?? []);
      problems.push(unknownName(`${declaration.name} has no member ${name}`, at, suggest(name, known)));
    } else problems.push(...checkMember(member.type, own, { ...place, path: at, siblings }));
  }
  return problems;
}

function referenceTo(declaration: SpecDeclaration): SpecReference {
  const to = declaration.kind === "opaque" ? declaration.of : "typedef";
  return { kind: "reference", to, name: declaration.name, qualifiers: [] };
}

function canBeHandle(declaration: SpecDeclaration, index: SpecIndex): boolean {
  if (declaration.kind === "opaque") return true;
  if (declaration.kind !== "typedef") return false;
  const resolved = index.resolve(declaration.type);
  if (resolved.kind === "pointer") return findFunction(declaration, index) === undefined;
  return resolved.kind === "void" || (resolved.kind === "reference" && resolved.to !== "enum");
}

/** The function type that a typedef names, or points to. */
function findFunction(declaration: SpecDeclaration, index: SpecIndex): SpecFunctionType | undefined {
  if (declaration.kind !== "typedef") return undefined;
  const resolved = index.resolve(declaration.type);
  const target = resolved.kind === "pointer" ? index.resolve(resolved.target) : resolved;
  return target.kind === "function" ? target : undefined;
}

/** Tells whether an annotation of a type makes its inside nobody's business. */
export function isSealed(annotation: SpecAnnotation): boolean {
  return annotation.opaque === true || annotation.handle !== undefined;
}
