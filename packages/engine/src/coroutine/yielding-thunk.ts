/**
 * The part of a thunk that runs when C calls it on a stack of a coroutine: it stores the arguments where JavaScript reads
 * them, goes to JavaScript, and continues in C with the result. What a thunk does elsewhere: `thunk/system-v-x64-thunk.ts`.
 */
import type { X64Assembler, X64Label } from "../assemble/x64/x64-assembler.ts";
import { r11, r12, r13, rax, rbp, rbx, rsp, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import type { BlockMove, ThunkFrame } from "../thunk/thunk-frame.ts";
import { returnResult, storeArguments } from "../thunk/x64-thunk.ts";
import type { ThunkPlaces } from "../thunk/x64-thunk.ts";
import type { CoroutineMemory } from "./coroutine-layout.ts";
import { appendStackTest, appendYield, keptRegisters, returnFromSwitch } from "./system-v-x64-coroutine.ts";
import type { WaitingCallback } from "./system-v-x64-coroutine.ts";

/** How a callback's thunk reaches JavaScript from a coroutine. */
export interface YieldRequest {
  readonly memory: CoroutineMemory;
  /** Address of the memory in which JavaScript finds the arguments and leaves the result. */
  readonly block: bigint;
  /** The number of the callback, from 1 on. */
  readonly wanted: number;
}

const places: ThunkPlaces = {
  block: rbx,
  blockOffset: 0,
  stack: rbp,
  // Above the saved rbp lie the return address and then the caller's stack arguments.
  stackOffset: 16,
  integerRegisters: systemVIntegerRegisters,
};

function isOnStack({ place }: BlockMove): boolean {
  return place.kind === "stack";
}

/** Appends the code that serves calls on the stack of a coroutine; all others jump to `elsewhere`. */
export function appendYieldingThunk(
  code: X64Assembler,
  frame: ThunkFrame,
  { memory, block, wanted, record }: YieldRequest & WaitingCallback,
  elsewhere: X64Label,
): void {
  appendStackTest(code, memory, elsewhere);
  code.push(rbp).move(rbp, rsp);
  keptRegisters.slice(1).forEach((register) => code.push(register));
  const { resultAddressOffset } = frame;
  // What comes in registers alone is stored without others.
  const hasScratch = resultAddressOffset !== undefined || frame.copies.length > 0 || frame.moves.some(isOnStack);
  if (hasScratch) code.move(r12, rax).move(r13, r11);
  code.moveImmediate(rbx, block);
  storeArguments(code, frame, places);
  // Callbacks that JavaScript makes in the meantime use the same memory.
  if (resultAddressOffset !== undefined) code.loadInteger("64", rax, rbx, resultAddressOffset).push(rax);
  if (hasScratch) code.move(rax, r12).move(r11, r13);
  appendYield(code, memory, { wanted, record });
  code.moveImmediate(rbx, block);
  if (resultAddressOffset !== undefined) code.pop(rax).storeInteger(rbx, resultAddressOffset, rax);
  returnResult(code, frame, places);
  keptRegisters.toReversed().forEach((register) => code.pop(register));
  returnFromSwitch(code);
}
