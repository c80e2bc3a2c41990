/** Closures typed by descriptors. */
import { assertFunctionType } from "@koine/ctypes";
import type { CType, FunctionType, InferArgument, InferCallback, Pointer, ResolvePointee } from "@koine/ctypes";
import { NativePointer } from "../../memory/pointer.ts";
import { Cif, Closure, ClosureOnce } from "../middle/index.ts";
import type { ClosureFunction } from "../middle/index.ts";

/** What a closure has besides its type and its function. */
export interface TypedClosureOptions<TResult extends CType> {
  /** What C gets when the function throws, after release, and from other threads; zero when absent. */
  readonly onThrow?: InferArgument<TResult>;
}

/** A JavaScript function that C can call until it is disposed. */
export interface TypedClosure<TFunction extends FunctionType> {
  /** The function pointer, to pass where C wants one. */
  readonly codePointer: Pointer<ResolvePointee<TFunction>>;
  /** Machine address of the function. */
  readonly address: bigint;
  /** Ends the closure: a later call from C gets the default. Idempotent. */
  [Symbol.dispose](): void;
}

/**
 * Makes a C function pointer of a JavaScript function of any number of parameters; free variables and all. It must be disposed
 * (`using`): C may hold the pointer, so it is never collected.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for something else than a function; `FFI_DECLARATION_TYPE`, `FFI_UNSUPPORTED` for types
 *   that cannot be passed; `FFI_OUT_OF_MEMORY`.
 * @example
 * ```ts
 * import { c } from "koine";
 * import { bind, closure } from "koine/libffi/high";
 *
 * const x = 5n;
 * const type = c.fn([c.u64, c.u64], c.u64);
 * using sum = closure(type, (y, z) => x + y + z);
 * const fun = bind(sum.codePointer, type);
 * fun(6, 7); // → 18n
 * ```
 */
export function closure<TFunction extends FunctionType>(
  type: TFunction,
  callback: InferCallback<NoInfer<TFunction>>,
  options: TypedClosureOptions<NoInfer<TFunction>["result"]> = {},
): TypedClosure<TFunction> {
  return describe(type, new Closure(cifOf(type), callback as unknown as ClosureFunction, options));
}

/** As {@link closure}, for a function that is called at most once: further calls from C get the default. */
export function closureOnce<TFunction extends FunctionType>(
  type: TFunction,
  callback: InferCallback<NoInfer<TFunction>>,
  options: TypedClosureOptions<NoInfer<TFunction>["result"]> = {},
): TypedClosure<TFunction> {
  return describe(type, new ClosureOnce(cifOf(type), callback as unknown as ClosureFunction, options));
}

const cifs = new WeakMap<FunctionType, Cif>();

function cifOf(type: FunctionType): Cif {
  let cif = cifs.get(type);
  if (cif === undefined) {
    assertFunctionType(type, "closure(): type");
    cif = Cif.of(type);
    cifs.set(type, cif);
  }
  return cif;
}

function describe<TFunction extends FunctionType>(type: TFunction, made: Closure): TypedClosure<TFunction> {
  const { address } = made.codePtr;
  return {
    // Closures lie at an address.
    codePointer: NativePointer.from(address, type) as Pointer<ResolvePointee<TFunction>>,
    address,
    [Symbol.dispose]: () => made[Symbol.dispose](),
  };
}
