/**
 * A function that goes on to another one, whose address is in memory. A stub that calls it serves every function of its
 * signature: functions that are called a few times need no machine code of their own.
 */
import { r11 } from "../assemble/x64/registers.ts";
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";

/**
 * Emits code that jumps to the address that is in memory at `slot`, and leaves all arguments where they are.
 *
 * @see System V AMD64 psABI 3.2.3: r11 passes nothing.
 */
export function emitSlotJump(slot: bigint): Uint8Array {
  return new X64Assembler().moveImmediate(r11, slot).loadInteger("64", r11, r11, 0).jump(r11).toBytes();
}
