/**
 * The part of a thunk that runs when C calls it on a stack of a coroutine: it stores the arguments where JavaScript reads
 * them, goes to JavaScript, and continues in C with the result. What a thunk does elsewhere: `thunk/system-v-x64-thunk.ts`.
 */
import { X64Assembler, X64Label } from "../assemble/x64/x64-assembler.ts";
import { r11, r12, r13, rax, rbp, rbx, rcx, rsp, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import type { CallSignature } from "../signature/scalar-signature.ts";
import { planThunkFrame } from "../thunk/thunk-frame.ts";
import type { BlockMove, ThunkFrame } from "../thunk/thunk-frame.ts";
import { returnResult, storeArguments } from "../thunk/x64-thunk.ts";
import type { ThunkPlaces } from "../thunk/x64-thunk.ts";
import type { CoroutineMemory } from "./coroutine-layout.ts";
import {
  appendStackTest,
  appendSwitchToC,
  appendYield,
  keptByteLength,
  restoreKeptRegisters,
  returnFromSwitch,
  saveKeptRegisters,
} from "./system-v-x64-coroutine.ts";
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

/** Places of a thunk that others refer to. */
export interface YieldLabels {
  /** Where calls go that come from no coroutine. */
  readonly elsewhere: X64Label;
  /** Where C goes on when JavaScript has served the callback. */
  readonly resumed: X64Label;
}

/** Appends the code that serves calls on the stack of a coroutine. */
export function appendYieldingThunk(
  code: X64Assembler,
  frame: ThunkFrame,
  { memory, block, wanted, record }: YieldRequest & WaitingCallback,
  { elsewhere, resumed }: YieldLabels,
): void {
  appendStackTest(code, memory, elsewhere);
  saveKeptRegisters(code);
  // The first of them, as in any frame.
  code.loadAddress(rbp, rsp, keptByteLength - 8);
  const { resultAddressOffset } = frame;
  // What comes in registers alone is stored without others.
  const hasScratch = resultAddressOffset !== undefined || frame.copies.length > 0 || frame.moves.some(isOnStack);
  if (hasScratch) code.move(r12, rax).move(r13, r11);
  code.moveImmediate(rbx, block);
  storeArguments(code, frame, places);
  // Callbacks that JavaScript makes in the meantime use the same memory.
  if (resultAddressOffset !== undefined) code.loadInteger("64", rax, rbx, resultAddressOffset).push(rax);
  if (hasScratch) code.move(rax, r12).move(r11, r13);
  appendYield(code, memory, { wanted, record }, resumed);
  appendResult(code, frame, block);
}

/** What {@link emitStepAfter} goes on with. */
export interface StepAfterRequest {
  readonly memory: CoroutineMemory;
  readonly signature: CallSignature;
  /** As in {@link YieldRequest}. */
  readonly block: bigint;
  /** Address of the place in the thunk where C goes on. */
  readonly resumed: bigint;
}

/**
 * Emits a step for JavaScript that has mostly served one callback: where C waits for that one it returns to C by itself. A jump
 * to an address in a register takes the processor some four cycles, also where it guesses right, and this saves one of five.
 */
export function emitStepAfter({ memory, signature, block, resumed }: StepAfterRequest): Uint8Array {
  const code = new X64Assembler();
  const elsewhere = new X64Label();
  appendSwitchToC(code, memory);
  code.moveImmediate(rcx, resumed).compareLoaded(rcx, rsp, 0).jumpIf("not-equal", elsewhere);
  appendResult(code.pop(rcx), planThunkFrame(signature, "system-v-x64"), block);
  return returnFromSwitch(code.mark(elsewhere)).toBytes();
}

/** Appends the return to C with the result that JavaScript left. */
function appendResult(code: X64Assembler, frame: ThunkFrame, block: bigint): void {
  const { resultAddressOffset } = frame;
  code.moveImmediate(rbx, block);
  if (resultAddressOffset !== undefined) code.pop(rax).storeInteger(rbx, resultAddressOffset, rax);
  returnResult(code, frame, places);
  restoreKeptRegisters(code);
  returnFromSwitch(code);
}
