/** Whether the functions that annotations name for giving something back can do that. */
import { findNearestNames } from "@koine/diagnostics";
import type { SpecDeclaration, SpecFunction } from "../spec/model.ts";
import { referenceKey } from "../spec/declaration-key.ts";
import type { SpecIndex } from "../spec/spec-index.ts";
import { isRecord } from "../spec/spec-index.ts";
import type { SpecType } from "../spec/type-model.ts";
import { spellType } from "./check-form.ts";
import { misfit, unknownName } from "./annotation-problem.ts";
import type { AnnotationProblem } from "./annotation-problem.ts";
import { suggest } from "./check-shape.ts";
import type { ValuePath } from "./check-shape.ts";

/** The functions of a spec by name. */
export type FunctionsByName = ReadonlyMap<string, SpecFunction>;

/** Lists the functions that declarations declare, by the macros that stand for them, too. */
export function functionsByName(declarations: readonly SpecDeclaration[]): FunctionsByName {
  const functions = new Map(
    declarations.flatMap((item) => (item.kind === "function" ? [[item.name, item] as const] : [])),
  );
  for (const item of declarations) {
    const found = item.kind === "alias" ? functions.get(item.of) : undefined;
    if (found !== undefined) functions.set(item.name, found);
  }
  return functions;
}

/** What release functions are looked for in. */
export interface ReleasePlace {
  readonly functions: FunctionsByName;
  /** Inline functions that are left out. */
  readonly inlineNames: ReadonlySet<string>;
  readonly index: SpecIndex;
  readonly path: ValuePath;
}

/**
 * Checks a release function. One that is not declared is looked for in the library when it is needed, as `free` is; but not one
 * whose name is nearly that of a function.
 *
 * @param given The pointer that it gets, or what that points to.
 */
export function checkRelease(
  name: string,
  given: SpecType,
  { functions, inlineNames, index, path }: ReleasePlace,
): readonly AnnotationProblem[] {
  const found = functions.get(name);
  if (found === undefined && inlineNames.has(name)) {
    return [misfit(`${name}() is inline, so that no library has it`, path, "--wrap gives inline functions symbols")];
  }
  if (found === undefined) {
    const known = [...functions.keys()];
    if (findNearestNames(name, known).length === 0) return [];
    return [unknownName(`no function is called ${name}`, path, suggest(name, known))];
  }
  const [parameter, ...others] = found.parameters;
  const isFitting = parameter !== undefined && others.length === 0 && isPointer(parameter.type, index);
  if (!isFitting) return [misfit(`${name}() does not take one pointer, so that it gives nothing back`, path)];
  if (canTake(parameter.type, given, index)) return [];
  const wanted = spellType(parameter.type);
  const help = "C would take it with a cast only: another function may be meant";
  return [{ ...misfit(`${name}() takes ${wanted}, which is something else`, path, help), severity: "warning" }];
}

/** Tells whether C takes a pointer without a cast, or with one that is always right: to the first member (C17 6.7.2.1p15). */
function canTake(parameter: SpecType, given: SpecType, index: SpecIndex): boolean {
  const wanted = targetOf(parameter, index);
  const target = targetOf(given, index);
  return wanted.kind === "void" || target.kind === "void" || beginsWith(target, wanted, index);
}

function beginsWith(type: SpecType, wanted: SpecType, index: SpecIndex): boolean {
  if (isSame(wanted, type, index)) return true;
  const declaration = type.kind === "reference" ? index.find(type) : undefined;
  const [first] = isRecord(declaration) ? declaration.members : [];
  return first !== undefined && beginsWith(index.resolve(first.type), wanted, index);
}

function targetOf(type: SpecType, index: SpecIndex): SpecType {
  const resolved = index.resolve(type);
  return resolved.kind === "pointer" ? index.resolve(resolved.target) : resolved;
}

/** Signs and qualifiers do not matter. */
function isSame(left: SpecType, right: SpecType, index: SpecIndex): boolean {
  if (left.kind === "reference" && right.kind === "reference") return referenceKey(left) === referenceKey(right);
  if (left.kind === "integer" && right.kind === "integer") return toUnsigned(left.name) === toUnsigned(right.name);
  if (left.kind === "pointer" && right.kind === "pointer") {
    return isSame(index.resolve(left.target), index.resolve(right.target), index);
  }
  return left.kind === right.kind;
}

function toUnsigned(name: string): string {
  return name.replace(/^(?:un)?signed /, "").replace(/^u(?=int\d+_t)/, "");
}

function isPointer(type: SpecFunction["result"], index: SpecIndex): boolean {
  return index.resolve(type).kind === "pointer";
}
