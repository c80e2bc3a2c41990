/** Decides which functions run on stacks of their own, and gives their wrappers what that takes. */
import { resolveAlias } from "@koine/ctypes";
import type { CType, FunctionType } from "@koine/ctypes";
import type { CallSignature } from "@koine/engine";
import type { Address, Backend, Coroutines } from "../backend/contract.ts";
import type { ParameterPart } from "./wrapper-parts.ts";

/** What the decision depends on. */
export interface CoroutineQuestion {
  readonly type: FunctionType;
  readonly backend: Backend;
}

/** Gives what a function that calls back is run with; `undefined` for other functions, and where there is no such thing. */
export function findCoroutines(
  { type, backend }: CoroutineQuestion,
  parts: readonly ParameterPart[],
): Coroutines | undefined {
  if (!parts.some((part) => part.isCallback) || type.stack === "caller") return undefined;
  if (type.parameters.some(isForCaller)) return undefined;
  // The text that such a type translates is made by the call itself.
  return resolveAlias(type.result).kind === "mapped" ? undefined : backend.coroutines;
}

function isForCaller(parameter: CType): boolean {
  const resolved = resolveAlias(parameter);
  return resolved.kind === "callback" && resolved.stack === "caller";
}

/** The plan of a function that runs on a stack of its own. */
interface CoroutinePlan {
  readonly signature: CallSignature;
  readonly parts: readonly ParameterPart[];
}

/** Prepares a function's calls and gives the values that the source of `coroutine-source.ts` names. */
export function prepareCoroutine(
  coroutines: Coroutines,
  { type, address }: { readonly type: FunctionType; readonly address: Address },
  { signature, parts }: CoroutinePlan,
): Record<string, unknown> {
  const { words, answer, refuseWaiting, finishInner } = coroutines;
  // Most functions have one callback. For others the step does the same, only later.
  const step = parts.find((part) => part.answer !== undefined)?.answer?.prepareStep?.() ?? coroutines.step;
  const wish = type.stack === "caller" ? undefined : type.stack;
  const { start, freeStack, addStack, stackByteLength } = coroutines.prepare(address, signature, wish);
  return { words, step, answer, refuseWaiting, finishInner, start, freeStack, addStack, stackSize: stackByteLength };
}
