/** Calls of native functions through libffi, typed by descriptors. */
import { assertFunctionType, assertOptions } from "@koine/ctypes";
import type { FunctionType, InferFunction } from "@koine/ctypes";
import type { Address, Backend } from "../../backend/contract.ts";
import { bindFunction } from "../../function/bind-function.ts";
import { neverClosed } from "../../function/library-gate.ts";
import type { NativeFunction } from "../../function/bind-function.ts";
import { failures, rethrowFailure } from "../low/failures.ts";
import { addressOfCode } from "../middle/code-pointer.ts";
import type { CodeAddress } from "../middle/code-pointer.ts";
import { createLibffiBackend } from "../middle/libffi-backend.ts";

/** How a function is bound. */
export interface BindOptions {
  /** Name of the function in errors. */
  readonly name?: string;
}

const bound = new WeakMap<FunctionType, Map<bigint, NativeFunction>>();

/** How many functions of one type are remembered. */
const rememberedCount = 64;

let libffi: Backend | undefined;

/**
 * Gives a native function as a JavaScript one that calls it through libffi. It takes, gives and checks what a function of
 * `openLibrary` does; what a closure throws during the call comes out of it.
 *
 * @param code Must be the address of a function of that type for as long as it is called.
 * @throws {FfiError} `FFI_NULL_POINTER`, `FFI_ARGUMENT_TYPE` for a bad address; `FFI_UNSUPPORTED`, `FFI_DECLARATION_TYPE` for
 *   types that cannot be passed.
 * @example
 * ```ts
 * import { c, openLibrary } from "koine";
 * import { bind } from "koine/libffi/high";
 *
 * const type = c.fn([c.double, c.double], c.double);
 * const { symbols } = openLibrary({ linux: "libm.so.6", darwin: "libSystem.dylib" }, { hypot: type });
 * const hypot = bind(symbols.hypot.address, type);
 * hypot(3, 4); // → 5
 * ```
 */
export function bind<TFunction extends FunctionType>(
  code: CodeAddress,
  type: TFunction,
  options: BindOptions = {},
): InferFunction<TFunction> {
  assertFunctionType(type, "bind(): type");
  assertOptions(options, ["name"], "bind()");
  const { name = "native function" } = options;
  const address = addressOfCode(code);
  const native = bindFunction({
    name,
    type,
    address: address as Address,
    library: "of libffi",
    gate: neverClosed,
    backend: (libffi ??= createLibffiBackend()),
  });
  const checked = (...values: unknown[]): unknown => {
    const result = native(...values);
    if (failures.hasFailed) rethrowFailure();
    return result;
  };
  // The wrapper takes and gives what the descriptor says.
  return checked as InferFunction<TFunction>;
}

/**
 * Calls a native function through libffi once. {@link bind} is quicker for many calls.
 *
 * @throws {FfiError} As {@link bind}, and what its function throws for wrong arguments.
 * @example
 * ```ts
 * import { c, openLibrary } from "koine";
 * import { call } from "koine/libffi/high";
 *
 * const { symbols } = openLibrary(null, { abs: "int abs(int)" });
 * call(symbols.abs.pointer, c.fn([c.int], c.int), -5); // → 5
 * ```
 */
export function call<TFunction extends FunctionType>(
  code: CodeAddress,
  type: TFunction,
  ...values: Parameters<InferFunction<TFunction>>
): ReturnType<InferFunction<TFunction>> {
  let known = bound.get(type);
  if (known === undefined) {
    assertFunctionType(type, "call(): type");
    known = new Map();
    bound.set(type, known);
  }
  const address = addressOfCode(code);
  let native = known.get(address);
  if (native === undefined) {
    if (known.size >= rememberedCount) known.clear();
    native = bind(address, type) as NativeFunction;
    known.set(address, native);
  }
  return native(...values) as ReturnType<InferFunction<TFunction>>;
}
