/**
 * What an author in C or C++ writes where the document has async functions: a plain function for each, which the glue of
 * `launches.ts` runs on a thread, and the end of objects that such calls use.
 */
import type { AbiFunction, AbiParameter } from "../../abi/abi-model.ts";
import { outError } from "../../abi/abi-scope.ts";
import { lowerResult } from "../../abi/lower-result.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { flattenModules, listCalls } from "../../languages/plan-modules.ts";
import type { ApiType } from "../../model/index.ts";
import type { ApiPlan, CallPlan } from "../../plan/plan-model.ts";
import { listAuthorFunctions } from "../author-functions.ts";

/** An async function of the header with the plain function that it runs. */
export interface Launch {
  readonly call: CallPlan;
  readonly plain: AbiFunction;
}

/** An interface whose objects async calls use: they end when no call uses them any more. */
export interface HeldInterface {
  readonly symbol: string;
  /** The function of the header. */
  readonly destroy: AbiFunction;
  /** The function of the author. */
  readonly destroyNow: AbiFunction;
}

/** Lists the async functions of a document. */
export function listLaunches(plan: ApiPlan): readonly Launch[] {
  const types = createNativeTypes(plan.api);
  return listAllCalls(plan)
    .filter(({ completion }) => completion === "async")
    .map((call) => {
      const { result, outputs } = lowerResult(call.resultType, types);
      const parameters = [...call.symbol.parameters.filter(isInput), ...outputs, outError(types)];
      const symbol = call.symbol.symbol.replace(/_async$/, "");
      return { call, plain: { ...call.symbol, symbol, role: "function", parameters, result } };
    });
}

function listAllCalls({ modules }: ApiPlan): readonly CallPlan[] {
  return flattenModules(modules).flatMap(listCalls);
}

/** Whether a slot of a launcher is one of the plain function, too. */
function isInput({ role, of }: AbiParameter): boolean {
  return of !== undefined || role === "self" || role === "cancel-token";
}

/** The type of an object that a call must keep alive; undefined for what is copied. */
export function findHeldType(type: ApiType, plan: ApiPlan): string | undefined {
  const item = type.kind === "optional" ? type.item : type;
  if (item.kind !== "interface") return undefined;
  const found = flattenModules(plan.modules)
    .flatMap((module) => module.interfaces)
    .find(({ declaration }) => declaration.id === item.id);
  return found?.native.symbol;
}

/** Lists the interfaces whose objects async calls use. */
export function listHeldInterfaces(plan: ApiPlan): readonly HeldInterface[] {
  const used = new Set(
    listLaunches(plan).flatMap(({ call }) =>
      call.parameters.map(({ declaration }) => findHeldType(declaration.type, plan)),
    ),
  );
  return flattenModules(plan.modules)
    .flatMap((module) => module.interfaces)
    .filter(
      ({ native, methods }) => used.has(native.symbol) || methods.some(({ completion }) => completion === "async"),
    )
    .map(({ native, destroy }) => ({
      symbol: native.symbol,
      destroy,
      destroyNow: { ...destroy, symbol: `${destroy.symbol}_now` },
    }));
}

/** Lists what the author implements, with plain functions in place of those that the glue exports. */
export function listPlainFunctions(plan: ApiPlan): readonly AbiFunction[] {
  const plain = new Map<string, AbiFunction>([
    ...listLaunches(plan).map((launch) => [launch.call.symbol.symbol, launch.plain] as const),
    ...listHeldInterfaces(plan).map(({ destroy, destroyNow }) => [destroy.symbol, destroyNow] as const),
  ]);
  return listAuthorFunctions(plan).map((declared) => plain.get(declared.symbol) ?? declared);
}

/** Lists those that are not in the header: the author defines them, the glue calls them. */
export function listLocalFunctions(plan: ApiPlan): readonly AbiFunction[] {
  const exported = new Set(listAuthorFunctions(plan));
  return listPlainFunctions(plan).filter((declared) => !exported.has(declared));
}
