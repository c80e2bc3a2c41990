/** Pointers that own their memory. */
import type { CType } from "@koine/ctypes";
import { NativePointer } from "./pointer.ts";
import { freeRegion } from "./region.ts";

/** A pointer whose region ends when it is disposed, for every pointer into it. A second time does nothing. */
export class OwnedNativePointer<TTarget extends CType = CType> extends NativePointer<TTarget> {
  [Symbol.dispose](): void {
    freeRegion(this.region);
  }
}
