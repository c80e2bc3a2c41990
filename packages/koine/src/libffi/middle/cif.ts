/** Call interfaces that own their memory. */
import { assertFunctionType, assertOptions, types as c } from "@koine/ctypes";
import type { CType, FunctionType, InferResult } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { wholeLibffiArguments } from "@koine/engine";
import type { CallSignature } from "@koine/engine";
import type { Address } from "../../backend/contract.ts";
import { currentBackend } from "../../backend/select.ts";
import { bindFunction } from "../../function/bind-function.ts";
import { neverClosed } from "../../function/library-gate.ts";
import type { NativeFunction } from "../../function/bind-function.ts";
import { rethrowFailure } from "../low/failures.ts";
import { abiOf } from "../low/index.ts";
import type { Abi, AbiName, CifPointer } from "../low/index.ts";
import { valuesOf } from "./argument.ts";
import { halvesOfCode } from "./code-pointer.ts";
import type { CodeAddress } from "./code-pointer.ts";
import { createLibffiBackend } from "./libffi-backend.ts";
import type { CallTarget } from "./libffi-backend.ts";
import { prepareSignature } from "./prepared-cif.ts";
import type { PreparedCif } from "./prepared-cif.ts";
import { parameterValueOf, signatureValueOf } from "./signature.ts";
import { assertType, assertTypes, Type } from "./type.ts";

/** What a call interface has besides its types. */
export interface CifOptions {
  /** The calling convention by name or number; the platform's own when absent. */
  readonly abi?: AbiName | Abi;
  /** Number of declared parameters, for one call of a variadic function; the types are those of all arguments. */
  readonly fixedCount?: number;
}

/** What a function takes and gives, prepared once for calls and closures. */
export class Cif<TResult extends CType = CType> {
  readonly parameters: readonly Type[];
  readonly result: Type<TResult>;
  /** @internal */
  readonly signature: CallSignature;
  /** The convention as libffi numbers it; `undefined` for the platform's own. */
  readonly abi: Abi | undefined;
  readonly #prepared: PreparedCif;
  readonly #target: CallTarget = { low: 0, high: 0 };
  #native: NativeFunction | undefined;
  #isDisposed = false;

  /**
   * Prepares a signature.
   *
   * @throws {FfiError} `FFI_DECLARATION_TYPE` for types that cannot be passed, `void` parameters, and variadic arguments that C
   *   promotes; `FFI_UNSUPPORTED` for a convention that the platform lacks; `FFI_ARGUMENT_RANGE` for a bad `fixedCount`.
   */
  constructor(parameters: readonly Type[], result: Type<TResult>, options: CifOptions = {}) {
    assertTypes(parameters, "Cif: parameters");
    assertType(result, "Cif: result");
    assertOptions(options, ["abi", "fixedCount"], "Cif");
    const { abi, fixedCount } = options;
    const { target } = currentBackend();
    this.parameters = Object.freeze([...parameters]);
    this.result = result;
    this.abi = typeof abi === "string" ? abiOf(abi) : abi;
    assertFixedCount(fixedCount, parameters.length);
    this.signature = {
      parameters: parameters.map((type, index) =>
        parameterValueOf(type.descriptor, target, `Cif: parameter ${index + 1}`),
      ),
      result: signatureValueOf(result.descriptor, target),
      fixedParameterCount: fixedCount,
    };
    this.#prepared = prepareSignature(this.signature, {
      places: wholeLibffiArguments(this.signature, target),
      abi: this.abi,
    });
  }

  /** Makes the call interface of a function type. */
  static of<TFunction extends FunctionType>(type: TFunction, options: CifOptions = {}): Cif<TFunction["result"]> {
    assertFunctionType(type, "Cif.of(): type");
    return new Cif(
      type.parameters.map((parameter) => Type.of(parameter)),
      Type.of<TFunction["result"]>(type.result),
      options,
    );
  }

  /** libffi's cif, which this object owns. */
  get pointer(): CifPointer {
    this.#assertAlive();
    return this.#prepared.pointer;
  }

  /**
   * Calls a function. Values are checked like those of any call; that the function has this signature is not.
   *
   * @param values One per parameter: plain, or made with `arg`.
   * @throws {FfiError} `FFI_ARGUMENT_COUNT`, `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE`, `FFI_NULL_POINTER`,
   *   `FFI_USE_AFTER_FREE`; and whatever a closure threw during the call.
   */
  call(code: CodeAddress, values: readonly unknown[]): InferResult<TResult> {
    this.#assertAlive();
    const native = (this.#native ??= this.#bind());
    const { low, high } = halvesOfCode(code);
    const plain = valuesOf(values, this.parameters);
    // Getters of a struct argument may call something else before this call begins.
    const target = this.#target;
    const { low: outerLow, high: outerHigh } = target;
    target.low = low;
    target.high = high;
    try {
      const result = native(...plain);
      rethrowFailure();
      return result as InferResult<TResult>;
    } finally {
      target.low = outerLow;
      target.high = outerHigh;
    }
  }

  /** Ends the interface: neither calls nor new closures may use it. What closures need lives on. */
  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#native = undefined;
  }

  #bind(): NativeFunction {
    const parameters = this.parameters.map(({ descriptor }) => descriptor);
    return bindFunction({
      name: "call",
      type: c.fn(parameters, this.result.descriptor),
      address: 0n as Address,
      library: "of libffi",
      gate: neverClosed,
      backend: createLibffiBackend({
        target: this.#target,
        abi: this.abi,
        fixedCount: this.signature.fixedParameterCount,
      }),
    });
  }

  #assertAlive(): void {
    if (!this.#isDisposed) return;
    throw new FfiError("FFI_USE_AFTER_FREE", "the Cif was disposed", { hint: "dispose it after the last call" });
  }
}

function assertFixedCount(fixedCount: number | undefined, count: number): void {
  if (fixedCount === undefined || (Number.isInteger(fixedCount) && fixedCount >= 0 && fixedCount <= count)) return;
  throw new FfiError("FFI_ARGUMENT_RANGE", `Cif: ${String(fixedCount)} declared parameters of ${count}`, {
    hint: "fixedCount is the number of parameters before the ...",
    details: { fixedCount, count },
  });
}
