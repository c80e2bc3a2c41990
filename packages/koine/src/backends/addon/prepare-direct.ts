/**
 * Direct entries: functions whose values V8 passes in registers. Through slots, values wait for memory, and bigints are taken
 * apart and made there.
 */
import type { CallSignature, CodeMemory } from "@koine/engine";
import { emitFlagJump, emitFlagStub, emitReceiverStub, hasWideInteger, maximumShiftedIntegers } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, DirectEntry } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import { storeStub } from "./prepare-call.ts";
import type { Kernel } from "./prepare-call.ts";

/** The word that says that a direct call was not made, and code that sets it. */
export interface MissedFlag {
  readonly word: Int32Array;
  readonly address: bigint;
  readonly setter: bigint;
}

/** Makes the flag of one environment. */
export function createMissedFlag(addon: Addon, code: CodeMemory): MissedFlag {
  const buffer = new ArrayBuffer(8);
  const address = toAddress(addon.addressOf(buffer));
  return { word: new Int32Array(buffer), address, setter: code.store(emitFlagStub(address)) };
}

/** Values of `v8::CTypeInfo::Type`, the same in every version that was tried. */
const resultTypes: Readonly<Record<string, number>> = { void: 0, i32: 3, u32: 4, i64: 5, u64: 6, f32: 7, f64: 8 };
/** Narrow integers are extended to 32 bits in registers. */
const parameterTypes: Readonly<Record<string, number>> = { ...resultTypes, i8: 3, u8: 3, i16: 3, u16: 3 };
const floatRegisterCount = 8;

/** Prepares a direct entry; `undefined` for signatures and versions of V8 that have none. */
export function prepareDirect(kernel: Kernel, target: Address, signature: CallSignature): DirectEntry | undefined {
  const { addon, code, line, missed } = kernel;
  const { parameters, result } = signature;
  if (line?.isFastInTry !== true || parameters.length === 0) return undefined;
  const types: number[] = [];
  for (const [index, value] of [result, ...parameters].entries()) {
    const type = typeof value === "string" ? (index === 0 ? resultTypes : parameterTypes)[value] : undefined;
    if (type === undefined) return undefined;
    types.push(type);
  }
  const integerCount = parameters.filter((value) => value !== "f32" && value !== "f64").length;
  const isBigint = hasWideInteger(signature);
  if (isBigint && !line.canPassBigints) return undefined;
  if (integerCount > maximumShiftedIntegers || parameters.length - integerCount > floatRegisterCount) return undefined;
  // Without integers the receiver is in a register that the function does not read.
  const fast = integerCount === 0 ? target : code.store(emitReceiverStub(target, integerCount));
  const { setter, word, address } = missed();
  const slow = isBigint ? setter : code.store(emitFlagJump(address, storeStub(kernel, target, signature).stub));
  const call = addon.makeDirectFunction(fast, slow, line.typeInfoByteLength, Uint8Array.from(types), isBigint);
  return call === undefined ? undefined : { call, missed: word };
}
