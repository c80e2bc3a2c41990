/**
 * How stubs for x86-64 keep `errno`: it is set to 0 before the call, so that a value afterwards is of this call, and read right
 * after it, before anything else can change it. Its address is one per thread, and asked for once per call.
 */
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11, rax, rsp } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { errnoSlot, slotByteLength } from "./call-slots.ts";

/**
 * Sets `errno` to 0. Changes all registers that functions may change.
 *
 * @param locate Address of C's `int *(void)` that tells where `errno` is.
 * @param offset Where the stack has 8 bytes for the address until {@link keepErrno}.
 */
export function clearErrno(code: X64Assembler, locate: bigint, offset: number): void {
  code.moveImmediate(r11, locate).call(r11).storeInteger(rsp, offset, rax).storeImmediate32(rax, 0, 0);
}

/** Stores `errno` in its slot. Changes `r11` alone. */
export function keepErrno(code: X64Assembler, slots: Register, offset: number): void {
  code.loadInteger("64", r11, rsp, offset).loadInteger("32", r11, r11, 0);
  code.storeInteger(slots, errnoSlot * slotByteLength, r11);
}
