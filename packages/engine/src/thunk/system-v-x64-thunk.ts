/**
 * Thunks for System V x86-64: the C function pointer of a JavaScript function. A thunk stores its arguments in a block on its
 * stack, calls `enter(record, block)` and returns what that left there; what happens in between is the backend's business.
 */
import { X64Assembler, X64Label } from "../assemble/x64/x64-assembler.ts";
import { r11, rbp, rdi, rsi, rsp, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import { appendYieldingThunk } from "../coroutine/yielding-thunk.ts";
import { planThunkFrame } from "./thunk-frame.ts";
import type { ThunkRequest } from "./thunk-request.ts";
import { returnResult, storeArguments } from "./x64-thunk.ts";
import type { ThunkPlaces } from "./x64-thunk.ts";

/** Above the saved `rbp` lie the return address and then the caller's stack arguments. */
const callerStackOffset = 16;

/** Where a thunk finds its values; the block is all that is on its stack. */
export const systemVThunkPlaces: ThunkPlaces = {
  block: rsp,
  blockOffset: 0,
  stack: rbp,
  stackOffset: callerStackOffset,
  integerRegisters: systemVIntegerRegisters,
};

/** The thunk of one callback. */
export interface SystemVX64Thunk {
  readonly code: Uint8Array;
  /** Offset of the place where C goes on after it was served on the stack of a coroutine; absent where it never is. */
  readonly resumeOffset?: number | undefined;
}

/** Emits the thunk of one callback. */
export function emitSystemVX64Thunk({ signature, record, enter, yielding }: ThunkRequest): SystemVX64Thunk {
  const frame = planThunkFrame(signature, "system-v-x64");
  const code = new X64Assembler();
  const elsewhere = new X64Label();
  const resumed = new X64Label();
  if (yielding !== undefined) appendYieldingThunk(code, frame, { ...yielding, record }, { elsewhere, resumed });
  // The return address and rbp make 16 bytes, so that the stack is aligned at the call (psABI 3.2.2).
  code.mark(elsewhere).push(rbp).move(rbp, rsp).growStack(frame.byteLength);
  storeArguments(code, frame, systemVThunkPlaces);
  code.moveImmediate(rdi, record).move(rsi, rsp).moveImmediate(r11, enter).call(r11);
  returnResult(code, frame, systemVThunkPlaces);
  return { code: code.move(rsp, rbp).pop(rbp).return().toBytes(), resumeOffset: resumed.offset };
}
