/** Thunks for the Microsoft x64 convention, with the contract of `system-v-x64-thunk.ts`. */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11, rbp, rcx, rdx, rsp, windowsIntegerRegisters } from "../assemble/x64/registers.ts";
import { planThunkFrame } from "./thunk-frame.ts";
import type { ThunkRequest } from "./thunk-request.ts";
import { returnResult, storeArguments } from "./x64-thunk.ts";
import type { ThunkPlaces } from "./x64-thunk.ts";

/** Room that a caller leaves for the callee's registers, below the block. */
const shadowByteLength = 32;

const places: ThunkPlaces = {
  block: rsp,
  blockOffset: shadowByteLength,
  stack: rbp,
  // The saved rbp and the return address; offsets of arguments begin with the caller's shadow space.
  stackOffset: 16,
  integerRegisters: windowsIntegerRegisters,
};

/** Emits the thunk of one callback. */
export function emitWindowsX64Thunk({ signature, record, enter }: ThunkRequest): Uint8Array {
  const frame = planThunkFrame(signature, "windows-x64");
  const code = new X64Assembler()
    .push(rbp)
    .move(rbp, rsp)
    .growStack(frame.byteLength + shadowByteLength);
  storeArguments(code, frame, places);
  code.moveImmediate(rcx, record).loadAddress(rdx, rsp, shadowByteLength).moveImmediate(r11, enter).call(r11);
  returnResult(code, frame, places);
  return code.move(rsp, rbp).pop(rbp).return().toBytes();
}
