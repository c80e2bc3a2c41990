/**
 * How stubs keep the last error of Windows: like `errno` it is set to 0 before the call and read right after it. `GetLastError` is
 * one load from the block of the thread, which a register leads to.
 */
import { FfiError } from "@koine/diagnostics";
import type { Arm64Assembler } from "../assemble/arm64/arm64-assembler.ts";
import type { Register as Arm64Register } from "../assemble/arm64/registers.ts";
import { x16, x18, zero } from "../assemble/arm64/registers.ts";
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11 } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import type { CallSignature } from "../signature/scalar-signature.ts";
import { errnoSlot, slotByteLength } from "./call-slots.ts";

/** Offset of `LastErrorValue` in the thread environment block of 64-bit Windows, in bytes. */
export const lastErrorOffset = 0x68;

/** Sets the last error to 0. Changes no register. */
export function clearLastError(code: X64Assembler): void {
  code.storeThreadImmediate32(lastErrorOffset, 0);
}

/** Stores the last error in its slot. Changes `r11` alone. */
export function keepLastError(code: X64Assembler, slots: Register): void {
  code.loadThreadInteger32(r11, lastErrorOffset).storeInteger(slots, errnoSlot * slotByteLength, r11);
}

/** Sets the last error to 0. Changes no register. */
export function clearArm64LastError(code: Arm64Assembler): void {
  code.storeInteger(4, x18, lastErrorOffset, zero);
}

/** Stores the last error in its slot. Changes `x16` alone. */
export function keepArm64LastError(code: Arm64Assembler, slots: Arm64Register): void {
  code.loadInteger("32", x16, x18, lastErrorOffset).storeInteger(8, slots, errnoSlot * slotByteLength, x16);
}

/**
 * Asserts that a signature does not keep the last error, in stubs of systems that have none.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`.
 */
export function assertNoLastError({ keepsLastError }: CallSignature): void {
  if (keepsLastError !== true) return;
  throw new FfiError("FFI_UNSUPPORTED", "only Windows has a last error", {
    hint: "other systems say in errno why a call failed",
    details: { capability: "lastError" },
  });
}
