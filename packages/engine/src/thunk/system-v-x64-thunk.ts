/**
 * Thunks for System V x86-64: the C function pointer of a JavaScript function. A thunk saves the argument registers in a
 * frame and calls `enter(record, registers, stack, result)`; what happens there is the backend's business.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11, rax, rbp, rcx, rdi, rdx, rsi, rsp, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { registerSlotCount } from "./callback-slots.ts";

/** Whom a thunk calls and with which record. */
export interface ThunkRequest {
  /** Address of the callback's record, handed on. */
  readonly record: bigint;
  /** Address of `void enter(record, const uint64_t *registers, const uint64_t *stack, uint64_t *result)`. */
  readonly enter: bigint;
}

const resultOffset = registerSlotCount * 8;
// Registers and four result words; a multiple of 16, so that the call is aligned (psABI 3.2.2).
const frameByteLength = resultOffset + 4 * 8;

/** Emits the thunk of one callback. */
export function emitSystemVX64Thunk(request: ThunkRequest): Uint8Array {
  const code = new X64Assembler().push(rbp).move(rbp, rsp).growStack(frameByteLength);
  systemVIntegerRegisters.forEach((register: Register, index) => code.storeInteger(rsp, index * 8, register));
  const floatBase = systemVIntegerRegisters.length * 8;
  for (let index = 0; index < 8; index++) code.storeFloat(8, rsp, floatBase + index * 8, index);
  code.moveImmediate(rdi, request.record).move(rsi, rsp);
  // Above the saved rbp lie the return address and then the caller's stack words.
  code.loadAddress(rdx, rbp, 16).loadAddress(rcx, rsp, resultOffset);
  code.moveImmediate(r11, request.enter).call(r11);
  code.loadInteger("64", rax, rsp, resultOffset).loadInteger("64", rdx, rsp, resultOffset + 8);
  code.loadFloat(8, 0, rsp, resultOffset + 16).loadFloat(8, 1, rsp, resultOffset + 24);
  return code.move(rsp, rbp).pop(rbp).return().toBytes();
}
