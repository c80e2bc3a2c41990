/** Whether the names that annotations give are names, and tell parameters apart. */
import { typescriptNames } from "@koine/codegen";
import type { SpecFunction } from "../spec/model.ts";
import type { SpecAnnotation } from "./annotation-model.ts";
import { conflict } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import type { ValuePath } from "./check-shape.ts";
import { parameterNames } from "./parameter-place.ts";

/** Checks the new names of a function's parameters. */
export function checkNames(
  declaration: SpecFunction,
  annotation: SpecAnnotation,
  path: ValuePath,
): readonly AnnotationProblem[] {
  const names = parameterNames(declaration, annotation);
  return Object.entries(annotation.parameters ?? {}).flatMap(([key, { name }]) => {
    const where = [...path, "parameters", key, "name"];
    if (name === undefined) return [];
    if (!typescriptNames.isIdentifier(name)) return [conflict(describeNoName(name), where)];
    const isTaken = names.filter((other) => other === name).length > 1;
    return isTaken ? [conflict(`another parameter is called ${name}`, where)] : [];
  });
}

/** Says that a text cannot be what something is called. */
export function describeNoName(name: string): string {
  return `${JSON.stringify(name)} is no identifier`;
}
