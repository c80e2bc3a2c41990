/**
 * Plans what a consumer calls: functions, members of interfaces, and what makes a record or a variant. Items of iterators
 * and streams are planned in `plan-items.ts`.
 */
import type { AbiFunction, AbiParameter } from "../abi/abi-model.ts";
import { functionParts } from "../abi/symbol-names.ts";
import type { ApiDeclaration, ApiField, ApiFunction, ApiParameter, ApiType } from "../model/index.ts";
import type { PlanContext } from "./plan-context.ts";
import { moduleFunction, requireType } from "./plan-context.ts";
import { planItems } from "./plan-items.ts";
import type { AsyncPlan, CallPlan, Completion, Failure, ParameterPlan } from "./plan-model.ts";
import { planTransferIn } from "./plan-transfer-in.ts";
import type { Arrival, Situation } from "./plan-transfer-out.ts";
import { planTransferOut } from "./plan-transfer-out.ts";
import { findSlotsOf } from "./slots.ts";
import type { TransferOut } from "./transfer.ts";

/** Where a function stands: directly in its module, or in an interface. */
export interface FunctionPlace {
  /** The interface, for its members. */
  readonly interfaceName?: string;
  readonly hasReceiver: boolean;
}

/** Plans a function of the document. */
export function planFunction(context: PlanContext, declaration: ApiFunction, place: FunctionPlace): CallPlan {
  const base = place.interfaceName === undefined ? declaration.name : `${place.interfaceName}_${declaration.name}`;
  const completion = findCompletion(declaration);
  const symbol = moduleFunction(context, completion === "async" ? functionParts.async(base) : base);
  const asyncPlan = completion === "async" ? planAsync(context, base) : undefined;
  return {
    declaration,
    completion,
    symbol,
    hasReceiver: place.hasReceiver,
    parameters: planParameters(symbol, declaration.parameters),
    result: planResult(context, declaration, symbol, asyncPlan),
    ...(declaration.result === undefined ? {} : { resultType: declaration.result }),
    failure: planFailure(declaration, symbol, completion),
    isCancellable: declaration.isCancellable,
    ...(asyncPlan === undefined ? {} : { async: asyncPlan }),
    ...(completion === "iterator" || completion === "stream"
      ? { items: planItems(context, declaration, place.interfaceName) }
      : {}),
  };
}

/** What is made out of fields. */
export interface Creation {
  readonly declaration: ApiDeclaration;
  /** The record or the rich enum. */
  readonly resultType: ApiType;
  readonly symbol: AbiFunction;
  readonly fields: readonly ApiField[];
  readonly hasReceiver: boolean;
}

/** Plans the function that makes a record or a variant, or that ends a builder. */
export function planCreation(context: PlanContext, creation: Creation): CallPlan {
  const { declaration, resultType, symbol, fields, hasReceiver } = creation;
  return {
    declaration,
    completion: "sync",
    symbol,
    hasReceiver,
    parameters: planParameters(symbol, fields),
    result: planTransferOut(resultType, { main: symbol.result, situation: "result", abi: context.abi }),
    resultType,
    failure: { kind: "generic" },
    isCancellable: false,
  };
}

/** Plans the parameters that the consumer gives, each with its slots. */
export function planParameters(
  symbol: AbiFunction,
  parameters: readonly (ApiParameter | ApiField)[],
): readonly ParameterPlan[] {
  return parameters.map((declaration) => {
    const slots = findSlotsOf(symbol.parameters, declaration.name);
    return {
      declaration,
      transfer: planTransferIn(declaration.type, slots),
      slots,
      ...(declaration.default === undefined ? {} : { default: declaration.default }),
    };
  });
}

/** Plans a value that a C function returns, or writes through its out-slots. */
export function planReturned(context: PlanContext, type: ApiType | undefined, symbol: AbiFunction): TransferOut {
  return planTransferOut(type, describeReturn(context, symbol));
}

/** Plans a value that a function pointer is called with. */
export function planReceived(
  context: PlanContext,
  type: ApiType | undefined,
  slots: readonly AbiParameter[],
  situation: Situation,
): TransferOut {
  const main = slots.find(({ role }) => role === "value")?.type ?? { kind: "void" };
  const keys = slots.find(({ role }) => role === "keys")?.type;
  const values = slots.find(({ role }) => role === "values")?.type;
  return planTransferOut(type, { main, keys, values, situation, abi: context.abi });
}

function describeReturn({ abi }: PlanContext, symbol: AbiFunction): Arrival {
  const out = (role: AbiParameter["role"]) => symbol.parameters.find((slot) => slot.role === role)?.type;
  const unwrap = (type: AbiParameter["type"] | undefined) => (type?.kind === "pointer" ? type.to : undefined);
  return {
    main: out("out-value") ?? symbol.result,
    keys: unwrap(out("out-keys")),
    values: unwrap(out("out-values")),
    situation: "result",
    abi,
  };
}

function planResult(
  context: PlanContext,
  declaration: ApiFunction,
  symbol: AbiFunction,
  asyncPlan: AsyncPlan | undefined,
): TransferOut {
  const { result } = declaration;
  if (result?.kind === "iterator" || result?.kind === "stream") return { kind: "void" };
  if (asyncPlan !== undefined) return planReceived(context, result, asyncPlan.resultSlots, "async-result");
  return planReturned(context, result, symbol);
}

function planAsync({ names, module, types }: PlanContext, base: string): AsyncPlan {
  const callback = requireType(types, names.inModule(module, functionParts.callback(base)), "function-pointer");
  const resultSlots = callback.parameters.filter(({ role }) => role !== "context" && role !== "error");
  return { callback, resultSlots };
}

function findCompletion({ isAsync, result }: ApiFunction): Completion {
  if (isAsync) return "async";
  if (result?.kind === "iterator") return "iterator";
  return result?.kind === "stream" ? "stream" : "sync";
}

function planFailure(declaration: ApiFunction, symbol: AbiFunction, completion: Completion): Failure {
  const canFail = completion === "async" || symbol.parameters.some(({ role }) => role === "out-error");
  if (!canFail) return { kind: "none" };
  return declaration.throws === undefined ? { kind: "generic" } : { kind: "domain", domain: declaration.throws };
}
