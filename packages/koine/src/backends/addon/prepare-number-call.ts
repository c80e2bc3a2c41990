/** First calls of functions of numbers, which the addon makes without machine code: which signatures it can call. */
import { hasWideInteger, slotByteLength, targetSlot } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Backend } from "../../backend/contract.ts";
import { toValueKinds } from "./value-kinds.ts";

type NumberCall = ReturnType<Backend["prepareNumberCall"]>;

/** Makes one function for each signature of an environment. */
export function createNumberCalls(addon: Addon, slotsAddress: bigint): Backend["prepareNumberCall"] {
  const made = new Map<string, NumberCall>();
  const target = slotsAddress + BigInt(targetSlot * slotByteLength);
  return (signature) => {
    const kinds = hasWideInteger(signature) ? undefined : toValueKinds(signature);
    if (kinds === undefined) return undefined;
    const key = kinds.join();
    let call = made.get(key);
    if (call === undefined) made.set(key, (call = addon.makeNumberCall(target, kinds)));
    return call;
  };
}
