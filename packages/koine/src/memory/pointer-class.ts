/** `Pointer` as users import it: a type, and a value to make pointers from addresses and to test for them. */
import type { CType, Pointer as PointerOf, ResolvePointee } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";
import { NativePointer } from "./pointer.ts";

/** A typed machine address with a lifetime. */
export type Pointer<TTarget extends CType = CType> = PointerOf<TTarget>;

/** Makes and recognises pointers. */
export interface PointerClass {
  /**
   * Makes a pointer from a machine address, `null` from 0. Nothing can be known of such memory: a wrong address crashes the
   * process.
   *
   * @throws {FfiError} `FFI_ARGUMENT_TYPE`, `FFI_ARGUMENT_RANGE` for anything but a bigint from 0 to 2^64-1.
   */
  from<TType extends CType>(address: bigint, type: TType): PointerOf<ResolvePointee<TType>> | null;
  /** Tells whether a value is a pointer, for `instanceof`. */
  [Symbol.hasInstance](value: unknown): boolean;
}

/** A class of its own, so that neither `new` nor its prototype makes objects that only look like pointers. */
class PublicPointer {
  constructor() {
    throw new FfiError("FFI_ARGUMENT_TYPE", "new Pointer(): pointers are not made with new", {
      hint: "use allocate(type) for new memory, or Pointer.from(address, type) for an address",
    });
  }

  static from<TType extends CType>(address: bigint, type: TType): PointerOf<ResolvePointee<TType>> | null {
    return NativePointer.from(address, type);
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof NativePointer;
  }

  static {
    // What stack traces and inspectors show.
    Object.defineProperty(this, "name", { value: "Pointer" });
  }
}

export const Pointer: PointerClass = PublicPointer;
