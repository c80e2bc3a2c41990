/** Parameters by what annotations call them: the name, or the position from 1. */
import type { SpecFunction } from "../spec/model.ts";
import type { ParameterAnnotation, SpecAnnotation } from "./annotation-model.ts";
import { suggest } from "./check-shape.ts";

/** Finds the position of a parameter, from 0. */
export function findParameter({ parameters }: SpecFunction, name: string): number | undefined {
  const named = parameters.findIndex((parameter) => parameter.name === name);
  if (named !== -1) return named;
  const place = /^[1-9]\d*$/.test(name) ? Number(name) - 1 : -1;
  return parameters[place] === undefined ? undefined : place;
}

/** Says which parameters there are, to whoever named another one. */
export function adviseOnParameter(name: string, names: readonly string[]): string {
  if (!/^\d+$/.test(name)) return suggest(name, names);
  return names.length === 0 ? "it has none" : `parameters are numbered from 1 to ${names.length}: ${names.join(", ")}`;
}

const nothingSaid: ParameterAnnotation = Object.freeze({});

/** Gives what is said of the parameter at a position; its name and its position must not contradict each other. */
export function annotationAt(
  declaration: SpecFunction,
  annotation: SpecAnnotation | undefined,
  place: number,
): ParameterAnnotation {
  if (annotation?.parameters === undefined) return nothingSaid;
  const entries = Object.entries(annotation.parameters);
  const own = entries.filter(([name]) => findParameter(declaration, name) === place).map(([, value]) => value);
  return Object.assign({}, ...own) as ParameterAnnotation;
}

/** Gives the names of a function's parameters, those that annotations give included. */
export function parameterNames(
  declaration: SpecFunction,
  annotation: SpecAnnotation | undefined,
): readonly (string | null)[] {
  return declaration.parameters.map(({ name }, place) => annotationAt(declaration, annotation, place).name ?? name);
}
