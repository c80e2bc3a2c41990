/** Addresses of machine code. */
import { types as c } from "@koine/ctypes";
import type { FunctionType, Pointer, VoidType } from "@koine/ctypes";
import { describeValue, FfiError } from "@koine/diagnostics";
import { NativePointer, toHalves } from "../../memory/pointer.ts";
import type { AddressHalves } from "../../memory/pointer.ts";
import { useAfterFree } from "../../memory/region.ts";

/** Where a function is: a code pointer, any pointer, or a machine address. */
export type CodeAddress = CodePtr | Pointer | bigint;

/** The address of a function, from wherever it came. */
export class CodePtr {
  /** Machine address, never 0. */
  readonly address: bigint;
  /** @internal */
  readonly low: number;
  /** @internal */
  readonly high: number;

  /**
   * Takes an address.
   *
   * @throws {FfiError} `FFI_NULL_POINTER`, `FFI_ARGUMENT_TYPE`; `FFI_USE_AFTER_FREE` for a pointer to freed memory.
   */
  constructor(code: CodeAddress) {
    this.address = addressOfCode(code);
    ({ low: this.low, high: this.high } = toHalves(this.address));
  }

  /** The address as a `void *`. */
  get pointer(): Pointer<VoidType> {
    return NativePointer.from(this.address, c.void) as Pointer<VoidType>;
  }

  /** The address as a function pointer of some type, to pass where C wants one. */
  as<TFunction extends FunctionType>(type: TFunction): Pointer<TFunction> {
    return NativePointer.from(this.address, type) as Pointer<TFunction>;
  }
}

/**
 * Gives the address of a function as halves.
 *
 * @throws {FfiError} As {@link CodePtr}.
 */
export function halvesOfCode(code: unknown): AddressHalves {
  return code instanceof CodePtr ? code : toHalves(addressOfCode(code));
}

/**
 * Gives the address of a function.
 *
 * @throws {FfiError} As {@link CodePtr}.
 */
export function addressOfCode(code: unknown): bigint {
  if (code instanceof CodePtr) return code.address;
  if (code instanceof NativePointer) {
    const pointer = code as NativePointer;
    if (!pointer.region.isAlive) throw useAfterFree(pointer.toString(), pointer.region);
    return pointer.address;
  }
  if (code === 0n || code === null) {
    throw new FfiError("FFI_NULL_POINTER", "a null pointer cannot be called", { hint: "check for null first" });
  }
  if (typeof code === "bigint" && BigInt.asUintN(64, code) === code) return code;
  throw new FfiError("FFI_ARGUMENT_TYPE", `expected a Pointer or an address, got ${describeValue(code)}`, {
    hint: "pass symbols.name.pointer, or symbols.name.address",
    details: { received: code },
  });
}
