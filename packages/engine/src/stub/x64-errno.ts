/**
 * How stubs for x86-64 keep `errno`: it is set to 0 before the call, so that a value afterwards is of this call, and read right
 * after it, before anything else can change it. Its address is one per thread, and the stubs of an environment run on its thread alone.
 */
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11 } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { errnoSlot, slotByteLength } from "./call-slots.ts";

/** Sets `errno` to 0. Changes `r11` alone. */
export function clearErrno(code: X64Assembler, address: bigint): void {
  code.moveImmediate(r11, address).storeImmediate32(r11, 0, 0);
}

/** Stores `errno` in its slot. Changes `r11` alone. */
export function keepErrno(code: X64Assembler, address: bigint, slots: Register): void {
  code.moveImmediate(r11, address).loadInteger("32", r11, r11, 0);
  code.storeInteger(slots, errnoSlot * slotByteLength, r11);
}
