/** A cif with all the memory that it refers to: prepared once per signature. */
import { describeLibffiResult } from "@koine/engine";
import type { CallSignature, LibffiArgument } from "@koine/engine";
import { currentBackend } from "../../backend/select.ts";
import type { AddressHalves, NativePointer } from "../../memory/pointer.ts";
import { cifInvoker, planInvoker } from "../low/invoke.ts";
import type { Invoke } from "../low/invoke.ts";
import { allocateCif, allocateTypes, callPlanAlloc, callPlanFree, prepCif, prepCifVar } from "../low/index.ts";
import type { Abi, CallPlan, CifPointer } from "../low/index.ts";
import { allocateNativeType } from "./native-type.ts";
import type { NativeType } from "./native-type.ts";

/** A prepared signature. It must be reachable for as long as it is called or closures refer to it. */
export interface PreparedCif {
  readonly pointer: CifPointer;
  /** What {@link PreparedCif.invoke} takes: the cif, or a plan of it. */
  readonly callee: AddressHalves;
  readonly invoke: Invoke;
  readonly types: readonly NativeType[];
  readonly owned: readonly object[];
}

/** What a cif is prepared from. */
export interface CifParts {
  readonly parameters: readonly NativeType[];
  readonly result: NativeType;
  readonly abi?: Abi | undefined;
  /** Number of declared parameters of a variadic function. */
  readonly fixedCount?: number | undefined;
  readonly keepsErrno?: boolean | undefined;
}

/** How a signature is prepared. */
export interface SignatureOptions {
  /** The arguments of the cif, from `@koine/engine`, `libffi/libffi-arguments.ts`. */
  readonly places: readonly LibffiArgument[];
  /** The platform's own convention when absent. */
  readonly abi?: Abi | undefined;
}

/**
 * Prepares a signature.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE`, `FFI_UNSUPPORTED`, `FFI_LIBRARY_NOT_FOUND`.
 */
export function prepareSignature(signature: CallSignature, { places, abi }: SignatureOptions): PreparedCif {
  const { target } = currentBackend();
  const { result, fixedParameterCount, keepsErrno } = signature;
  return prepareParts({
    parameters: places.map(({ type }) => allocateNativeType(type)),
    result: allocateNativeType(describeLibffiResult(result, target)),
    abi,
    keepsErrno,
    fixedCount:
      fixedParameterCount === undefined ? undefined : places.filter(({ index }) => index < fixedParameterCount).length,
  });
}

/** As {@link prepareSignature}, from descriptions. */
export function prepareParts({ parameters, result, abi, fixedCount, keepsErrno }: CifParts): PreparedCif {
  const array = allocateTypes(parameters.map(({ pointer }) => pointer));
  const pointer = allocateCif();
  const signature = {
    ...(abi === undefined ? {} : { abi }),
    result: result.pointer,
    parameters: array,
    count: parameters.length,
  };
  if (fixedCount === undefined) prepCif(pointer, signature);
  else prepCifVar(pointer, { ...signature, fixedCount });
  const types = [...parameters, result];
  const owned = [pointer, array, ...types.flatMap((type) => [type.pointer, ...type.owned])];
  const prepared = { pointer, types, owned };
  const invokePlan = planInvoker({ keepsErrno });
  if (invokePlan === undefined) return { ...prepared, callee: halvesOf(pointer), invoke: cifInvoker({ keepsErrno }) };
  const plan = callPlanAlloc(pointer);
  const planned: PreparedCif = { ...prepared, callee: halvesOf(plan), invoke: invokePlan };
  plans.register(planned, plan);
  return planned;
}

const plans = new FinalizationRegistry<CallPlan>(callPlanFree);

/** Gives a pointer's address as halves. */
export function halvesOf(pointer: object): AddressHalves {
  // Every pointer is made by this class.
  const { low, high } = pointer as NativePointer;
  return { low, high };
}
