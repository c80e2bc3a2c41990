/**
 * Whether the form, the count and the presence that are said of one value fit its C type. Who owns it, and what else depends on
 * where it stands, is `check-value.ts`.
 */
import type { SpecFunction } from "../spec/model.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { isWide } from "../typescript/basic-descriptors.ts";
import { encodingOfUnit } from "../typescript/text-unit.ts";
import { renderCDeclaration } from "../verify/render-c-type.ts";
import type { MemberAnnotation, ParameterAnnotation, SpecAnnotation } from "./annotation-model.ts";
import { conflict, misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import type { FunctionsByName } from "./check-release.ts";
import { suggest } from "./check-shape.ts";
import type { ValuePath } from "./check-shape.ts";

/** Where an annotated value stands. */
export interface ValuePlace {
  readonly index: SpecIndex;
  readonly annotations: ReadonlyMap<string, SpecAnnotation>;
  readonly functions: FunctionsByName;
  /** Inline functions that are left out. */
  readonly inlineNames: ReadonlySet<string>;
  readonly path: ValuePath;
  readonly declaration?: SpecFunction;
  /** The parameters or members beside it, and itself. */
  readonly siblings?: readonly Sibling[];
}

/** A parameter or member. */
export interface Sibling {
  readonly name: string | null;
  readonly type: SpecType;
  /** Whether C writes through it. */
  readonly isOut?: boolean;
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

const readingHelp =
  "an out-parameter is one value: where C gives a pointer, leave the count away and read pointer.get(i), " +
  "or T.arrayView(pointer, n) of structs; where C fills an array, pass a buffer and leave direction away";

/** Checks what contradicts itself. */
export function checkConflicts(annotation: ParameterAnnotation, path: ValuePath): AnnotationProblem[] {
  const contradictions = exclusive.flatMap(([left, right]) => {
    if (annotation[left] === undefined || annotation[right] === undefined) return [];
    const help = left === "direction" && (right === "sizedBy" || right === "nullTerminated") ? readingHelp : undefined;
    return [conflict(`${left} and ${right} contradict each other`, [...path, right], help)];
  });
  if (annotation.as !== "bytes" || annotation.nullable === undefined) return contradictions;
  return [...contradictions, conflict("bytes are never NULL", [...path, "nullable"], "leave nullable away")];
}

/** Checks what is said of a number of elements. */
export function checkCount(
  type: SpecType,
  { sizedBy, nullTerminated }: MemberAnnotation,
  { index, path, siblings = [] }: ValuePlace,
): readonly AnnotationProblem[] {
  const isPointer = index.resolve(type).kind === "pointer";
  if ((sizedBy ?? nullTerminated) !== undefined && !isPointer) {
    const field = sizedBy === undefined ? "nullTerminated" : "sizedBy";
    return [misfit(`${spellType(type)} is no pointer to elements`, [...path, field])];
  }
  if (nullTerminated !== undefined && !canEnd(type, index)) {
    return [misfit(`${spellType(type)} has no elements that a zero could end`, [...path, "nullTerminated"])];
  }
  if (sizedBy === undefined) return [];
  const counter = siblings.find(({ name }) => name === sizedBy);
  const where = [...path, "sizedBy"];
  if (counter === undefined) {
    const help = suggest(sizedBy, namesOf(siblings));
    return [unknownName(`there is no ${sizedBy} that could be a count`, where, help)];
  }
  const stored = index.resolve(counter.type);
  const value = counter.isOut === true && stored.kind === "pointer" ? index.resolve(stored.target) : stored;
  if (value.kind === "integer") return [];
  const help = stored.kind === "pointer" ? 'where C writes it, it has direction "inout"' : undefined;
  return [misfit(`${spellType(counter.type)} is no count`, where, help)];
}

/** Whether one of the elements can be the zero that ends them. */
function canEnd(type: SpecType, index: SpecIndex): boolean {
  const resolved = index.resolve(type);
  if (resolved.kind !== "pointer") return false;
  const target = index.resolve(resolved.target);
  if (target.kind === "pointer" || target.kind === "integer") return true;
  return target.kind === "reference" && target.to === "enum";
}

/** Gives the names that there are. */
export function namesOf(siblings: readonly Sibling[]): readonly string[] {
  return siblings.flatMap(({ name }) => name ?? []);
}

/** Checks what the value is in JavaScript. */
export function checkForm(
  type: SpecType,
  annotation: ParameterAnnotation,
  { index, path }: ValuePlace,
): AnnotationProblem[] {
  const { as, encoding, nullable } = annotation;
  const resolved = index.resolve(type);
  const problems: AnnotationProblem[] = [];
  if (as !== undefined && !isOfForm(resolved, annotation, index)) {
    const help = as === "string" && resolved.kind === "pointer" ? "text of other units needs an encoding" : undefined;
    problems.push(misfit(`${spellType(type)} cannot be given as ${as}`, [...path, "as"], help));
  }
  if (encoding !== undefined && as === undefined && !isOfForm(resolved, { ...annotation, as: "string" }, index)) {
    problems.push(misfit(`${spellType(type)} is no text`, [...path, "encoding"]));
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
      if (type.kind === "array") return isByteArray(type, index);
      return type.kind === "pointer" && index.resolve(type.target).kind !== "function";
    case "pointer":
      return type.kind === "pointer";
    case "boolean":
      return type.kind === "integer";
    case "number":
      // What is narrower on one of several targets is a number there anyway.
      return type.kind === "integer";
    case "bigint":
      return type.kind === "integer" && isWide(type.name);
    case undefined:
      return true;
    default:
      return as satisfies never;
  }
}

/** Tells whether a type is an array of so many integers of one byte, which a `Uint8Array` can be. */
export function isByteArray(type: SpecType, index: SpecIndex): boolean {
  if (type.kind !== "array" || type.length === null) return false;
  const element = index.resolve(type.element);
  return element.kind === "integer" && byteIntegers.has(element.name);
}

const byteIntegers: ReadonlySet<string> = new Set(["char", "signed char", "unsigned char", "int8_t", "uint8_t"]);

function isText(type: SpecType, encoding: string | undefined, index: SpecIndex): boolean {
  if (type.kind === "array") return encodingOfUnit(type.element, index) === "utf-8";
  if (type.kind !== "pointer") return false;
  const unit = index.resolve(type.target);
  return (
    encodingOfUnit(unit, index) !== undefined || (encoding !== undefined && ["integer", "void"].includes(unit.kind))
  );
}

/** Spells a type as the header does, near enough. */
export function spellType(type: SpecType): string {
  return renderCDeclaration(type, "", new Set());
}
