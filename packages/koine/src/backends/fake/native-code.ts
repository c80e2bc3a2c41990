/**
 * Simulated native code: functions in JavaScript that see only what C would see, scalars and memory. How they are found
 * and called is in `machine.ts`.
 */
import type { CallSignature, Scalar, SignatureValue } from "@koine/engine";
import type { FakeMemory } from "./memory.ts";

/**
 * The value of a scalar in simulated native code: as wide as its C type, addresses as bigints. A struct or union by value is
 * its bytes, a copy of its own.
 */
export type NativeValue<TValue extends SignatureValue = SignatureValue> = TValue extends Scalar
  ? NativeScalar<TValue>
  : Uint8Array;

/** The value of a scalar in simulated native code. */
export type NativeScalar<TScalar extends Scalar = Scalar> = TScalar extends "i64" | "u64" | "pointer"
  ? bigint
  : TScalar extends "bool"
    ? boolean
    : number;

/** What simulated native code can do besides computing. */
export interface NativeWorld {
  readonly memory: FakeMemory;
  /** C's `errno`. */
  errno: number;
  /** The last error of Windows, as its code sees it. */
  lastError: number;
  /** Calls a function pointer, which may lead to JavaScript. Gives `undefined` for functions that return nothing. */
  call(target: bigint, ...values: readonly NativeValue[]): NativeValue | undefined;
}

/** One function of a simulated library. */
export interface NativeCode {
  readonly signature: CallSignature;
  readonly run: (world: NativeWorld, values: readonly NativeValue[]) => NativeValue | undefined;
}

type NativeValues<TValues extends readonly SignatureValue[]> = {
  -readonly [TIndex in keyof TValues]: NativeValue<TValues[TIndex]>;
};

type NativeResult<TResult extends SignatureValue | "void"> = TResult extends SignatureValue
  ? NativeValue<TResult>
  : void;

/**
 * Defines a function of a simulated library.
 *
 * @param run Gets the values that the parameters' registers hold, whatever the caller believed to pass.
 */
export function nativeCode<
  const TParameters extends readonly SignatureValue[],
  TResult extends SignatureValue | "void",
>(
  parameters: TParameters,
  result: TResult,
  run: (world: NativeWorld, values: NativeValues<TParameters>) => NativeResult<TResult>,
): NativeCode {
  return {
    signature: { parameters, result },
    // The machine reads the values by this very signature.
    run: (world, values) => run(world, values as NativeValues<TParameters>) as NativeValue | undefined,
  };
}

/**
 * Defines a variadic function of a simulated library.
 *
 * @param run Gets the values of the declared parameters and then those that the caller passed besides.
 */
export function nativeVariadicCode<
  const TParameters extends readonly SignatureValue[],
  TResult extends SignatureValue | "void",
>(
  parameters: TParameters,
  result: TResult,
  run: (world: NativeWorld, values: NativeValues<TParameters>, extras: readonly NativeValue[]) => NativeResult<TResult>,
): NativeCode {
  const count = parameters.length;
  return {
    signature: { parameters, result, fixedParameterCount: count },
    // The machine reads the declared values by this very signature.
    run: (world, values) =>
      run(world, values.slice(0, count) as unknown as NativeValues<TParameters>, values.slice(count)) as
        | NativeValue
        | undefined,
  };
}
