/**
 * Direct entries: functions whose values V8 passes in registers. Through slots, values wait for memory, and bigints are taken
 * apart and made there. Callers that are not optimised come to a routine of the addon, which converts the values as
 * Node-API does.
 */
import type { CallSignature } from "@koine/engine";
import { emitReceiverStub, emitRecordJump, hasWideInteger, isFloatScalar, maximumShiftedIntegers } from "@koine/engine";
import type { Address, DirectFunction } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { Kernel } from "./prepare-call.ts";
import { toValueKinds } from "./value-kinds.ts";

/** Prepares a direct entry; `undefined` for signatures and versions of V8 that have none. */
export function prepareDirect(
  { addon, code, line }: Kernel,
  target: Address,
  signature: CallSignature,
): DirectFunction | undefined {
  const { parameters } = signature;
  if (line?.isFastInTry !== true) return undefined;
  if (hasWideInteger(signature) && !line.canPassBigints) return undefined;
  const kinds = toValueKinds(signature);
  const integerCount = parameters.filter((value) => typeof value !== "string" || !isFloatScalar(value)).length;
  if (kinds === undefined || integerCount > maximumShiftedIntegers) return undefined;
  // Without integers the receiver is in a register that the function does not read.
  const fast = integerCount === 0 ? target : code.store(emitReceiverStub(target, integerCount));
  const record = toAddress(addon.makeDirectCall(target, kinds, line.typeInfoByteLength, line.hasCallFrames));
  const slow = code.store(emitRecordJump(record, toAddress(addon.directRoutine())));
  return addon.makeDirectFunction(fast, slow, record);
}
