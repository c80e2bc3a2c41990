/** Callback types as users get them: descriptors that also make the callbacks that outlive a call. */
import { types } from "@koine/ctypes";
import type {
  CallbackOf,
  CallbackLifetime,
  CallbackOptions,
  CallbackType,
  CType,
  FunctionType,
  InferCallback,
} from "@koine/ctypes";
import { createCallback } from "../callback/lasting-callback.ts";

/** What callback types have whose callbacks outlive a call. */
export interface CallbackFacts<TFunction extends FunctionType> {
  /**
   * Makes a callback. It lives until it is released (`using`), with lifetime `"once"` until its first call, and with `"static"`
   * for ever. The garbage collector never ends it: native code may still have the pointer.
   *
   * @throws {FfiError} `FFI_ARGUMENT_TYPE` for anything but a function, `FFI_UNSUPPORTED` for types that callbacks cannot
   *   pass.
   * @example
   * ```ts
   * import { c } from "koine";
   *
   * const Handler = c.callback([c.int], c.void, { lifetime: "until" });
   * using handler = Handler.create((signal) => console.log(signal));
   * handler.isReleased; // → false
   * ```
   */
  create(callee: InferCallback<TFunction>): CallbackOf<TFunction>;
}

/** A callback type; those whose callbacks outlive a call make them. */
export type CreatingCallbackType<
  TParameters extends readonly CType[],
  TResult extends CType,
  TLifetime extends CallbackLifetime,
> = CallbackType<TParameters, TResult, TLifetime> &
  (TLifetime extends "call" ? unknown : CallbackFacts<FunctionType<TParameters, TResult, false>>);

/**
 * Makes a callback type.
 *
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if C does not allow a type at its place, for out-parameters, which only functions of C
 * have, and for bytes that nothing sizes; `FFI_ARGUMENT_TYPE`.
 */
export function callback<
  const TParameters extends readonly CType[],
  TResult extends CType,
  TLifetime extends CallbackLifetime = "call",
>(
  parameters: TParameters,
  result: TResult,
  options: CallbackOptions<TResult, TLifetime> = {},
): CreatingCallbackType<TParameters, TResult, NoInfer<TLifetime>> {
  const type = { ...types.callback(parameters, result, options) };
  // Not enumerable: what a type is remains plain data.
  Object.defineProperty(type, "create", { value: (callee: unknown) => createCallback(type, callee) });
  // The property was just defined.
  return Object.freeze(type) as unknown as CreatingCallbackType<TParameters, TResult, NoInfer<TLifetime>>;
}
