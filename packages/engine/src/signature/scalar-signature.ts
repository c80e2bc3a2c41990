/**
 * Signatures as machines see them: which scalars and which bytes a function takes and gives. In which registers they travel
 * is decided in `classify/`.
 */
import type { ValueShape } from "../classify/value-shape.ts";

/** A value that travels in one register or stack slot. */
export type Scalar = "bool" | "i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "i64" | "u64" | "f32" | "f64" | "pointer";

/**
 * A value of a call: a scalar, or the shape of a struct, union or complex number by value. Of those the slot holds the
 * address of the bytes, which must be readable (of a result: writable) up to the next multiple of 8.
 */
export type SignatureValue = Scalar | ValueShape;

/** Parameters and result of one native function. */
export interface CallSignature {
  readonly parameters: readonly SignatureValue[];
  readonly result: SignatureValue | "void";
  /** Number of declared parameters of a variadic function, whose further arguments follow other rules; else `undefined`. */
  readonly fixedParameterCount?: number | undefined;
  /** Whether `errno` is set to 0 before the call and stored in its slot afterwards. */
  readonly keepsErrno?: boolean | undefined;
  /** The same of the thread's last error on Windows, in the slot of `errno`. A signature keeps one of both. */
  readonly keepsLastError?: boolean | undefined;
}

/** A signature of scalars alone. */
export interface ScalarSignature extends CallSignature {
  readonly parameters: readonly Scalar[];
  readonly result: Scalar | "void";
}

/** Tells whether no struct, union or complex number is passed or returned by value. */
export function isScalarSignature(signature: CallSignature): signature is ScalarSignature {
  return [...signature.parameters, signature.result].every((value) => typeof value === "string");
}

/** Tells whether a 64-bit integer is passed or returned, which is no pointer. */
export function hasWideInteger({ parameters, result }: CallSignature): boolean {
  return [...parameters, result].some((value) => value === "i64" || value === "u64");
}

/** The most parameters that a function may have: C17 5.2.4.1 asks compilers for 127. */
export const maximumParameterCount = 127;

const byteLengths: Readonly<Record<Scalar, number>> = {
  bool: 1,
  i8: 1,
  u8: 1,
  i16: 2,
  u16: 2,
  i32: 4,
  u32: 4,
  i64: 8,
  u64: 8,
  f32: 4,
  f64: 8,
  pointer: 8,
};

/** Gives the size of a scalar in bytes, on targets with 64-bit pointers. */
export function scalarByteLength(scalar: Scalar): number {
  return byteLengths[scalar];
}

/** Tells whether a scalar travels in a floating-point register. */
export function isFloatScalar(scalar: Scalar): boolean {
  return scalar === "f32" || scalar === "f64";
}
