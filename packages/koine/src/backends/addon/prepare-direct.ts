/**
 * Direct entries: functions whose values V8 passes in registers. Only where that is quicker than slots: integers that fit 32
 * bits gain nothing, floating-point numbers wait for memory, and bigints are taken apart and made there.
 */
import type { CallSignature, CodeMemory } from "@koine/engine";
import { emitFlagStub, emitReceiverStub, maximumShiftedIntegers } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Address, DirectEntry } from "../../backend/contract.ts";
import { toAddress } from "./addresses.ts";
import type { Kernel } from "./prepare-call.ts";

/** The word that says that a direct call was not made, and code that sets it. */
export interface MissedFlag {
  readonly word: Int32Array;
  readonly setter: bigint;
}

/** Makes the flag of one environment. */
export function createMissedFlag(addon: Addon, code: CodeMemory): MissedFlag {
  const buffer = new ArrayBuffer(8);
  return { word: new Int32Array(buffer), setter: code.store(emitFlagStub(toAddress(addon.addressOf(buffer)))) };
}

/** Values of `v8::CTypeInfo::Type`, the same in every version that was tried. */
const v8Types: Readonly<Record<string, number>> = { void: 0, i64: 5, u64: 6, f32: 7, f64: 8 };
const floatRegisterCount = 8;

/** Prepares a direct entry; `undefined` for signatures and versions of V8 that have none. */
export function prepareDirect(
  { addon, code, line, missed }: Kernel,
  target: Address,
  { parameters, result }: CallSignature,
): DirectEntry | undefined {
  if (line?.isFastInTry !== true || parameters.length === 0) return undefined;
  const types: number[] = [];
  for (const value of [result, ...parameters]) {
    const type = typeof value === "string" ? v8Types[value] : undefined;
    if (type === undefined) return undefined;
    types.push(type);
  }
  const integerCount = parameters.filter(isWideInteger).length;
  const isBigint = integerCount > 0 || isWideInteger(result);
  if (isBigint && !line.canPassBigints) return undefined;
  if (integerCount > maximumShiftedIntegers || parameters.length - integerCount > floatRegisterCount) return undefined;
  // Without integers the receiver is in a register that the function does not read.
  const fast = integerCount === 0 ? target : code.store(emitReceiverStub(target, integerCount));
  const { setter, word } = missed();
  const call = addon.makeDirectFunction(fast, setter, line.typeInfoByteLength, Uint8Array.from(types), isBigint);
  return call === undefined ? undefined : { call, missed: word };
}

function isWideInteger(value: CallSignature["result"]): boolean {
  return value === "i64" || value === "u64";
}
