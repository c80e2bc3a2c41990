/** The kinds of values that the addon puts into registers by itself, by their numbers in `native/addon/register-call.h`. */
import type { CallSignature } from "@koine/engine";
import { isFloatScalar, isScalarSignature } from "@koine/engine";

const kinds: readonly string[] = ["void", "i8", "u8", "i16", "u16", "i32", "u32", "f32", "f64", "i64", "u64"];
const mostIntegers = 6;
const mostFloats = 8;

/** Gives the kinds of result and parameters; `undefined` for values that have none, and for more than registers hold. */
export function toValueKinds(signature: CallSignature): Uint8Array | undefined {
  if (!isScalarSignature(signature)) return undefined;
  const { parameters, result } = signature;
  const numbers = [result, ...parameters].map((scalar) => kinds.indexOf(scalar));
  const floatCount = parameters.filter(isFloatScalar).length;
  const fits = floatCount <= mostFloats && parameters.length - floatCount <= mostIntegers;
  return fits && !numbers.includes(-1) ? Uint8Array.from(numbers) : undefined;
}
