/** `sizeof`. */
import { assertCType, layoutOf } from "@koine/ctypes";
import type { CType } from "@koine/ctypes";
import { currentBackend } from "../backend/select.ts";

/**
 * Gives the size of a type in bytes on this machine.
 *
 * @throws {FfiError} `FFI_ARGUMENT_TYPE` for what is no type, `FFI_UNSUPPORTED` for types without a size, such as opaque ones.
 * @see C17 6.5.3.4
 * @example
 * ```ts
 * import { c } from "koine";
 *
 * c.sizeOf(c.array(c.u16, 4)); // → 8
 * ```
 */
export function sizeOf(type: CType): number {
  assertCType(type, "sizeOf(): type");
  return layoutOf(type, currentBackend().target).byteLength;
}
