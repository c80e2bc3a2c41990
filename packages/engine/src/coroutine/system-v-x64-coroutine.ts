/**
 * Stack switching for System V x86-64. A C function that gets callbacks runs on a stack of its own; a thunk that it calls
 * does not enter JavaScript but goes back to JavaScript's stack, so that the call that entered C *returns* and says which
 * callback is wanted. JavaScript runs it and calls `step`, which goes on in C. Both directions keep the registers that a callee
 * must (psABI 3.2.1): rbx, rbp, r12 to r15. The control words of SSE and x87 need nothing: who runs changes them for those whom
 * it calls, on whatever stack, and sets them back before it ends, as with ordinary calls.
 *
 * Returns are written `pop rcx; jmp rcx`: the processor predicts a `ret` to lead to the latest call, which here was made on
 * the other stack, and each wrong guess costs some twenty cycles. Hardware shadow stacks forbid all this; where they are on,
 * there are no coroutines (`native/addon/coroutine.c` asks). Why: docs/adr/0010-callbacks-as-coroutines.md.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import type { X64Label } from "../assemble/x64/x64-assembler.ts";
import { r10, r11, r12, r13, r14, r15, rax, rbp, rbx, rcx, rsp } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { controlOffsets, coroutineEnd, stackOffsets, wordOffsets } from "./coroutine-layout.ts";
import type { CoroutineMemory } from "./coroutine-layout.ts";

/** Registers that a callee preserves, in the order in which both sides have them on their stacks, downwards. */
const keptRegisters: readonly Register[] = [rbp, rbx, r12, r13, r14, r15];

/** Bytes that they take. */
export const keptByteLength: number = keptRegisters.length * 8;

/**
 * Puts the registers on the stack. They are not pushed: where the stack pointer itself is read after pushes, as here, the processor
 * first has to count them, which took 4 % of a callback. Popping them is as quick as loading.
 */
export function saveKeptRegisters(code: X64Assembler): void {
  code.loadAddress(rsp, rsp, -keptByteLength);
  keptRegisters.forEach((register, index) => code.storeInteger(rsp, keptByteLength - 8 * (index + 1), register));
}

/** Takes them from there. */
export function restoreKeptRegisters(code: X64Assembler): void {
  keptRegisters.toReversed().forEach((register) => code.pop(register));
}

/** What a function that begins a coroutine calls. */
export interface StartRequest {
  /** Address of the call stub. */
  readonly stub: bigint;
  /** Offset of the pool that stacks are taken from. */
  readonly poolOffset: number;
}

/**
 * Emits `void start()`: takes a stack, which must be free, calls the stub on it, and returns when C wants a callback or
 * returned.
 */
export function emitCoroutineStart(memory: CoroutineMemory, { stub, poolOffset }: StartRequest): Uint8Array {
  const code = new X64Assembler();
  leaveJavaScript(code, memory);
  code.loadInteger("64", rax, r10, poolOffset);
  code.loadInteger("64", rcx, rax, stackOffsets.next).storeInteger(r10, poolOffset, rcx);
  code.loadInteger("64", rcx, r10, wordOffsets.innermost).storeInteger(rax, stackOffsets.outer, rcx);
  code.storeInteger(r10, wordOffsets.innermost, rax);
  code.storeInteger(r11, controlOffsets.running, rax).loadInteger("64", rsp, rax, stackOffsets.stackPointer);
  // The end of the chain of frames, for debuggers.
  code.clear(rbp).moveImmediate(rax, stub).call(rax);
  loadBases(code, memory);
  code.loadInteger("64", rax, r11, controlOffsets.running).storeInteger(rax, stackOffsets.stackPointer, rsp);
  dropInnermost(code);
  code.loadInteger("64", rcx, r10, poolOffset).storeInteger(rax, stackOffsets.next, rcx);
  code.storeInteger(r10, poolOffset, rax);
  code.storeImmediate32(r10, wordOffsets.wanted, coroutineEnd.returned);
  enterJavaScript(code);
  return returnFromSwitch(code).toBytes();
}

/** Emits `void step()`: goes on in C on the innermost stack, until it wants a callback or returns. */
export function emitCoroutineStep(memory: CoroutineMemory): Uint8Array {
  const code = new X64Assembler();
  appendSwitchToC(code, memory);
  return returnFromSwitch(code).toBytes();
}

/** Appends the way from JavaScript to the innermost stack, on top of which lies where C goes on. */
export function appendSwitchToC(code: X64Assembler, memory: CoroutineMemory): void {
  leaveJavaScript(code, memory);
  code.loadInteger("64", rax, r10, wordOffsets.innermost);
  code.storeInteger(r11, controlOffsets.running, rax).loadInteger("64", rsp, rax, stackOffsets.stackPointer);
}

/**
 * Emits where a thread continues that overflowed its stack of C: on the stack of JavaScript, as if the step had returned.
 * The frames of C stay where they are and are never run again; their stack goes into no pool.
 */
export function emitCoroutineAbandon(memory: CoroutineMemory): Uint8Array {
  const code = new X64Assembler().clearDirection().resetX87();
  loadBases(code, memory);
  code.loadInteger("64", rax, r11, controlOffsets.running);
  dropInnermost(code);
  code.storeImmediate64(rax, stackOffsets.stackPointer, 0);
  code.storeImmediate32(r10, wordOffsets.wanted, coroutineEnd.overflowed);
  code.loadSseControl(r11, controlOffsets.sseControl).loadX87Control(r11, controlOffsets.x87Control);
  enterJavaScript(code);
  return returnFromSwitch(code).toBytes();
}

/**
 * Appends a thunk's test whether it runs on the stack that JavaScript waits for, which only one thread can. Jumps to
 * `elsewhere` if not. Leaves the stack's record in `rax` and the control block in `r11`, and changes `r10` besides.
 */
export function appendStackTest(code: X64Assembler, { control }: CoroutineMemory, elsewhere: X64Label): void {
  code.moveImmediate(r11, control).loadInteger("64", rax, r11, controlOffsets.running);
  code.test(rax).jumpIf("equal", elsewhere);
  code.move(r10, rsp).subtractLoaded(r10, rax, stackOffsets.low).compareLoaded(r10, rax, stackOffsets.byteLength);
  code.jumpIf("above-or-equal", elsewhere);
}

/** The callback that C waits for. */
export interface WaitingCallback {
  /** Its number, from 1 on. */
  readonly wanted: number;
  /** Address of its record in the addon. */
  readonly record: bigint;
}

/**
 * Appends the switch to JavaScript, which then runs the callback. Expects the stack's record in `rax`, the control block in
 * `r11`, and the kept registers saved. The code behind it runs after the next step, with the stack as it was; no register has
 * survived. Before it lies the address of the callback's record: where C waits says for what it waits.
 *
 * @param resumed Is marked where the code behind begins.
 */
export function appendYield(
  code: X64Assembler,
  memory: CoroutineMemory,
  { wanted, record }: WaitingCallback,
  resumed: X64Label,
): void {
  code.moveImmediate(r10, memory.words).storeImmediate32(r10, wordOffsets.wanted, wanted);
  code.loadLabel(rcx, resumed).push(rcx).storeInteger(rax, stackOffsets.stackPointer, rsp);
  enterJavaScript(code);
  returnFromSwitch(code).data64(record).mark(resumed);
}

/** Appends a return that does not mislead the processor's prediction of returns. */
export function returnFromSwitch(code: X64Assembler): X64Assembler {
  return code.pop(rcx).jump(rcx);
}

function loadBases(code: X64Assembler, { control, words }: CoroutineMemory): void {
  code.moveImmediate(r11, control).moveImmediate(r10, words);
}

/** Saves what JavaScript expects to find again. */
function leaveJavaScript(code: X64Assembler, memory: CoroutineMemory): void {
  saveKeptRegisters(code);
  loadBases(code, memory);
  code.storeInteger(r11, controlOffsets.stackPointer, rsp);
}

/** Goes to the stack of JavaScript; the result is 0, which Node-API takes for undefined. */
function enterJavaScript(code: X64Assembler): void {
  code.storeImmediate64(r11, controlOffsets.running, 0).loadInteger("64", rsp, r11, controlOffsets.stackPointer);
  restoreKeptRegisters(code);
  code.clear(rax);
}

/** Makes the stack around the one in `rax` the innermost. */
function dropInnermost(code: X64Assembler): void {
  code.loadInteger("64", rcx, rax, stackOffsets.outer).storeInteger(r10, wordOffsets.innermost, rcx);
}
