/**
 * Direct entries: functions whose values V8 passes in registers. Through slots, values wait for memory, and bigints are taken
 * apart and made there. Callers that are not optimised come to a routine of the addon, which converts the values as
 * Node-API does.
 */
import type { CallSignature } from "@koine/engine";
import { emitReceiverStub, emitRecordJump, hasWideInteger, isFloatScalar, maximumShiftedIntegers } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, DirectFunction } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { Kernel } from "./prepare-call.ts";
import type { V8Line } from "./v8-versions.ts";
import { toValueKinds } from "./value-kinds.ts";

const probes = new WeakMap<Kernel, boolean>();

/**
 * Tells whether V8 hands values to functions that are not optimised as the table of versions says, once for an environment: the
 * addon would read, and write, whatever lies there.
 */
function passesProbe(kernel: Kernel, { hasCallFrames }: V8Line): boolean {
  let isPassed = probes.get(kernel);
  if (isPassed === undefined) probes.set(kernel, (isPassed = probeCalls(kernel.addon, hasCallFrames)));
  return isPassed;
}

/** Tells whether calls hand their values over in frames, or in records. Asking for the other one does no harm. */
export function probeCalls(addon: Addon, hasFrames: boolean): boolean {
  const routine = addon.probeRoutine(hasFrames);
  return addon.makeFastFunction(routine, routine, 0)?.(0x1234567, 0x2345678) === 0x3456789;
}

/** Prepares a direct entry; `undefined` for signatures and versions of V8 that have none. */
export function prepareDirect(kernel: Kernel, callee: Address, signature: CallSignature): DirectFunction | undefined {
  const { addon, code, line, stubs } = kernel;
  const { parameters } = signature;
  if (line?.isFastInTry !== true) return undefined;
  if (hasWideInteger(signature) && !line.canPassBigints) return undefined;
  const kinds = toValueKinds(signature);
  const integerCount = parameters.filter((value) => typeof value !== "string" || !isFloatScalar(value)).length;
  if (kinds === undefined || integerCount > maximumShiftedIntegers) return undefined;
  if (!passesProbe(kernel, line)) return undefined;
  const keeping = stubs.keepErrno(callee, signature);
  const target = keeping === undefined ? callee : (code.store(keeping) as Address);
  // Without integers the receiver is in a register that the function does not read.
  const fast = integerCount === 0 ? target : code.store(emitReceiverStub(target, integerCount));
  const record = toAddress(addon.makeDirectCall(target, kinds, line.typeInfoByteLength, line.hasCallFrames));
  const slow = code.store(emitRecordJump(record, toAddress(addon.directRoutine())));
  return addon.makeDirectFunction(fast, slow, record);
}
