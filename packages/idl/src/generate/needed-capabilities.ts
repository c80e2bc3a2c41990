/** What a document asks of a target: each capability with the declarations that need it. */
import type { ApiDeclaration, ApiFunction, ApiModule } from "../model/index.ts";
import type { Capability } from "../languages/target.ts";
import type { ApiPlan } from "../plan/plan-model.ts";

/** A declaration that only a target with the capability can represent. */
export interface Need {
  readonly capability: Capability;
  readonly declaration: ApiDeclaration;
}

/** Lists what a document needs, in its order. */
export function findNeeds({ api }: Pick<ApiPlan, "api">): readonly Need[] {
  const [first] = api.modules;
  const imports: readonly Need[] =
    api.imports.length > 0 && first !== undefined ? [{ capability: "imports", declaration: first }] : [];
  return [...imports, ...api.modules.flatMap(findModuleNeeds)];
}

function findModuleNeeds(module: ApiModule): readonly Need[] {
  const need = (capability: Capability, declarations: readonly ApiDeclaration[]): readonly Need[] =>
    declarations.map((declaration) => ({ capability, declaration }));
  const functions = [
    ...module.interfaces.flatMap(({ constructors, methods, statics }) => [...constructors, ...methods, ...statics]),
    ...module.functions,
  ];
  return [
    ...need(
      "structs",
      module.records.filter(({ layout }) => layout === "c"),
    ),
    ...need(
      "builders",
      module.records.filter(({ hasBuilder }) => hasBuilder),
    ),
    ...need(
      "callback-results",
      module.callbacks.filter(({ result }) => result !== undefined),
    ),
    ...need(
      "struct-callback-results",
      module.callbacks.filter(({ result }) => result?.kind === "struct"),
    ),
    ...need("listeners", module.listeners),
    ...functions.flatMap(findFunctionNeeds),
    ...module.modules.flatMap(findModuleNeeds),
  ];
}

function findFunctionNeeds(declaration: ApiFunction): readonly Need[] {
  const { isAsync, isCancellable, parameters, result } = declaration;
  const needs: readonly (readonly [Capability, boolean])[] = [
    ["async", isAsync],
    ["cancel", isCancellable],
    ["callbacks", parameters.some(({ type }) => type.kind === "callback")],
    ["iterators", result?.kind === "iterator"],
    ["streams", result?.kind === "stream"],
  ];
  return needs.flatMap(([capability, isNeeded]) => (isNeeded ? [{ capability, declaration }] : []));
}
