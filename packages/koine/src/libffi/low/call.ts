/** Calls through a prepared cif. */
import { FfiError } from "@koine/diagnostics";
import { assertCType, layoutOf, resolveAlias } from "@koine/ctypes";
import type { CType, FunctionType, Infer, Pointer, PointerType, VoidType } from "@koine/ctypes";
import { currentBackend } from "../../backend/select.ts";
import { allocate } from "../../memory/allocate.ts";
import type { ffi_call_plan } from "../raw/index.ts";
import { ffi_call, ffi_call_plan_alloc, ffi_call_plan_free, ffi_call_plan_invoke } from "../raw/index.ts";
import { endCall, failures } from "./failures.ts";
import { findLibffiFunction } from "./library.ts";
import { assertPointer } from "./types.ts";
import type { CifPointer } from "./types.ts";

/** A pointer to machine code. */
export type CodePointer = Pointer;

/** A `void **`: the address of each argument. */
export type ArgumentArray = Pointer<PointerType<VoidType>> | null;

/** A prepared plan of calls; owned by the caller, see {@link callPlanFree}. */
export type CallPlan = Pointer<typeof ffi_call_plan>;

/** libffi's `ffi_arg`: integral results narrower than this are widened to it, so that a result needs as much room. */
export const resultByteLength = 8;

/**
 * Calls `code`. Nothing is checked: a wrong cif, argument or result crashes the process.
 *
 * @param result Room for the result, at least {@link resultByteLength}; `null` for none, where the function is `void` or
 *   libffi is 3.7 or newer.
 */
export function call(cif: CifPointer, code: CodePointer, result: Pointer | null, values: ArgumentArray): void {
  // Of what a cif and code are nothing more can be known; without them the process would end.
  if (cif === null) assertPointer(cif, "call(): cif");
  if (code === null) assertPointer(code, "call(): code");
  failures.depth++;
  try {
    ffi_call(cif, toFunction(code), result, values);
  } finally {
    endCall();
  }
}

/**
 * Calls `code` and reads its result, which is narrowed from what libffi widened.
 *
 * @param type Type of the result; must be the cif's.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` for types without a size.
 */
export function callReturning<TType extends CType>(
  cif: CifPointer,
  code: CodePointer,
  type: TType,
  values: ArgumentArray,
): Infer<TType> {
  assertCType(type, "callReturning(): type");
  const { byteLength } = layoutOf(type, currentBackend().target);
  const room = allocate(type, Math.max(1, Math.ceil(resultByteLength / Math.max(1, byteLength))));
  call(cif, code, room as unknown as Pointer, values);
  return resolveAlias(type).kind === "void" ? (undefined as Infer<TType>) : (room.value as Infer<TType>);
}

/** Tells whether the installed libffi has call plans (3.7 and newer). */
export function hasCallPlans(): boolean {
  return findLibffiFunction("ffi_call_plan_invoke") !== 0n;
}

/**
 * Makes a plan, which places the arguments once for many calls. The cif must outlive it.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` where {@link hasCallPlans} is false; `FFI_OUT_OF_MEMORY`.
 */
export function callPlanAlloc(cif: CifPointer): CallPlan {
  if (!hasCallPlans()) {
    throw new FfiError("FFI_UNSUPPORTED", "the installed libffi has no call plans", {
      hint: "install libffi 3.7 or newer, or use call()",
    });
  }
  assertPointer(cif, "callPlanAlloc(): cif");
  const plan = ffi_call_plan_alloc(cif);
  if (plan === null) throw new FfiError("FFI_OUT_OF_MEMORY", "libffi has no memory for a call plan");
  return plan;
}

/** Does what {@link call} does with the plan's cif. */
export function callPlanInvoke(plan: CallPlan, code: CodePointer, result: Pointer | null, values: ArgumentArray): void {
  if (plan === null) assertPointer(plan, "callPlanInvoke(): plan");
  if (code === null) assertPointer(code, "callPlanInvoke(): code");
  failures.depth++;
  try {
    ffi_call_plan_invoke(plan, toFunction(code), result, values);
  } finally {
    endCall();
  }
}

/** Frees a plan, once. */
export function callPlanFree(plan: CallPlan): void {
  ffi_call_plan_free(plan);
}

/** Makes a code pointer of any pointer, as a C cast does. */
function toFunction(code: CodePointer): Pointer<FunctionType<[], VoidType>> {
  return code as unknown as Pointer<FunctionType<[], VoidType>>;
}
