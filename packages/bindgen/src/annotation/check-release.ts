/** Whether the functions that annotations name for giving something back can do that. */
import { findNearestNames } from "@koine/diagnostics";
import type { SpecDeclaration, SpecFunction } from "../spec/model.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import { misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { suggest } from "./check-shape.ts";
import type { ValuePath } from "./check-shape.ts";

/** The functions of a spec by name. */
export type FunctionsByName = ReadonlyMap<string, SpecFunction>;

/** Lists the functions that declarations declare. */
export function functionsByName(declarations: readonly SpecDeclaration[]): FunctionsByName {
  return new Map(declarations.flatMap((item) => (item.kind === "function" ? [[item.name, item] as const] : [])));
}

/**
 * Checks a release function. One that is not declared is looked for in the library when it is needed, as `free` is; but not one
 * whose name is nearly that of a function.
 */
export function checkRelease(
  name: string,
  path: ValuePath,
  { functions, index }: { readonly functions: FunctionsByName; readonly index: SpecIndex },
): readonly AnnotationProblem[] {
  const found = functions.get(name);
  if (found === undefined) {
    const known = [...functions.keys()];
    if (findNearestNames(name, known).length === 0) return [];
    return [unknownName(`no function is called ${name}`, path, suggest(name, known))];
  }
  const [parameter, ...others] = found.parameters;
  const isFitting = parameter !== undefined && others.length === 0 && isPointer(parameter.type, index);
  if (isFitting) return [];
  return [misfit(`${name}() does not take one pointer, so that it gives nothing back`, path)];
}

function isPointer(type: SpecFunction["result"], index: SpecIndex): boolean {
  return index.resolve(type).kind === "pointer";
}
