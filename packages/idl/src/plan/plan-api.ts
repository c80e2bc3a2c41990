/** Makes the plan of a document out of its resolved form and its ABI. */
import type { Abi } from "../abi/abi-model.ts";
import { createSymbolNames } from "../abi/symbol-names.ts";
import type { Api } from "../model/index.ts";
import { computeContract } from "./fingerprint.ts";
import { planModule } from "./plan-module.ts";
import type { ApiPlan } from "./plan-model.ts";

/**
 * Plans a document: what a consumer offers and which C functions it calls for that.
 *
 * @param abi The ABI of the same document.
 */
export function planApi(api: Api, abi: Abi): ApiPlan {
  const types = new Map(abi.modules.flatMap((module) => module.types).map((type) => [type.symbol, type]));
  const surroundings = { abi, names: createSymbolNames(api.prefix), types };
  return Object.freeze({
    api,
    abi,
    modules: api.modules.map((module) => planModule(surroundings, module)),
    contract: computeContract(api),
    imports: api.imports.flatMap((imported, index) => {
      const importedAbi = abi.imports[index];
      return importedAbi === undefined ? [] : [{ name: imported.name, plan: planApi(imported.api, importedAbi) }];
    }),
  });
}
