/**
 * Functions, and the constructors, methods and statics of interfaces: plain, async with its callback, or with the iterator
 * or stream that they give.
 */
import type { ApiFunction, ApiType } from "../model/index.ts";
import type { AbiFunction, AbiFunctionPointerType, AbiParameter, AbiRole } from "./abi-model.ts";
import { destroyFunction, lowerParameters, mutableSelf, outError } from "./abi-scope.ts";
import type { AbiScope, Lowered } from "./abi-scope.ts";
import { cScalar, cVoid, pointerTo } from "./c-type.ts";
import type { CNamedType } from "./c-type.ts";
import { lowerDelivery, lowerIteratorItem, lowerResult } from "./lower-result.ts";
import type { LoweredResult } from "./lower-result.ts";
import { functionParts } from "./symbol-names.ts";

/** A function with its place: free, or a member of an interface. */
export interface LowerableFunction {
  readonly declaration: ApiFunction;
  readonly role: Extract<AbiRole, "function" | "constructor" | "method" | "static">;
  /** The interface's name and a `_` for a member; empty for a free function. */
  readonly namePrefix: string;
  /** The receiver of a method. */
  readonly self?: AbiParameter;
}

/** Lowers a function with all that hangs on it. */
export function lowerFunction(lowerable: LowerableFunction, scope: AbiScope): Lowered {
  const { declaration } = lowerable;
  if (declaration.isAsync) return lowerAsyncFunction(lowerable, scope);
  const type = declaration.result;
  if (type?.kind === "iterator") return lowerIteratorFunction(lowerable, type.item, scope);
  if (type?.kind === "stream") return lowerStreamFunction(lowerable, type.item, scope);
  return { types: [], functions: [callFunction(lowerable, lowerResult(type, scope.types), scope)] };
}

function callFunction(lowerable: LowerableFunction, lowered: LoweredResult, scope: AbiScope): AbiFunction {
  const { declaration, role, namePrefix } = lowerable;
  return {
    symbol: scope.names.inModule(scope.module, namePrefix + declaration.name),
    role,
    owner: declaration,
    parameters: [...inputs(lowerable, scope), ...lowered.outputs, outError(scope.types)],
    result: lowered.result,
  };
}

function inputs({ declaration, self }: LowerableFunction, { types }: AbiScope): readonly AbiParameter[] {
  return [...(self === undefined ? [] : [self]), ...lowerParameters(declaration.parameters, types)];
}

function lowerAsyncFunction(lowerable: LowerableFunction, scope: AbiScope): Lowered {
  const { declaration, namePrefix } = lowerable;
  const { module, names, types } = scope;
  const base = names.inModule(module, namePrefix + declaration.name);
  const callback: AbiFunctionPointerType = {
    kind: "function-pointer",
    symbol: functionParts.callback(base),
    owner: declaration.id,
    doc: `Completes \`${base}\`; called exactly once, from any thread.`,
    parameters: [...completion(scope), ...lowerDelivery("result", declaration.result, types)],
    result: cVoid,
  };
  const launch: AbiFunction = {
    symbol: functionParts.async(base),
    role: "async",
    owner: declaration,
    parameters: [...inputs(lowerable, scope), ...launchTail(declaration, callback, scope)],
    result: cVoid,
  };
  return { types: [callback], functions: [launch] };
}

/** What every completion begins with. */
function completion({ types }: AbiScope): readonly AbiParameter[] {
  return [
    { name: "context", type: pointerTo(cVoid), role: "context" },
    { name: "err", type: pointerTo(types.error), role: "error" },
  ];
}

/** What every launcher ends with. */
function launchTail(
  { isCancellable }: ApiFunction,
  { symbol }: AbiFunctionPointerType,
  { types }: AbiScope,
): readonly AbiParameter[] {
  const token: AbiParameter = { name: "cancel_token", type: pointerTo(types.cancelToken), role: "cancel-token" };
  return [
    ...(isCancellable ? [token] : []),
    { name: "callback", type: { kind: "named", symbol, declares: "function-pointer" }, role: "callback" },
    { name: "context", type: pointerTo(cVoid), role: "context" },
  ];
}

/** The object that a function gives to pull items from. */
function puller(lowerable: LowerableFunction, spell: (name: string) => string, scope: AbiScope): CNamedType {
  const { declaration, namePrefix } = lowerable;
  const symbol = scope.names.inModule(scope.module, namePrefix + spell(declaration.name));
  return { kind: "named", symbol, declares: "opaque" };
}

function lowerIteratorFunction(lowerable: LowerableFunction, item: ApiType, scope: AbiScope): Lowered {
  const { declaration: owner } = lowerable;
  const native = puller(lowerable, functionParts.iterator, scope);
  const self = mutableSelf(native, "iter");
  const launch = callFunction(lowerable, { result: pointerTo(native), outputs: [] }, scope);
  const next: AbiFunction = {
    symbol: `${native.symbol}_${functionParts.next}`,
    role: "iterator-next",
    owner,
    parameters: [self, ...lowerIteratorItem(item, scope.types), outError(scope.types)],
    result: cScalar("int32_t"),
  };
  const destroy = destroyFunction(`${native.symbol}_${functionParts.destroy}`, {
    role: "iterator-destroy",
    owner,
    self,
  });
  return {
    types: [{ kind: "opaque", symbol: native.symbol, owner: owner.id, doc: `Items of \`${launch.symbol}\`.` }],
    functions: [launch, next, destroy],
  };
}

function lowerStreamFunction(lowerable: LowerableFunction, item: ApiType, scope: AbiScope): Lowered {
  const { declaration: owner } = lowerable;
  const native = puller(lowerable, functionParts.stream, scope);
  const self = mutableSelf(native, "stream");
  const launch = callFunction(lowerable, { result: pointerTo(native), outputs: [] }, scope);
  const callback: AbiFunctionPointerType = {
    kind: "function-pointer",
    symbol: `${native.symbol}_${functionParts.nextCallback}`,
    owner: owner.id,
    doc: `Delivers one item of \`${launch.symbol}\`, its end, or an error; called exactly once, from any thread.`,
    parameters: [
      ...completion(scope),
      { name: "has_item", type: cScalar("bool"), role: "has-item" },
      ...lowerDelivery("item", item, scope.types),
    ],
    result: cVoid,
  };
  const next: AbiFunction = {
    symbol: `${native.symbol}_${functionParts.nextAsync}`,
    role: "stream-next",
    owner,
    parameters: [self, ...launchTail(owner, callback, scope)],
    result: cVoid,
  };
  const destroy = destroyFunction(`${native.symbol}_${functionParts.destroy}`, { role: "stream-destroy", owner, self });
  return {
    types: [
      { kind: "opaque", symbol: native.symbol, owner: owner.id, doc: `Items of \`${launch.symbol}\`.` },
      callback,
    ],
    functions: [launch, next, destroy],
  };
}
