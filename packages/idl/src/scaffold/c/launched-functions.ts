/**
 * What an author in C or C++ writes where the document has async functions and streams: a plain function for each, which the
 * glue of `launches.ts` runs on a thread, and the end of objects that such calls use.
 */
import type { AbiFunction, AbiFunctionPointerType, AbiParameter } from "../../abi/abi-model.ts";
import { outError } from "../../abi/abi-scope.ts";
import { cScalar } from "../../abi/c-type.ts";
import { lowerIteratorItem, lowerResult } from "../../abi/lower-result.ts";
import { createNativeTypes } from "../../abi/native-types.ts";
import { flattenModules, listCalls } from "../../languages/plan-modules.ts";
import type { ApiType } from "../../model/index.ts";
import type { ApiPlan, CallPlan, ItemsPlan, ParameterPlan } from "../../plan/plan-model.ts";
import type { Slots, TransferOut } from "../../plan/transfer.ts";
import { listAuthorFunctions } from "../author-functions.ts";

/** What the header launches, an async function or the request for an item of a stream, with the plain function that it runs. */
export interface Launch {
  /** `item`: what the plain function gives says whether there is one. */
  readonly delivers: "result" | "item";
  readonly launcher: AbiFunction;
  readonly plain: AbiFunction;
  /** Parameters of the document. */
  readonly parameters: readonly ParameterPlan[];
  /** The slot of the object that is called. */
  readonly receiver?: string;
  /** The slots of the callback that follow the error. */
  readonly slots: Slots;
  readonly delivered: TransferOut;
}

/** Objects that launches use, of an interface or a stream: they end when no launch uses them any more. */
export interface HeldType {
  readonly symbol: string;
  /** The function of the header. */
  readonly destroy: AbiFunction;
  /** The function of the author. */
  readonly destroyNow: AbiFunction;
}

/** Lists the launches of a document. */
export function listLaunches(plan: ApiPlan): readonly Launch[] {
  return listAllCalls(plan).flatMap((call) => {
    if (call.async !== undefined) return [launchCall(call, plan, call.async.resultSlots)];
    const { items } = call;
    return items?.nextCallback === undefined ? [] : [launchRequest(items, items.nextCallback, plan)];
  });
}

function launchCall(call: CallPlan, plan: ApiPlan, slots: Slots): Launch {
  const types = createNativeTypes(plan.api);
  const { result, outputs } = lowerResult(call.resultType, types);
  return {
    delivers: "result",
    launcher: call.symbol,
    plain: toPlain(call.symbol, [...outputs, outError(types)], result),
    parameters: call.parameters,
    ...(call.hasReceiver ? { receiver: nameReceiver(call.symbol) } : {}),
    slots,
    delivered: call.result,
  };
}

function launchRequest({ next, item, itemType }: ItemsPlan, callback: AbiFunctionPointerType, plan: ApiPlan): Launch {
  const types = createNativeTypes(plan.api);
  const outputs = [...lowerIteratorItem(itemType, types), outError(types)];
  return {
    delivers: "item",
    launcher: next,
    plain: toPlain(next, outputs, cScalar("int32_t")),
    parameters: [],
    receiver: nameReceiver(next),
    slots: callback.parameters.filter(({ role }) => role !== "context" && role !== "error"),
    delivered: item,
  };
}

function nameReceiver({ parameters }: AbiFunction): string {
  return parameters.find(({ role }) => role === "self")?.name ?? "";
}

/** The function that the author writes: it takes what the launcher takes, and gives what the callback gets. */
function toPlain(launcher: AbiFunction, outputs: readonly AbiParameter[], result: AbiFunction["result"]): AbiFunction {
  const symbol = launcher.symbol.replace(/_async$/, "");
  return {
    ...launcher,
    symbol,
    role: "function",
    parameters: [...launcher.parameters.filter(isInput), ...outputs],
    result,
  };
}

function listAllCalls({ modules }: ApiPlan): readonly CallPlan[] {
  return flattenModules(modules).flatMap(listCalls);
}

/** Whether a slot of a launcher is one of the plain function, too. */
function isInput({ role, of }: AbiParameter): boolean {
  return of !== undefined || role === "self" || role === "cancel-token";
}

/** The type of an object that a launch must keep alive; undefined for what is copied. */
export function findHeldType(type: ApiType, plan: ApiPlan): string | undefined {
  const item = type.kind === "optional" ? type.item : type;
  if (item.kind !== "interface") return undefined;
  const found = flattenModules(plan.modules)
    .flatMap((module) => module.interfaces)
    .find(({ declaration }) => declaration.id === item.id);
  return found?.native.symbol;
}

/** Lists the types whose objects launches use. */
export function listHeldTypes(plan: ApiPlan): readonly HeldType[] {
  const used = new Set(
    listAllCalls(plan)
      .filter(({ completion }) => completion === "async")
      .flatMap(({ parameters }) => parameters.map(({ declaration }) => findHeldType(declaration.type, plan))),
  );
  const interfaces = flattenModules(plan.modules)
    .flatMap((module) => module.interfaces)
    .filter(
      ({ native, methods }) => used.has(native.symbol) || methods.some(({ completion }) => completion === "async"),
    );
  const streams = listAllCalls(plan).flatMap(({ completion, items }) =>
    completion === "stream" && items !== undefined ? [items] : [],
  );
  return [...interfaces, ...streams].map(({ native, destroy }) => ({
    symbol: native.symbol,
    destroy,
    destroyNow: { ...destroy, symbol: `${destroy.symbol}_now` },
  }));
}

/** Lists what the author implements, with plain functions in place of those that the glue exports. */
export function listPlainFunctions(plan: ApiPlan): readonly AbiFunction[] {
  const plain = new Map<string, AbiFunction>([
    ...listLaunches(plan).map((launch) => [launch.launcher.symbol, launch.plain] as const),
    ...listHeldTypes(plan).map(({ destroy, destroyNow }) => [destroy.symbol, destroyNow] as const),
  ]);
  return listAuthorFunctions(plan).map((declared) => plain.get(declared.symbol) ?? declared);
}

/** Lists those that are not in the header: the author defines them, the glue calls them. */
export function listLocalFunctions(plan: ApiPlan): readonly AbiFunction[] {
  const exported = new Set(listAuthorFunctions(plan));
  return listPlainFunctions(plan).filter((declared) => !exported.has(declared));
}
