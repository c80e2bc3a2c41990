/** First calls of functions of numbers, which the addon makes without machine code: which signatures it can call. */
import type { CallSignature } from "@koine/engine";
import { isFloatScalar, isScalarSignature, slotByteLength, targetSlot } from "@koine/engine";
import type { Addon } from "@koine/native";
import type { Backend } from "../../backend/contract.ts";

/** The kinds of `native/addon/number-call.c`, by their numbers. */
const kinds: readonly string[] = ["void", "i8", "u8", "i16", "u16", "i32", "u32", "f32", "f64"];
const mostIntegers = 6;
const mostFloats = 8;

type NumberCall = ReturnType<Backend["prepareNumberCall"]>;

/** Makes one function for each signature of an environment. */
export function createNumberCalls(addon: Addon, slotsAddress: bigint): Backend["prepareNumberCall"] {
  const made = new Map<string, NumberCall>();
  const target = slotsAddress + BigInt(targetSlot * slotByteLength);
  return (signature) => {
    const places = toKinds(signature);
    if (places === undefined) return undefined;
    const key = places.join();
    let call = made.get(key);
    if (call === undefined) made.set(key, (call = addon.makeNumberCall(target, Uint8Array.from(places))));
    return call;
  };
}

/** Gives the kinds of result and parameters; `undefined` for values that are not numbers, and for more than registers hold. */
function toKinds(signature: CallSignature): readonly number[] | undefined {
  if (!isScalarSignature(signature)) return undefined;
  const { parameters, result } = signature;
  const places = [result, ...parameters].map((scalar) => kinds.indexOf(scalar));
  const floatCount = parameters.filter(isFloatScalar).length;
  const fits = floatCount <= mostFloats && parameters.length - floatCount <= mostIntegers;
  return fits && !places.includes(-1) ? places : undefined;
}
