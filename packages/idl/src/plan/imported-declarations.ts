/** Which declarations belong to an imported document: their packages, and what they are called there. */
import type { DeclarationId } from "../model/index.ts";
import type { ApiPlan, ImportPlan } from "./plan-model.ts";

/** A declaration of an imported document. */
export interface ImportedDeclaration {
  readonly from: ImportPlan;
  /** Its identity in its own document. */
  readonly id: DeclarationId;
}

/** Finds where a declaration comes from; undefined for one of the document itself. */
export function findImported(
  { imports }: Pick<ApiPlan, "imports">,
  id: DeclarationId,
): ImportedDeclaration | undefined {
  const from = imports.find(({ name }) => id.startsWith(`${name}.`));
  return from === undefined ? undefined : { from, id: id.slice(from.name.length + 1) };
}

/**
 * Lists the C symbols of imported documents that rendered text names, by the document: what a package takes from others.
 *
 * @param text Source text, in any language.
 */
export function findImportedSymbols({ imports }: Pick<ApiPlan, "imports">, text: string): readonly ImportedSymbols[] {
  const words = new Set(imports.length === 0 ? [] : text.match(/\w+/g));
  return imports.map((from) => {
    const { modules } = from.plan.abi;
    const types = modules.flatMap((module) => module.types.map(({ symbol }) => symbol));
    const functions = modules.flatMap((module) => module.functions.map(({ symbol }) => symbol));
    const named = (symbols: readonly string[]) => symbols.filter((symbol) => words.has(symbol)).toSorted();
    return { from, types: named(types), functions: named(functions) };
  });
}

/** What of an imported document's C a package names. */
export interface ImportedSymbols {
  readonly from: ImportPlan;
  /** Symbols of types, sorted. */
  readonly types: readonly string[];
  /** Symbols of functions, sorted. */
  readonly functions: readonly string[];
}

/** Lists a plan and all that it imports, each after those that it imports itself. */
export function listPlans(plan: ApiPlan): readonly ApiPlan[] {
  const plans = [...plan.imports.flatMap((one) => listPlans(one.plan)), plan];
  return plans.filter((one, index) => plans.findIndex(({ abi }) => abi.prefix === one.abi.prefix) === index);
}
