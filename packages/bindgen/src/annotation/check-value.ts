/** Whether what is said of one value fits its C type, and does not contradict itself. */
import type { SpecFunction } from "../spec/model.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecFunctionType, SpecType } from "../spec/type-model.ts";
import { isWide } from "../typescript/basic-descriptors.ts";
import { encodingOfUnit } from "../typescript/text-unit.ts";
import { renderCDeclaration } from "../verify/render-c-type.ts";
import type {
  CallbackAnnotation,
  GivenAnnotation,
  MemberAnnotation,
  ParameterAnnotation,
  SpecAnnotation,
} from "./annotation-model.ts";
import { conflict, misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { checkRelease } from "./check-release.ts";
import type { FunctionsByName } from "./check-release.ts";
import { suggest } from "./check-shape.ts";
import type { ValuePath } from "./check-shape.ts";
import { referenceKey } from "../spec/declaration-key.ts";

/** Where an annotated value stands. */
export interface ValuePlace {
  readonly index: SpecIndex;
  readonly annotations: ReadonlyMap<string, SpecAnnotation>;
  readonly functions: FunctionsByName;
  readonly path: ValuePath;
  readonly declaration?: SpecFunction;
  /** Names of the parameters or members beside it. */
  readonly names?: readonly (string | null)[];
}

/** What cannot be said together. */
const exclusive: readonly (readonly [keyof ParameterAnnotation, keyof ParameterAnnotation])[] = [
  ["direction", "sizedBy"],
  ["direction", "nullTerminated"],
  ["direction", "transferred"],
  ["direction", "callback"],
  ["sizedBy", "nullTerminated"],
  ["sizedBy", "transferred"],
  ["sizedBy", "callback"],
  ["sizedBy", "nullable"],
  ["transferred", "callback"],
  ["owned", "borrowed"],
  ["owned", "borrowedFrom"],
  ["borrowed", "borrowedFrom"],
];

/** Checks a parameter. */
export function checkParameter(
  type: SpecType,
  annotation: ParameterAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  const { index, path } = place;
  const { direction, callback, owned, borrowed, borrowedFrom } = annotation;
  const resolved = index.resolve(type);
  const target = resolved.kind === "pointer" ? index.resolve(resolved.target) : undefined;
  const problems = [...checkConflicts(annotation, path), ...checkCount(type, annotation, place)];
  if (direction === undefined && (owned ?? borrowed ?? borrowedFrom) !== undefined) {
    const help = 'what C gives is a result or has direction "out"; what it takes over is "transferred"';
    problems.push(misfit("a parameter that C only reads is not given to the caller", path, help));
  }
  if (callback !== undefined && target?.kind !== "function") {
    problems.push(misfit(`${spellType(type)} is no function pointer`, [...path, "callback"]));
  }
  if (callback !== undefined && target?.kind === "function") {
    problems.push(...checkCallbackParameters(target, callback, { ...place, path: [...path, "callback"] }));
  }
  if (callback?.onThrow !== undefined && target?.kind === "function" && target.result.kind === "void") {
    problems.push(conflict("a callback without a result has no onThrow", [...path, "callback", "onThrow"]));
  }
  if (callback?.threads === "any" && (callback.lifetime ?? "call") === "call") {
    const help = 'other threads call after the call: use lifetime "until" or "once"';
    problems.push(conflict('threads "any" needs a callback that outlives the call', [...path, "callback"], help));
  }
  if (direction === undefined) return [...problems, ...checkForm(type, annotation, place)];
  const pointee = resolved.kind === "pointer" ? resolved.target : undefined;
  const isConst = target?.qualifiers.includes("const") === true;
  if (pointee === undefined || target === undefined || !isStorable(target, index) || isConst) {
    const message = `${spellType(type)} cannot be an ${direction}-parameter`;
    return [...problems, misfit(message, [...path, "direction"], "it is a pointer to a complete type without const")];
  }
  return [...problems, ...checkGiven(pointee, annotation, place)];
}

/** Checks what is said of the parameters of a callback. */
export function checkCallbackParameters(
  type: SpecFunctionType,
  { parameters = {} }: CallbackAnnotation,
  place: ValuePlace,
): readonly AnnotationProblem[] {
  return Object.entries(parameters).flatMap(([position, annotation]) => {
    const own = { ...place, path: [...place.path, "parameters", position] };
    const parameter = type.parameters[Number(position) - 1];
    if (parameter !== undefined) {
      return [...checkCount(parameter, annotation, own), ...checkForm(parameter, annotation, own)];
    }
    const help = `parameters are numbered from 1 to ${type.parameters.length}`;
    return [unknownName(`the callback has no parameter ${position}`, own.path, help)];
  });
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
  ];
}

function checkConflicts(annotation: ParameterAnnotation, path: ValuePath): AnnotationProblem[] {
  const contradictions = exclusive.flatMap(([left, right]) => {
    if (annotation[left] === undefined || annotation[right] === undefined) return [];
    return [conflict(`${left} and ${right} contradict each other`, [...path, right])];
  });
  if (annotation.as !== "bytes" || annotation.nullable === undefined) return contradictions;
  return [...contradictions, conflict("bytes are never NULL", [...path, "nullable"], "leave nullable away")];
}

function checkCount(
  type: SpecType,
  { sizedBy, nullTerminated }: MemberAnnotation,
  { index, path, names = [] }: ValuePlace,
): readonly AnnotationProblem[] {
  const isPointer = index.resolve(type).kind === "pointer";
  if ((sizedBy ?? nullTerminated) !== undefined && !isPointer) {
    const field = sizedBy === undefined ? "nullTerminated" : "sizedBy";
    return [misfit(`${spellType(type)} is no pointer to elements`, [...path, field])];
  }
  if (sizedBy === undefined || names.includes(sizedBy)) return [];
  const known = names.flatMap((name) => name ?? []);
  return [unknownName(`there is no ${sizedBy} that could be a count`, [...path, "sizedBy"], suggest(sizedBy, known))];
}

function checkGiven(type: SpecType, annotation: GivenAnnotation, place: ValuePlace): readonly AnnotationProblem[] {
  const { index, path, names = [] } = place;
  const { owned, borrowed, borrowedFrom } = annotation;
  const problems = [...checkForm(type, annotation, place)];
  const hasOwner = (owned ?? borrowed ?? borrowedFrom) !== undefined;
  if (hasOwner && index.resolve(type).kind !== "pointer") {
    problems.push(misfit(`${spellType(type)} is no pointer, so that nobody owns it`, path));
  } else if (owned === true && !isHandle(type, place)) {
    const help = 'name the function that frees it, such as owned: "free", or say of the type that it is a handle';
    problems.push(misfit(`${spellType(type)} is no handle`, [...path, "owned"], help));
  }
  if (typeof owned === "string") problems.push(...checkRelease(owned, [...path, "owned"], place));
  if (borrowedFrom !== undefined && !names.includes(borrowedFrom)) {
    const known = names.flatMap((name) => name ?? []);
    const message = `there is no parameter ${borrowedFrom}`;
    problems.push(unknownName(message, [...path, "borrowedFrom"], suggest(borrowedFrom, known)));
  }
  return problems;
}

function isHandle(type: SpecType, { annotations, index }: ValuePlace): boolean {
  let current = type.kind === "pointer" ? type.target : type;
  while (current.kind === "reference") {
    if (annotations.get(referenceKey(current))?.handle !== undefined) return true;
    const declaration = index.find(current);
    if (declaration?.kind !== "typedef") return false;
    current = declaration.type.kind === "pointer" ? declaration.type.target : declaration.type;
  }
  return false;
}

/** Checks what the value is in JavaScript. */
function checkForm(type: SpecType, annotation: ParameterAnnotation, { index, path }: ValuePlace): AnnotationProblem[] {
  const { as, encoding, nullable } = annotation;
  const resolved = index.resolve(type);
  const problems: AnnotationProblem[] = [];
  if (as !== undefined && !isOfForm(resolved, annotation, index)) {
    const help = as === "string" && resolved.kind === "pointer" ? "text of other units needs an encoding" : undefined;
    problems.push(misfit(`${spellType(type)} cannot be given as ${as}`, [...path, "as"], help));
  }
  if (encoding !== undefined && as !== undefined && as !== "string") {
    problems.push(conflict(`${as} has no encoding`, [...path, "encoding"]));
  }
  if (nullable !== undefined && resolved.kind !== "pointer") {
    problems.push(misfit(`${spellType(type)} is never NULL`, [...path, "nullable"]));
  }
  return problems;
}

function isOfForm(type: SpecType, { as, encoding, nullTerminated }: ParameterAnnotation, index: SpecIndex): boolean {
  switch (as) {
    case "string":
      if (nullTerminated === true && type.kind === "pointer")
        return isText(index.resolve(type.target), encoding, index);
      return isText(type, encoding, index);
    case "bytes":
      return type.kind === "pointer" && index.resolve(type.target).kind !== "function";
    case "pointer":
      return type.kind === "pointer";
    case "boolean":
      return type.kind === "integer";
    case "number":
    case "bigint":
      return type.kind === "integer" && isWide(type.name);
    case undefined:
      return true;
    default:
      return as satisfies never;
  }
}

function isText(type: SpecType, encoding: string | undefined, index: SpecIndex): boolean {
  if (type.kind === "array") return encodingOfUnit(type.element, index) === "utf-8";
  if (type.kind !== "pointer") return false;
  const unit = index.resolve(type.target);
  return (
    encodingOfUnit(unit, index) !== undefined || (encoding !== undefined && ["integer", "void"].includes(unit.kind))
  );
}

function isStorable(type: SpecType, index: SpecIndex): boolean {
  if (type.kind === "void" || type.kind === "function") return false;
  return !(type.kind === "reference" && index.find(type)?.kind === "opaque");
}

/** Spells a type as the header does, near enough. */
function spellType(type: SpecType): string {
  return renderCDeclaration(type, "", new Set());
}
