/**
 * Call stubs for the Microsoft x64 convention, with the contract of `system-v-x64-stub.ts`: they load registers and stack
 * from the call slots, call the function, store its result and return 0, whatever they were entered with.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import {
  r10,
  r11,
  r8,
  r9,
  rax,
  rbx,
  rcx,
  rdi,
  rdx,
  rsi,
  rsp,
  windowsIntegerRegisters,
} from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import type { ResultArrangement } from "../classify/model.ts";
import type { ValueShape } from "../classify/value-shape.ts";
import type { SignatureValue } from "../signature/scalar-signature.ts";
import {
  arrangeSignature,
  errnoAddressOf,
  isKeptInStub,
  listArguments,
  planFrame,
  stackOffsetOf,
} from "./call-frame.ts";
import type { StubArgument } from "./call-frame.ts";
import { argumentSlot, slotByteLength } from "./call-slots.ts";
import { clearLastError, keepLastError } from "./last-error.ts";
import type { StubRequest } from "./system-v-x64-stub.ts";
import { clearErrno, keepErrno } from "./x64-errno.ts";
import { loadSlot, storeScalarResult } from "./x64-slot.ts";
import { freeStackRoom, makeStackRoom } from "./x64-stack.ts";
import { copyWord, loadWord, partsOfWord, storeFloatRegister } from "./x64-word.ts";
import type { WordPlace } from "./x64-word.ts";

/** Emits the call stub of one function. */
export function emitWindowsX64Stub(request: StubRequest): Uint8Array {
  const { signature, finishWithText } = request;
  const arrangement = arrangeSignature(signature, "windows-x64");
  const frame = planFrame(arrangement);
  // At entry rsp is 8 below a multiple of 16; the push makes it a multiple.
  const code = new X64Assembler().push(rbx);
  // rbx outlives the call: it holds what is needed after it.
  const base = finishWithText === undefined ? rbx : r11;
  if (finishWithText !== undefined) code.move(rbx, rcx);
  const keepsAddress = isKeptInStub(signature.result, arrangement.result);
  const errno = errnoAddressOf(request);
  const keptByteLength = keepsAddress ? 16 : 0;
  const keepsError = errno !== undefined || signature.keepsLastError === true;
  const room = { byteLength: frame.byteLength + keptByteLength, alignment: frame.alignment };
  makeStackRoom(code, room);
  if (errno !== undefined) clearErrno(code, errno);
  if (signature.keepsLastError === true) clearLastError(code);
  code.moveImmediate(base, request.slots);
  if (keepsAddress) {
    loadSlot(code, "pointer", r10, base, 0);
    code.storeInteger(rsp, frame.byteLength, r10);
  }
  const placed = listArguments(signature, arrangement, frame);
  placed.forEach((argument) => makeCopy(code, argument, base));
  placed.forEach((argument) => passOnStack(code, argument, base));
  placed.forEach((argument) => passInRegisters(code, argument, base));
  if (arrangement.result.kind === "memory") loadSlot(code, "pointer", rcx, base, 0);
  code.moveImmediate(r11, request.target).call(r11);
  if (keepsAddress) code.loadInteger("64", r10, rsp, frame.byteLength);
  const kept = base === rbx ? rbx : rcx;
  if (keepsError && kept !== rbx) code.moveImmediate(kept, request.slots);
  if (errno !== undefined) keepErrno(code, errno, kept);
  if (signature.keepsLastError === true) keepLastError(code, kept);
  freeStackRoom(code, room);
  if (finishWithText !== undefined) {
    return code.move(rcx, rbx).move(rdx, rax).pop(rbx).moveImmediate(rax, finishWithText).jump(rax).toBytes();
  }
  storeResult(code, signature.result, arrangement.result);
  return code.clear(rax).pop(rbx).return().toBytes();
}

function slotOffset(argument: StubArgument): number {
  return argumentSlot(argument.index) * slotByteLength;
}

/** Few words are copied one by one. */
const fewWords = 16;

/** Makes the copy that C receives the address of. Its room on the stack is a multiple of 16 bytes, as are its words. */
function makeCopy(code: X64Assembler, argument: StubArgument, base: Register): void {
  const { copyOffset, byteLength, value } = argument;
  if (copyOffset === undefined || typeof value === "string") return;
  const words = Math.ceil(byteLength / 8);
  loadSlot(code, "pointer", r10, base, slotOffset(argument));
  if (words > fewWords) {
    // The callee preserves rdi and rsi, and so must we; r8 and r9 get their arguments later.
    code.move(r8, rdi).move(r9, rsi);
    code.loadAddress(rdi, rsp, copyOffset).move(rsi, r10).moveImmediate(rcx, BigInt(words)).repeatMoveWords();
    code.move(rdi, r8).move(rsi, r9);
    return;
  }
  for (let word = 0; word < words; word++) {
    const byteOffset = word * 8;
    copyWord(code, { base: r10, byteOffset, parts: partsOfWord(value, byteOffset) }, rsp, copyOffset + byteOffset);
  }
}

function passOnStack(code: X64Assembler, argument: StubArgument, base: Register): void {
  const offset = stackOffsetOf(argument);
  if (offset === undefined) return;
  const { value, copyOffset } = argument;
  if (copyOffset !== undefined) code.loadAddress(r10, rsp, copyOffset);
  // A float on the stack is just its bits.
  else if (typeof value === "string") loadSlot(code, value, r10, base, slotOffset(argument));
  else {
    loadSlot(code, "pointer", r10, base, slotOffset(argument));
    loadWord(code, r10, onlyWord(value));
  }
  code.storeInteger(rsp, offset, r10);
}

/** The word of a value that is no longer; its address is in r10. */
function onlyWord(value: ValueShape): WordPlace {
  return { base: r10, byteOffset: 0, parts: partsOfWord(value, 0) };
}

/** A variadic float has two pieces, one in each register of its position. */
function passInRegisters(code: X64Assembler, argument: StubArgument, base: Register): void {
  if (stackOffsetOf(argument) !== undefined) return;
  const { value, copyOffset, pieces } = argument;
  const isScalar = typeof value === "string";
  const offset = slotOffset(argument);
  if (!isScalar && copyOffset === undefined) loadSlot(code, "pointer", r10, base, offset);
  for (const { place, byteLength } of pieces) {
    if (place.kind === "float-register") {
      code.loadFloat(byteLength as 4 | 8, place.index, isScalar ? base : r10, isScalar ? offset : 0);
    } else if (place.kind === "integer-register") {
      const register = windowsIntegerRegisters[place.index] as Register;
      if (copyOffset !== undefined) code.loadAddress(register, rsp, copyOffset);
      else if (isScalar) loadSlot(code, value, register, base, offset);
      else loadWord(code, register, onlyWord(value));
    }
  }
}

function storeResult(code: X64Assembler, result: SignatureValue | "void", arrangement: ResultArrangement): void {
  if (result === "void" || arrangement.kind !== "registers") return;
  if (typeof result === "string") {
    storeScalarResult(code, result, rbx);
    return;
  }
  // The address of memory for the result is in r10 again.
  for (const { place, byteLength } of arrangement.pieces) {
    if (place.kind === "float-register") storeFloatRegister(code, byteLength, { base: r10, offset: 0 }, place.index);
    else code.storeInteger(r10, 0, rax);
  }
}
