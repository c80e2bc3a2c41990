/** Slow entries that say so: code that V8 enters when a fast call is not possible sets a word, and JavaScript goes another way. */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rax } from "../assemble/x64/registers.ts";

/** Emits `void flag(...)`: stores `value` in the 32-bit word at address `word`. */
export function emitFlagStub(word: bigint, value = 1): Uint8Array {
  return new X64Assembler().moveImmediate(rax, word).storeImmediate32(rax, 0, value).clear(rax).return().toBytes();
}
