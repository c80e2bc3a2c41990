/** What several statements say of the parameters of one function, under one key each: they may be called by name or by position. */
import type { SpecFunction } from "../spec/model.ts";
import type { GivenAnnotation, ParameterAnnotation, SpecAnnotation } from "./annotation-model.ts";
import type { Statement } from "./merge-annotations.ts";
import { findParameter } from "./parameter-place.ts";

/**
 * Gives the statements with one key for each parameter, which is the one that the most exact of them uses, and with names in place of
 * positions where they speak of other parameters (`sizedBy: "3"`).
 */
export function nameParameters(statements: readonly Statement[], declaration: SpecFunction): readonly Statement[] {
  const byExactness = statements.toSorted((left, right) => Number(right.isExact) - Number(left.isExact));
  const keys = new Map<number, string>();
  const names = new Map<number, string>();
  for (const { annotation } of byExactness) {
    for (const [key, { name }] of Object.entries(annotation.parameters ?? {})) {
      const place = findParameter(declaration, key);
      if (place === undefined) continue;
      if (!keys.has(place)) keys.set(place, key);
      if (name !== undefined && !names.has(place)) names.set(place, name);
    }
  }
  const toName = (other: string): string => {
    const place = findParameter(declaration, other);
    return place === undefined ? other : (names.get(place) ?? declaration.parameters[place]?.name ?? other);
  };
  const toKey = (key: string): string => {
    const place = findParameter(declaration, key);
    return place === undefined ? key : (keys.get(place) ?? key);
  };
  return statements.map((statement) => ({ ...statement, annotation: rename(statement.annotation, toKey, toName) }));
}

function rename(
  { parameters, result, ...rest }: SpecAnnotation,
  toKey: (key: string) => string,
  toName: (name: string) => string,
): SpecAnnotation {
  return {
    ...rest,
    ...(parameters === undefined
      ? {}
      : {
          parameters: Object.fromEntries(
            Object.entries(parameters).map(([key, value]) => [toKey(key), nameOthers(value, toName)]),
          ),
        }),
    ...(result === undefined ? {} : { result: nameOthers(result, toName) }),
  };
}

function nameOthers<TAnnotation extends ParameterAnnotation | GivenAnnotation>(
  annotation: TAnnotation,
  toName: (name: string) => string,
): TAnnotation {
  const { borrowedFrom } = annotation;
  const sizedBy = "sizedBy" in annotation ? annotation.sizedBy : undefined;
  return {
    ...annotation,
    ...(borrowedFrom === undefined ? {} : { borrowedFrom: toName(borrowedFrom) }),
    ...(sizedBy === undefined ? {} : { sizedBy: toName(sizedBy) }),
  };
}
