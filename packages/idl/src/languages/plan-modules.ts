/** Walks modules of a plan: those inside of others, the types of one, and what one calls. */
import type { ApiDeclaration } from "../model/index.ts";
import type { CallPlan, ModulePlan } from "../plan/plan-model.ts";

/** Lists modules, each before those inside of it. */
export function flattenModules(modules: readonly ModulePlan[]): readonly ModulePlan[] {
  return modules.flatMap((module) => [module, ...flattenModules(module.modules)]);
}

/** Lists the types of a module, but for its aliases and its errors. */
export function listTypes(module: ModulePlan): readonly ApiDeclaration[] {
  const { enums, flags, structs, records, richEnums, interfaces, callbacks } = module;
  const plans = [...enums, ...flags, ...structs, ...records, ...richEnums, ...interfaces, ...callbacks];
  return plans.map(({ declaration }) => declaration);
}

/** Lists all calls of a module, those of its types included. */
export function listCalls(module: ModulePlan): readonly CallPlan[] {
  return [
    ...module.records.flatMap(({ create, builder }) => (builder === undefined ? [create] : [create, builder.build])),
    ...module.richEnums.flatMap(({ variants }) => variants.map(({ create }) => create)),
    ...module.interfaces.flatMap((one) => [...one.constructors, ...one.methods, ...one.statics]),
    ...module.functions,
  ];
}
