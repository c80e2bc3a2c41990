/**
 * Call stubs for AAPCS64 and Apple's variant, with the contract of `system-v-x64-stub.ts`: they load registers and stack from
 * the call slots, call the function, store its result and return 0, whatever they were entered with.
 */
import { Arm64Assembler } from "../assemble/arm64/arm64-assembler.ts";
import {
  aapcs64IntegerRegisters,
  framePointer,
  linkRegister,
  sp,
  x0,
  x1,
  x10,
  x11,
  x16,
  x17,
  x19,
  x8,
  x9,
  zero,
} from "../assemble/arm64/registers.ts";
import type { Register } from "../assemble/arm64/registers.ts";
import { minimumStackAlignment } from "../classify/model.ts";
import type { ResultArrangement, ValuePiece } from "../classify/model.ts";
import { isFloatScalar, scalarByteLength } from "../signature/scalar-signature.ts";
import type { Scalar, SignatureValue } from "../signature/scalar-signature.ts";
import { copyAapcs64Bytes } from "./aapcs64-copy.ts";
import {
  arrangeSignature,
  errnoAddressOf,
  isKeptInStub,
  listArguments,
  planFrame,
  stackOffsetOf,
} from "./call-frame.ts";
import type { StubArgument } from "./call-frame.ts";
import { argumentSlot, errnoSlot, slotByteLength } from "./call-slots.ts";
import { assertNoLastError, clearArm64LastError, keepArm64LastError } from "./last-error.ts";
import type { StubRequest } from "./system-v-x64-stub.ts";

/** The frame record, x19, and the address of a result: a multiple of 16, as the stack pointer must always be. */
const savedByteLength = 32;
const keptOffset = 24;

/**
 * Emits the call stub of one function.
 *
 * The address that it calls lies after the code, in 8 bytes of its own, so that a stub can be copied for another address.
 */
export function emitAapcs64Stub(request: StubRequest, convention: "aapcs64" | "apple-arm64" = "aapcs64"): Uint8Array {
  const { signature, finishWithText } = request;
  if (convention === "apple-arm64") assertNoLastError(signature);
  const arrangement = arrangeSignature(signature, convention);
  const frame = planFrame(arrangement);
  const code = new Arm64Assembler()
    .storePair(framePointer, linkRegister, sp, -savedByteLength, "pre")
    .move(framePointer, sp)
    .storeInteger(8, sp, 16, x19);
  // x19 outlives the call: it holds what is needed after it.
  const base = finishWithText === undefined ? x19 : x17;
  if (finishWithText !== undefined) code.move(x19, x0);
  const errno = errnoAddressOf(request);
  if (frame.alignment > minimumStackAlignment) code.add(x9, sp, -frame.byteLength).alignDown(sp, x9, frame.alignment);
  else if (frame.byteLength > 0) code.add(sp, sp, -frame.byteLength);
  if (errno !== undefined) clearErrno(code, errno);
  if (signature.keepsLastError === true) clearArm64LastError(code);
  code.moveImmediate(base, request.slots);
  const keepsAddress = isKeptInStub(signature.result, arrangement.result);
  if (keepsAddress) code.loadInteger("64", x9, base, 0).storeInteger(8, framePointer, keptOffset, x9);
  const placed = listArguments(signature, arrangement, frame);
  placed.forEach((argument) => makeCopy(code, argument, base));
  placed.forEach((argument) => passOnStack(code, argument, base));
  placed.forEach((argument) => passInRegisters(code, argument, base));
  if (arrangement.result.kind === "memory") loadWord(code, x8, base, 0);
  code.loadLiteral(x16, request.target).call(x16);
  const keepsError = errno !== undefined || signature.keepsLastError === true;
  if (keepsError && base !== x19) code.moveImmediate(x17, request.slots);
  if (errno !== undefined) keepErrno(code, errno, base);
  if (signature.keepsLastError === true) keepArm64LastError(code, base);
  if (finishWithText === undefined) storeResult(code, signature.result, arrangement.result);
  else code.move(x1, x0).move(x0, x19);
  code.move(sp, framePointer).loadInteger("64", x19, sp, 16);
  code.loadPair(framePointer, linkRegister, sp, savedByteLength, "post");
  if (finishWithText !== undefined) return code.moveImmediate(x16, finishWithText).jump(x16).toBytes();
  return code.moveImmediate(x0, 0n).return().toBytes();
}

/** Sets `errno` to 0; `x64-errno.ts` says why. */
function clearErrno(code: Arm64Assembler, address: bigint): void {
  code.moveImmediate(x16, address).storeInteger(4, x16, 0, zero);
}

/** Stores `errno` in its slot. */
function keepErrno(code: Arm64Assembler, address: bigint, slots: Register): void {
  code.moveImmediate(x16, address).loadInteger("32", x16, x16, 0);
  code.storeInteger(8, slots, errnoSlot * slotByteLength, x16);
}

function slotOffset(argument: StubArgument): number {
  return argumentSlot(argument.index) * slotByteLength;
}

/** Makes the copy that C receives the address of. */
function makeCopy(code: Arm64Assembler, argument: StubArgument, base: Register): void {
  if (argument.copyOffset === undefined) return;
  loadWord(code, x9, base, slotOffset(argument));
  copyBytes(code, argument.byteLength, argument.copyOffset);
}

function passOnStack(code: Arm64Assembler, argument: StubArgument, base: Register): void {
  const offset = stackOffsetOf(argument);
  if (offset === undefined) return;
  const { value, copyOffset, byteLength } = argument;
  if (copyOffset !== undefined) {
    code.add(x9, sp, copyOffset).storeInteger(8, sp, offset, x9);
  } else if (typeof value === "string") {
    loadScalar(code, value, x9, base, slotOffset(argument));
    // Apple's systems put the next argument right behind it.
    code.storeInteger(scalarByteLength(value) as 1 | 2 | 4 | 8, sp, offset, x9);
  } else {
    loadWord(code, x9, base, slotOffset(argument));
    copyBytes(code, byteLength, offset);
  }
}

function passInRegisters(code: Arm64Assembler, argument: StubArgument, base: Register): void {
  if (stackOffsetOf(argument) !== undefined || argument.pieces.length === 0) return;
  const { value, copyOffset, pieces } = argument;
  const offset = slotOffset(argument);
  if (copyOffset !== undefined) {
    code.add(integerRegisterOf(pieces[0] as ValuePiece), sp, copyOffset);
  } else if (typeof value !== "string") {
    loadWord(code, x9, base, offset);
    pieces.forEach((piece) => loadPiece(code, piece));
  } else if (isFloatScalar(value)) {
    pieces.forEach(({ place, byteLength }) => {
      if (place.kind === "float-register") code.loadFloat(byteLength as 4 | 8, place.index, base, offset);
    });
  } else loadScalar(code, value, integerRegisterOf(pieces[0] as ValuePiece), base, offset);
}

/** Loads a piece of the value at x9, which may be read up to the next multiple of 8. */
function loadPiece(code: Arm64Assembler, { place, byteOffset, byteLength }: ValuePiece): void {
  if (place.kind === "float-register") code.loadFloat(byteLength as 4 | 8 | 16, place.index, x9, byteOffset);
  else if (place.kind === "integer-register") {
    code.loadInteger("64", aapcs64IntegerRegisters[place.index] as Register, x9, byteOffset);
  }
}

function integerRegisterOf({ place }: ValuePiece): Register {
  return aapcs64IntegerRegisters[place.kind === "integer-register" ? place.index : 0] as Register;
}

/** Integers below 32 bits lie in their slot widened to 32, as Apple's callees expect them. */
function loadScalar(code: Arm64Assembler, scalar: Scalar, target: Register, base: Register, offset: number): void {
  if (scalarByteLength(scalar) < 8) code.loadInteger("32", target, base, offset);
  else loadWord(code, target, base, offset);
}

/** Loads 64 bits that JavaScript may have stored as two halves: a load that spans two stores has to wait for them. */
function loadWord(code: Arm64Assembler, target: Register, base: Register, offset: number): void {
  code
    .loadInteger("32", target, base, offset)
    .loadInteger("32", x10, base, offset + 4)
    .orShifted(target, target, x10, 32);
}

/** Copies from the address in x9 to the stack. */
function copyBytes(code: Arm64Assembler, byteLength: number, stackOffset: number): void {
  copyAapcs64Bytes(code.add(x11, sp, stackOffset), byteLength);
}

/** Of a scalar the whole register is stored; the reader takes as many bytes as the type has. */
function storeResult(code: Arm64Assembler, result: SignatureValue | "void", arrangement: ResultArrangement): void {
  if (result === "void" || arrangement.kind !== "registers") return;
  if (typeof result === "string") {
    if (isFloatScalar(result)) code.storeFloat(result === "f32" ? 4 : 8, x19, 0, 0);
    else code.storeInteger(8, x19, 0, x0);
    return;
  }
  code.loadInteger("64", x9, framePointer, keptOffset);
  for (const { place, byteOffset, byteLength } of arrangement.pieces) {
    if (place.kind === "float-register") code.storeFloat(byteLength as 4 | 8 | 16, x9, byteOffset, place.index);
    else if (place.kind === "integer-register") {
      code.storeInteger(8, x9, byteOffset, aapcs64IntegerRegisters[place.index] as Register);
    }
  }
}
