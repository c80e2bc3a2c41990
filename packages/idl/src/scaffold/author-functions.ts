/** What an implementation consists of in any language: the functions and objects that only the author can give a meaning. */
import type { AbiFunction, AbiRole } from "../abi/abi-model.ts";
import type { ApiPlan } from "../plan/plan-model.ts";

/** Roles that only the author can give a meaning. */
const authorRoles: ReadonlySet<AbiRole> = new Set([
  "function",
  "async",
  "constructor",
  "method",
  "static",
  "iterator-next",
  "iterator-destroy",
  "stream-next",
  "stream-destroy",
  "register",
  "unregister",
]);

/** What the author implements; the destroyers of interfaces are among it, those of records are not. */
export function listAuthorFunctions({ api, abi }: ApiPlan): readonly AbiFunction[] {
  const modules = [...api.modules];
  for (const module of modules) modules.push(...module.modules);
  const interfaces = new Set<unknown>(modules.flatMap((module) => module.interfaces));
  return abi.modules
    .flatMap((module) => module.functions)
    .filter(({ role, owner }) => authorRoles.has(role) || (role === "destroy" && interfaces.has(owner)));
}

/** Objects whose members only the author knows: interfaces, iterators, streams. */
export function listOwnObjects(plan: ApiPlan): readonly string[] {
  const symbols = listAuthorFunctions(plan).flatMap(({ parameters: [self] }) => {
    if (self?.role !== "self" || self.type.kind !== "pointer" || self.type.to.kind !== "named") return [];
    return [self.type.to.symbol];
  });
  return [...new Set(symbols)];
}
