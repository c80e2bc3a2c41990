/** Which calling conventions of a declaration can be called on a target. */
import type { CallingConvention, FunctionType, Target } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { conventionOf } from "@koine/engine";

/** On 64-bit targets compilers take these for the one convention that there is. */
const sameAsC: ReadonlySet<CallingConvention> = new Set(["stdcall", "fastcall", "thiscall"]);

/**
 * Asserts that a function's convention is the one that C functions of the target have.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED` for any other: a call would put the arguments where nobody looks for them.
 */
export function assertConvention({ convention }: FunctionType, target: Target, name: string): void {
  if (convention === undefined || sameAsC.has(convention)) return;
  const native = conventionOf(target);
  if (convention === "ms_abi" && native === "windows-x64") return;
  if (convention === "sysv_abi" && native === "system-v-x64") return;
  throw new FfiError("FFI_UNSUPPORTED", `${name}(): ${convention} is not what C functions follow on ${target.triple}`, {
    hint: "declare a function of the target's own convention, which C code can wrap around it",
    details: { function: name, convention, target: target.triple },
  });
}
