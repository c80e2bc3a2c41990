/**
 * Stubs that read and write one scalar at any address: the address is in slot 1, the value in slot 2, what was read goes to
 * slot 0. A call costs a few nanoseconds, where a view of foreign memory would cost a microsecond to make.
 */
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r11, rax, rcx, rdx } from "../assemble/x64/registers.ts";
import { argumentSlot, slotByteLength } from "./call-slots.ts";

/** Sizes of scalars in bytes. */
export type AccessByteLength = 1 | 2 | 4 | 8;

/** Emits `void read()`: loads `byteLength` bytes from the address in slot 1 to slot 0. */
export function emitReadStub(slots: bigint, byteLength: AccessByteLength): Uint8Array {
  const load = ({ 1: "u8", 2: "u16", 4: "32", 8: "64" } as const)[byteLength];
  return loadAddressSlot(slots).loadInteger(load, rax, rcx, 0).storeInteger(r11, 0, rax).clear(rax).return().toBytes();
}

/** Emits `void write()`: stores the low `byteLength` bytes of slot 2 at the address in slot 1. */
export function emitWriteStub(slots: bigint, byteLength: AccessByteLength): Uint8Array {
  const code = loadAddressSlot(slots);
  const value = argumentSlot(1) * slotByteLength;
  code.loadInteger("32", rax, r11, value);
  if (byteLength === 8)
    code
      .loadInteger("32", rdx, r11, value + 4)
      .shiftLeft(rdx, 32)
      .or(rax, rdx);
  return code.storeNarrow(byteLength, rcx, 0, rax).clear(rax).return().toBytes();
}

/** The address may have been stored as two halves, which one wide load would have to wait for. */
function loadAddressSlot(slots: bigint): X64Assembler {
  const address = argumentSlot(0) * slotByteLength;
  return new X64Assembler()
    .moveImmediate(r11, slots)
    .loadInteger("32", rcx, r11, address)
    .loadInteger("32", rax, r11, address + 4)
    .shiftLeft(rax, 32)
    .or(rcx, rax);
}
