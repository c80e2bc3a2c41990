/** What thunks for x86-64 have in common, whatever the convention: moving values between places and the block. */
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { r10, r11, r8, r9, rax, rcx, rdi, rdx, rsi } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import type { ResultArrangement, ValuePlace } from "../classify/model.ts";
import { planCopy } from "../stub/call-frame.ts";
import { loadFloatRegister, storeFloatRegister } from "../stub/x64-word.ts";
import type { MemoryPlace } from "../stub/x64-word.ts";
import type { ThunkFrame } from "./thunk-frame.ts";

/** Where a thunk finds what it works with. */
export interface ThunkPlaces {
  /** Register that points to the block; none of those that hold arguments, nor one of r8 to r11. */
  readonly block: Register;
  /** Offset of the block from that register. */
  readonly blockOffset: number;
  /** Register that leads to the caller's stack arguments, and their offset from it. */
  readonly stack: Register;
  readonly stackOffset: number;
  readonly integerRegisters: readonly Register[];
}

/**
 * Stores all arguments in the block. Changes `rax` and `r8` to `r11`, and, for large values, `rcx`.
 */
export function storeArguments(code: X64Assembler, frame: ThunkFrame, places: ThunkPlaces): void {
  const { block, blockOffset, stack, stackOffset, integerRegisters } = places;
  // Registers first: copying what lies on the stack uses them.
  for (const { place, byteLength, offset } of frame.moves) {
    if (place.kind === "integer-register") {
      code.storeInteger(block, blockOffset + offset, integerRegisters[place.index] as Register);
    } else if (place.kind === "float-register") {
      storeFloatRegister(code, byteLength, { base: block, offset: blockOffset + offset }, place.index);
    }
  }
  for (const { place, byteLength, offset } of frame.moves) {
    if (place.kind !== "stack") continue;
    const from = { base: stack, offset: stackOffset + place.byteOffset };
    copyBytes(code, byteLength, from, { base: block, offset: blockOffset + offset });
  }
  for (const { byteLength, offset } of frame.copies) {
    code.loadInteger("64", r11, block, blockOffset + offset);
    copyBytes(code, byteLength, { base: r11, offset: 0 }, { base: block, offset: blockOffset + offset });
  }
}

/** Puts the result where the caller expects it. */
export function returnResult(code: X64Assembler, frame: ThunkFrame, places: ThunkPlaces): void {
  const { block, blockOffset } = places;
  const { result } = frame;
  if (result.kind === "memory") {
    code.loadInteger("64", r11, block, blockOffset + (frame.resultAddressOffset ?? 0));
    copyBytes(code, result.byteLength, { base: block, offset: blockOffset }, { base: r11, offset: 0 });
    if (result.isAddressReturned) code.move(rax, r11);
  } else if (result.kind === "registers") loadResultRegisters(code, result, places);
}

const integerResultRegisters: readonly Register[] = [rax, rdx];

function loadResultRegisters(
  code: X64Assembler,
  { pieces }: Extract<ResultArrangement, { kind: "registers" }>,
  { block, blockOffset }: ThunkPlaces,
): void {
  for (const { place, byteOffset, byteLength } of pieces) {
    const offset = blockOffset + byteOffset;
    if (place.kind === "float-register") loadFloatRegister(code, byteLength, place.index, { base: block, offset });
    else if (place.kind === "integer-register") {
      loadInteger(code, integerResultRegisters[place.index] as Register, byteLength, { base: block, offset });
    }
  }
  // The x87 registers are a stack, whose top is the first.
  const stacked = pieces.filter(({ place }) => place.kind === "x87-register");
  stacked.sort((left, right) => numberOf(right.place) - numberOf(left.place));
  for (const { byteOffset } of stacked) code.loadExtended(block, blockOffset + byteOffset);
}

/**
 * Loads no wider than JavaScript stores, so that the processor can forward what it just stored: narrow integers lie there
 * widened to 32 bits, wide ones may have come as two halves.
 */
function loadInteger(code: X64Assembler, target: Register, byteLength: number, { base, offset }: MemoryPlace): void {
  code.loadInteger("32", target, base, offset);
  if (byteLength <= 4) return;
  code
    .loadInteger("32", r9, base, offset + 4)
    .shiftLeft(r9, 32)
    .or(target, r9);
}

function numberOf(place: ValuePlace): number {
  return place.kind === "x87-register" ? place.index : 0;
}

/** Few words are copied one by one. */
const fewWords = 16;

/** Copies exactly so many bytes. Changes `rax`, and of large values `rcx` and `r8` to `r10`. */
function copyBytes(code: X64Assembler, byteLength: number, from: MemoryPlace, to: MemoryPlace): void {
  const words = Math.floor(byteLength / 8);
  const isLarge = words > fewWords;
  if (isLarge) {
    // Windows preserves rdi and rsi; the address of a result must survive as well.
    code.move(r8, rdi).move(r9, rsi).loadAddress(r10, to.base, to.offset);
    code.loadAddress(rsi, from.base, from.offset).move(rdi, r10).moveImmediate(rcx, BigInt(words));
    code.repeatMoveWords().move(rdi, r8).move(rsi, r9);
  }
  for (const step of planCopy(byteLength)) {
    if (isLarge && step.byteLength === 8) continue;
    const load = ({ 1: "u8", 2: "u16", 4: "32", 8: "64" } as const)[step.byteLength];
    code.loadInteger(load, rax, from.base, from.offset + step.byteOffset);
    code.storeNarrow(step.byteLength, to.base, to.offset + step.byteOffset, rax);
  }
}
