/**
 * How stubs for x86-64 make room on the stack and give it back. Where a value is aligned to more than 16 bytes, rsp goes down to a
 * multiple of that, and rbp, which the callee preserves, knows where it was.
 */
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rbp, rsp } from "../assemble/x64/registers.ts";
import { minimumStackAlignment } from "../classify/model.ts";
import type { CallFrame } from "./call-frame.ts";

type StackRoom = Pick<CallFrame, "byteLength" | "alignment">;

/** Makes room for so many bytes, a multiple of 16. `rsp` must be a multiple of 16. */
export function makeStackRoom(code: X64Assembler, { byteLength, alignment }: StackRoom): void {
  if (alignment <= minimumStackAlignment) {
    code.growStack(byteLength);
    return;
  }
  code.push(rbp).move(rbp, rsp).growStack(byteLength).alignStack(alignment);
}

/** Gives the room back. */
export function freeStackRoom(code: X64Assembler, { byteLength, alignment }: StackRoom): void {
  if (alignment <= minimumStackAlignment) code.shrinkStack(byteLength);
  else code.move(rsp, rbp).pop(rbp);
}
