/**
 * Slow entries that say so: code that V8 enters when a fast call is not possible sets a word, and the JavaScript around it
 * goes another way. No arguments have to be decoded, whose layout differs between versions of V8.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11, rax } from "../assemble/x64/registers.ts";

/** Emits `void flag(...)`: stores `value` in the 32-bit word at address `word`. */
export function emitFlagStub(word: bigint, value = 1): Uint8Array {
  return new X64Assembler().moveImmediate(rax, word).storeImmediate32(rax, 0, value).clear(rax).return().toBytes();
}

/** Emits code that stores 1 in the 32-bit word at address `word` and goes on in `target`, which gets no arguments. */
export function emitFlagJump(word: bigint, target: bigint): Uint8Array {
  return new X64Assembler()
    .moveImmediate(rax, word)
    .storeImmediate32(rax, 0, 1)
    .moveImmediate(r11, target)
    .jump(r11)
    .toBytes();
}
