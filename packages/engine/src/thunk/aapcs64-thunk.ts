/** Thunks for AAPCS64 and Apple's variant, with the contract of `system-v-x64-thunk.ts`. */
import { Arm64Assembler } from "../assemble/arm64/arm64-assembler.ts";
import {
  aapcs64IntegerRegisters,
  framePointer,
  linkRegister,
  sp,
  x0,
  x1,
  x11,
  x16,
  x8,
  x9,
} from "../assemble/arm64/registers.ts";
import type { Register } from "../assemble/arm64/registers.ts";
import { copyAapcs64Bytes } from "../stub/aapcs64-copy.ts";
import { planThunkFrame } from "./thunk-frame.ts";
import type { BlockMove, ThunkFrame } from "./thunk-frame.ts";
import type { ThunkRequest } from "./thunk-request.ts";

/** The frame record; above it lie the caller's stack arguments. */
const savedByteLength = 16;

/**
 * Emits the thunk of one callback. The addresses of record and routine lie after the code, in 8 bytes each, so that a thunk
 * can be copied for others.
 */
export function emitAapcs64Thunk(
  { signature, record, enter }: ThunkRequest,
  convention: "aapcs64" | "apple-arm64" = "aapcs64",
): Uint8Array {
  const frame = planThunkFrame(signature, convention);
  const code = new Arm64Assembler()
    .storePair(framePointer, linkRegister, sp, -savedByteLength, "pre")
    .move(framePointer, sp);
  if (frame.byteLength > 0) code.add(sp, sp, -frame.byteLength);
  storeArguments(code, frame);
  code.loadLiteral(x0, record).move(x1, sp).loadLiteral(x16, enter).call(x16);
  returnResult(code, frame);
  code.move(sp, framePointer).loadPair(framePointer, linkRegister, sp, savedByteLength, "post");
  return code.return().toBytes();
}

function storeArguments(code: Arm64Assembler, frame: ThunkFrame): void {
  for (const move of frame.moves) storeRegister(code, move);
  for (const { place, byteLength, offset } of frame.moves) {
    if (place.kind !== "stack") continue;
    code.add(x9, framePointer, savedByteLength + place.byteOffset).add(x11, sp, offset);
    copyAapcs64Bytes(code, byteLength);
  }
  for (const { byteLength, offset } of frame.copies) {
    code.add(x11, sp, offset).loadInteger("64", x9, x11, 0);
    copyAapcs64Bytes(code, byteLength);
  }
}

/** Offsets in the block are small enough for one instruction or not, so the address is computed. x11 is nobody's. */
function storeRegister(code: Arm64Assembler, { place, byteLength, offset }: BlockMove): void {
  const address = (): Arm64Assembler => code.add(x11, sp, offset);
  if (place.kind === "integer-register") {
    address().storeInteger(8, x11, 0, aapcs64IntegerRegisters[place.index] as Register);
  } else if (place.kind === "float-register") {
    address().storeFloat(byteLength as 4 | 8 | 16, x11, 0, place.index);
  } else if (place.kind === "indirect-result") address().storeInteger(8, x11, 0, x8);
}

function returnResult(code: Arm64Assembler, { result, resultAddressOffset }: ThunkFrame): void {
  if (result.kind === "memory") {
    code
      .add(x9, sp, resultAddressOffset ?? 0)
      .loadInteger("64", x11, x9, 0)
      .move(x9, sp);
    copyAapcs64Bytes(code, result.byteLength);
    return;
  }
  if (result.kind === "void") return;
  for (const { place, byteOffset, byteLength } of result.pieces) {
    if (place.kind === "float-register") code.loadFloat(byteLength as 4 | 8 | 16, place.index, sp, byteOffset);
    else if (place.kind === "integer-register") {
      code.loadInteger("64", aapcs64IntegerRegisters[place.index] as Register, sp, byteOffset);
    }
  }
}
