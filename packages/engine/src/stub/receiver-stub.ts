/**
 * Stubs for functions that V8 calls with their own parameters: it passes the receiver before them, which shifts the integers
 * by one register. Floating-point numbers are where C expects them already.
 */
import { describeValue, FfiError } from "@koine/diagnostics";
import { r11, systemVIntegerRegisters } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import { X64Assembler } from "../assemble/x64/x64-assembler.ts";

/** The most integer parameters that fit registers beside the receiver. */
export const maximumShiftedIntegers: number = systemVIntegerRegisters.length - 1;

/**
 * Emits code that drops the first integer argument and continues in `target`.
 *
 * @param integerCount Integer parameters of `target`, at most {@link maximumShiftedIntegers}.
 * @throws {FfiError} `FFI_ARGUMENT_RANGE` for another number.
 * @see System V AMD64 psABI 3.2.3 (parameter passing)
 */
export function emitReceiverStub(target: bigint, integerCount: number): Uint8Array {
  if (!Number.isInteger(integerCount) || integerCount < 0 || integerCount > maximumShiftedIntegers) {
    const message = `emitReceiverStub(): expected 0 to ${maximumShiftedIntegers} integers, got ${describeValue(integerCount)}`;
    throw new FfiError("FFI_ARGUMENT_RANGE", message, { details: { integerCount } });
  }
  const code = new X64Assembler();
  for (let index = 0; index < integerCount; index++) {
    code.move(systemVIntegerRegisters[index] as Register, systemVIntegerRegisters[index + 1] as Register);
  }
  return code.moveImmediate(r11, target).jump(r11).toBytes();
}
