/** Whether what is said of a callback fits its C type. What is said of single values is `check-form.ts`. */
import type { SpecFunctionType, SpecType } from "../spec/type-model.ts";
import type { CallbackAnnotation, CallbackParameterAnnotation } from "./annotation-model.ts";
import { conflict, misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { checkConflicts, checkCount, checkForm, spellType } from "./check-form.ts";
import type { ValuePlace } from "./check-form.ts";

/** Checks a callback. `place` is where it is annotated. */
export function checkCallback(
  type: SpecFunctionType,
  callback: CallbackAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  const { parameters = {}, result = {}, lifetime = "call", threads } = callback;
  const siblings = type.parameters.map((parameter, index) => ({ name: String(index + 1), type: parameter }));
  const problems = Object.entries(parameters).flatMap(([position, annotation]) => {
    const own = { ...place, siblings, path: [...place.path, "parameters", position] };
    const sibling = siblings.find(({ name }) => name === position);
    if (sibling !== undefined) return checkCallbackParameter(sibling.type, annotation, own);
    const help = siblings.length === 0 ? "it has none" : `parameters are numbered from 1 to ${siblings.length}`;
    return [unknownName(`the callback has no parameter ${position}`, own.path, help)];
  });
  problems.push(...checkForm(type.result, result, { ...place, path: [...place.path, "result"] }));
  if (threads === "any" && lifetime === "call") {
    const help = 'other threads call after the call: use lifetime "until" or "once"';
    problems.push(conflict('threads "any" needs a callback that outlives the call', place.path, help));
  }
  return [...problems, ...checkOnThrow(type.result, callback, place)];
}

function checkCallbackParameter(
  type: SpecType,
  annotation: CallbackParameterAnnotation,
  place: ValuePlace,
): AnnotationProblem[] {
  const { sizedBy, as } = annotation;
  const problems = [
    ...checkConflicts(annotation, place.path),
    ...checkCount(type, annotation, place),
    ...checkForm(type, annotation, place),
  ];
  if (as !== "bytes" || sizedBy !== undefined) return problems;
  const help = "sizedBy is the position of the parameter that says how many";
  return [...problems, misfit("nobody knows how many bytes C passes", [...place.path, "as"], help)];
}

/** What C gets when the function throws is what the function could have given. */
function checkOnThrow(
  type: SpecType,
  { onThrow, result }: CallbackAnnotation,
  { index, path }: ValuePlace,
): readonly AnnotationProblem[] {
  if (onThrow === undefined) return [];
  const resolved = index.resolve(type);
  const where = [...path, "onThrow"];
  if (resolved.kind === "void") return [conflict("a callback without a result has no onThrow", where)];
  const isBoolean = resolved.kind === "bool" || result?.as === "boolean";
  const isRight = isBoolean === (typeof onThrow === "boolean") && (onThrow === null) === (resolved.kind === "pointer");
  return isRight ? [] : [misfit(`${spellType(type)} cannot be ${String(onThrow)}`, where)];
}
