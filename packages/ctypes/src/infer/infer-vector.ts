/** The JavaScript type of vectors: a typed array of their elements. */
import type { FloatType, IntegerType, VectorElement } from "../model.ts";
import type { WideIntegerName } from "./infer.ts";

/**
 * The typed array that a vector is read as, by the C name of its element, so that a program means the same on every target:
 * `long` is 64 bits wide in it also where C has 32, and `char` has its sign from the target.
 */
export type InferVector<TElement extends VectorElement> =
  TElement extends FloatType<infer TName>
    ? TName extends "float"
      ? Float32Array
      : Float64Array
    : TElement extends IntegerType<infer TName>
      ? TName extends WideIntegerName
        ? TName extends "unsigned long" | "unsigned long long" | "uint64_t" | "size_t" | "uintptr_t"
          ? BigUint64Array
          : BigInt64Array
        : TName extends keyof NarrowArrays
          ? NarrowArrays[TName]
          : never
      : never;

interface NarrowArrays {
  char: Int8Array | Uint8Array;
  "signed char": Int8Array;
  "unsigned char": Uint8Array;
  short: Int16Array;
  "unsigned short": Uint16Array;
  int: Int32Array;
  "unsigned int": Uint32Array;
  int8_t: Int8Array;
  int16_t: Int16Array;
  int32_t: Int32Array;
  uint8_t: Uint8Array;
  uint16_t: Uint16Array;
  uint32_t: Uint32Array;
  char16_t: Uint16Array;
  char32_t: Uint32Array;
}
