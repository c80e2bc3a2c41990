/**
 * The first calls of functions whose values are all numbers. Planning a wrapper and compiling it takes longer than most programs spend
 * in the function: until a function is compiled for itself, one function of the backend calls all that have the same types. It
 * calls only where nothing is to be said or watched; everything else is left to the wrapper (`bind-function.ts`).
 */
import type { CType, FunctionType, Target } from "@koine/ctypes";
import { slotByteLength, targetSlot } from "@koine/engine";
import type { CallSignature, Scalar } from "@koine/engine";
import type { Backend } from "../backend/contract.ts";
import { scalarRule } from "./scalar-rule.ts";

/** The arguments of one call: an array, or what a function finds as `arguments`. */
export type PassedValues = ArrayLike<unknown>;

/** Calls a function. Spreading what is not an array takes five times as long, and memory. */
export function callWith<TResult>(target: (...values: unknown[]) => TResult, values: PassedValues): TResult {
  return Reflect.apply(target, undefined, values) as TResult;
}

/** What calls the functions of one type. */
export interface NumberCall {
  /** Takes the address of the function, as its first element. */
  readonly target: BigUint64Array;
  /** Calls it with the arguments; gives `null`, and has called nothing, where a value is not plainly of its type. */
  readonly enter: NonNullable<ReturnType<Backend["prepareNumberCall"]>>;
}

const known = new WeakMap<Backend, WeakMap<FunctionType, NumberCall | null>>();

/** Finds what calls the functions of a type; `null` where values are not plainly numbers, or the backend has no such way. */
export function findNumberCall(type: FunctionType, backend: Backend): NumberCall | null {
  let byType = known.get(backend);
  if (byType === undefined) known.set(backend, (byType = new WeakMap<FunctionType, NumberCall | null>()));
  let call = byType.get(type);
  if (call === undefined) {
    const signature = toSignature(type, backend.target);
    const enter = signature === undefined ? undefined : backend.prepareNumberCall(signature);
    const target = new BigUint64Array(backend.slots, targetSlot * slotByteLength, 1);
    byType.set(type, (call = enter === undefined ? null : { target, enter }));
  }
  return call;
}

/** What a wrapper does besides (keeping `errno`, refusing a convention) is not done here. */
function toSignature(type: FunctionType, target: Target): CallSignature | undefined {
  const { parameters, result, isVariadic, convention, errno, lastError } = type;
  if (isVariadic || convention !== undefined || errno !== undefined || lastError !== undefined) return undefined;
  const scalars: Scalar[] = [];
  for (const parameter of parameters) {
    const scalar = toNumber(parameter, target);
    if (scalar === undefined) return undefined;
    scalars.push(scalar);
  }
  const given = result.kind === "void" ? "void" : toNumber(result, target);
  return given === undefined ? undefined : { parameters: scalars, result: given };
}

/** Gives the scalar of a type all of whose values are numbers in JavaScript. */
function toNumber(type: CType, target: Target): Scalar | undefined {
  const rule = scalarRule(type, target);
  if (rule === undefined || rule.members !== undefined || rule.isWrapping) return undefined;
  return rule.form === "number" || rule.form === "float" ? rule.scalar : undefined;
}
