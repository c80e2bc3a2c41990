/**
 * The symbols of functions that give something back. Annotations have the names of C; a library may export another one, as wrappers do for
 * inline functions. It is looked up in the library that gave what is released.
 */
import type { SpecAnnotation } from "../annotation/annotation-model.ts";
import { annotationAt } from "../annotation/parameter-place.ts";
import type { SpecDeclaration, SpecFunction } from "../spec/model.ts";
import type { SpecType } from "../spec/type-model.ts";
import { wrapperSymbol } from "../wrapper/wrapper-symbol.ts";
import { handleKeyOf } from "./find-handle.ts";
import type { DescriptorScope } from "./render-descriptor.ts";

/** Functions by name that have a symbol of another name. */
export type RenamedSymbols = ReadonlyMap<string, { readonly symbol: string; readonly isInline: boolean }>;

/** Gives the symbol of a function. */
export function symbolOf({ name, symbol = name, isInline }: SpecFunction): string {
  return isInline ? wrapperSymbol(name) : symbol;
}

/** Lists the functions whose symbols are not called like them, and the macros that stand for such functions or for others. */
export function listRenamedSymbols(declarations: readonly SpecDeclaration[]): RenamedSymbols {
  const functions = new Map(
    declarations.flatMap((item) => (item.kind === "function" ? [[item.name, item] as const] : [])),
  );
  const renamed = new Map<string, { readonly symbol: string; readonly isInline: boolean }>();
  for (const item of declarations) {
    if (item.kind !== "function" && item.kind !== "alias") continue;
    const found = item.kind === "function" ? item : functions.get(item.of);
    if (found === undefined || symbolOf(found) === item.name) continue;
    renamed.set(item.name, { symbol: symbolOf(found), isInline: found.isInline });
  }
  return renamed;
}

/** Spells the symbol of a release function as a string literal. */
export function spellRelease(name: string, { renamedSymbols }: DescriptorScope): string {
  return JSON.stringify(renamedSymbols.get(name)?.symbol ?? name);
}

/**
 * Tells whether a function gives something that an inline function releases. Then it is looked up in the wrapper library, too, which is
 * linked with its own and finds its symbols.
 */
export function isReleasedInline(declaration: SpecFunction, scope: DescriptorScope): boolean {
  const annotation = scope.annotations.get(declaration.name);
  if (annotation === undefined || scope.renamedSymbols.size === 0) return false;
  const given = [
    [declaration.result, annotation.result?.owned] as const,
    ...declaration.parameters.map(({ type }, place) => {
      const { owned } = annotationAt(declaration, annotation, place);
      return [type.kind === "pointer" ? type.target : type, owned] as const;
    }),
  ];
  return given.some(([type, owned]) => {
    const release = owned === true ? releaseOf(type, scope) : owned;
    return release !== undefined && scope.renamedSymbols.get(release)?.isInline === true;
  });
}

function releaseOf(type: SpecType, scope: DescriptorScope): SpecAnnotation["handle"] {
  const key = handleKeyOf(type, scope);
  return key === undefined ? undefined : scope.annotations.get(key)?.handle;
}
