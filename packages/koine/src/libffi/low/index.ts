/**
 * The entry point `koine/libffi/low`: libffi in the manner of JavaScript, with errors instead of status codes, and no safety
 * beyond that. Memory is the caller's; `../middle` manages it.
 */
export { abiOf, abis, defaultAbi } from "./abi.ts";
export type { Abi, AbiName } from "./abi.ts";
export {
  call,
  callPlanAlloc,
  callPlanFree,
  callPlanInvoke,
  callReturning,
  hasCallPlans,
  resultByteLength,
} from "./call.ts";
export type { ArgumentArray, CallPlan, CodePointer } from "./call.ts";
export { closureAlloc, closureFree, prepClosure } from "./closure.ts";
export type { AllocatedClosure, ClosurePointer, ClosurePreparation, RawCallback } from "./closure.ts";
export { version } from "./library.ts";
export { getStructOffsets, prepCif, prepCifVar } from "./prep-cif.ts";
export type { CifSignature, VariadicSignature } from "./prep-cif.ts";
export { allocateCif, allocateType, allocateTypes, typeOf, typeTag } from "./types.ts";
export type { CifPointer, NewType, TypeArray, TypeName, TypePointer } from "./types.ts";
