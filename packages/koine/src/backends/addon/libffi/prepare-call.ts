/** Ways into native functions through libffi: a record per function, which `native/addon/libffi.c` reads. */
import type { AccessByteLength, CallSignature } from "@koine/engine";
import {
  argumentSlot,
  callLibffiArguments,
  describeLibffiResult,
  errnoSlot,
  isEmptyValue,
  slotByteLength,
} from "@koine/engine";
import type { Target } from "@koine/ctypes";
import type { Addon } from "@koine/native";
import type { Address, CallEntry, MemoryAccess } from "../../../backend/contract.ts";
import type { SystemLibffi } from "./system-libffi.ts";

/** What the parts of this engine share. */
export interface LibffiKernel {
  readonly addon: Addon;
  readonly libffi: SystemLibffi;
  readonly target: Target;
  readonly slotsAddress: bigint;
}

/** Flags of a record. */
const resultIsIndirect = 1n;
const keepsErrno = 2n;

/** Prepares calls of a function whose result is a scalar, bytes or nothing. */
export function prepareCall(kernel: LibffiKernel, target: Address, signature: CallSignature): CallEntry {
  const enter = kernel.addon.makeLibffiCall(keepRecord(kernel, target, signature), false);
  return { enter, enterReentrant: enter };
}

/** Prepares calls of a function that returns a C string. */
export function prepareTextCall(kernel: LibffiKernel, target: Address, signature: CallSignature): () => string | null {
  return kernel.addon.makeLibffiCall(keepRecord(kernel, target, signature), true) as () => string | null;
}

/** Prepares reading and writing of scalars at any address. */
export function prepareAccess({ addon, libffi, slotsAddress }: LibffiKernel, length: AccessByteLength): MemoryAccess {
  const addressSlot = slotsAddress + BigInt(argumentSlot(0) * slotByteLength);
  const valueSlot = slotsAddress + BigInt(argumentSlot(1) * slotByteLength);
  return {
    read: addon.makeAccess(libffi.keep([slotsAddress, addressSlot, 0n, BigInt(length)])),
    write: addon.makeAccess(libffi.keep([addressSlot, valueSlot, 1n, BigInt(length)])),
  };
}

function keepRecord({ libffi, target, slotsAddress }: LibffiKernel, callee: Address, signature: CallSignature): bigint {
  const { parameters, result, fixedParameterCount } = signature;
  const passed = callLibffiArguments(signature, target);
  const cif = libffi.prepareCif({
    parameters: passed.map(({ type }) => type),
    result: describeLibffiResult(result, target),
    fixedCount:
      fixedParameterCount === undefined ? undefined : passed.filter(({ index }) => index < fixedParameterCount).length,
  });
  const isIndirect = typeof result !== "string" && !isEmptyValue(result);
  const flags = (isIndirect ? resultIsIndirect : 0n) | (signature.keepsErrno === true ? keepsErrno : 0n);
  const places = passed.flatMap(({ index, byteOffset }) => [
    BigInt(argumentSlot(index) * slotByteLength),
    typeof parameters[index] === "string" ? 0n : 1n,
    BigInt(byteOffset),
  ]);
  const errnoOffset = BigInt(errnoSlot * slotByteLength);
  const count = BigInt(passed.length);
  return libffi.keep([libffi.callFunction, cif, callee, slotsAddress, flags, errnoOffset, count, ...places]);
}
