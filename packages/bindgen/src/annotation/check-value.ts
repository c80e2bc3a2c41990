/** Whether what is said of a parameter, a result or a member fits its C type, and does not contradict itself. */
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import type { GivenAnnotation, MemberAnnotation, ParameterAnnotation, ValueAnnotation } from "./annotation-model.ts";
import { misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { checkCallback } from "./check-callback.ts";
import { checkConflicts, checkCount, checkForm, namesOf, spellType } from "./check-form.ts";
import type { ValuePlace } from "./check-form.ts";
import { checkRelease } from "./check-release.ts";
import { suggest } from "./check-shape.ts";
import { isRecord } from "../spec/spec-index.ts";
import { isOpenEnded } from "../typescript/open-ended.ts";
import { handleKeyOf } from "../typescript/find-handle.ts";

/** Checks a parameter. */
export function checkParameter(
  type: SpecType,
  annotation: ParameterAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  const { index, path } = place;
  const { direction, callback, owned, borrowed, borrowedFrom, transferred } = annotation;
  const resolved = index.resolve(type);
  const target = resolved.kind === "pointer" ? index.resolve(resolved.target) : undefined;
  const problems = [...checkConflicts(annotation, path), ...checkCount(type, annotation, place)];
  if (direction === undefined && (owned ?? borrowed ?? borrowedFrom) !== undefined) {
    const help = 'what C gives is a result or has direction "out"; what it takes over is "transferred"';
    problems.push(misfit("a parameter that C only reads is not given to the caller", path, help));
  }
  if (transferred !== undefined && resolved.kind !== "pointer") {
    problems.push(misfit(`${spellType(type)} is no pointer that C could take over`, [...path, "transferred"]));
  }
  if (callback !== undefined && target?.kind !== "function") {
    problems.push(misfit(`${spellType(type)} is no function pointer`, [...path, "callback"]));
  }
  if (callback !== undefined && target?.kind === "function") {
    problems.push(...checkCallback(target, callback, { ...place, path: [...path, "callback"] }));
  }
  if (direction === undefined) return [...problems, ...checkForm(type, annotation, place)];
  const pointee = resolved.kind === "pointer" ? resolved.target : undefined;
  const isConst = pointee !== undefined && index.isConst(pointee);
  if (pointee === undefined || target === undefined || !isStorable(target, index) || isConst) {
    const message = `${spellType(type)} cannot be an ${direction}-parameter`;
    return [...problems, misfit(message, [...path, "direction"], "it is a pointer to a complete type without const")];
  }
  return [...problems, ...checkGiven(pointee, annotation, place)];
}

/** Checks a result. */
export function checkResult(
  type: SpecType,
  annotation: GivenAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  return [...checkConflicts(annotation, place.path), ...checkGiven(type, annotation, place)];
}

/** Checks a member. */
export function checkMember(
  type: SpecType,
  annotation: MemberAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  return [
    ...checkConflicts(annotation, place.path),
    ...checkCount(type, annotation, place),
    ...checkForm(type, annotation, place),
    ...refuseBytes(type, annotation, place),
  ];
}

/** A buffer is what JavaScript passes. Only arrays have a length. */
function refuseBytes(
  type: SpecType,
  { as }: ValueAnnotation,
  { index, path }: ValuePlace,
): readonly AnnotationProblem[] {
  if (as !== "bytes" || index.resolve(type).kind === "array") return [];
  const help = "the pointer that comes has bytes(length)";
  return [misfit("nobody knows how many bytes C gives", [...path, "as"], help)];
}

function checkGiven(type: SpecType, annotation: GivenAnnotation, place: ValuePlace): readonly AnnotationProblem[] {
  const { index, path, siblings = [] } = place;
  const { owned, borrowed, borrowedFrom } = annotation;
  const problems = [...checkForm(type, annotation, place), ...refuseBytes(type, annotation, place)];
  const hasOwner = (owned ?? borrowed ?? borrowedFrom) !== undefined;
  if (hasOwner && index.resolve(type).kind !== "pointer") {
    problems.push(misfit(`${spellType(type)} is no pointer, so that nobody owns it`, path));
  } else if (owned === true && handleKeyOf(type, place) === undefined) {
    const help = 'name the function that frees it, such as owned: "free", or say of the type that it is a handle';
    problems.push(misfit(`${spellType(type)} is no handle`, [...path, "owned"], help));
  }
  if (typeof owned === "string") problems.push(...checkRelease(owned, type, { ...place, path: [...path, "owned"] }));
  if (borrowedFrom !== undefined && !namesOf(siblings).includes(borrowedFrom)) {
    const message = `there is no parameter ${borrowedFrom}`;
    problems.push(unknownName(message, [...path, "borrowedFrom"], suggest(borrowedFrom, namesOf(siblings))));
  }
  return problems;
}

function isStorable(type: SpecType, index: SpecIndex): boolean {
  if (type.kind === "void" || type.kind === "function") return false;
  const declaration = type.kind === "reference" ? index.find(type) : undefined;
  if (isRecord(declaration) && declaration.unsupported !== undefined) return false;
  return declaration?.kind !== "opaque" && !isOpenEnded(type, index);
}
