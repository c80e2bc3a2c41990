/** Slow entries that tell which function was meant: V8 enters them with what it knows of a call, and nothing of ours. */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11, rsi } from "../assemble/x64/registers.ts";

/** Emits code that goes on in `routine` with its first argument as it is, and `record` as the second. */
export function emitRecordJump(record: bigint, routine: bigint): Uint8Array {
  return new X64Assembler().moveImmediate(rsi, record).moveImmediate(r11, routine).jump(r11).toBytes();
}
