/**
 * How stubs for x86-64 read the 8-byte words of structs, whatever the convention: by loads no wider than the stores that wrote them,
 * which the processor then forwards from its store buffer. A load that spans two stores waits some ten cycles. How scalars are
 * read is in `x64-slot.ts`.
 */
import type { X64Assembler } from "../assemble/x64/x64-assembler.ts";
import { rax } from "../assemble/x64/registers.ts";
import type { Register } from "../assemble/x64/registers.ts";
import type { ValueShape } from "../classify/value-shape.ts";

/** How a word is read: in one, in two halves, or its lower half alone, where the value ends there. */
export type WordParts = "whole" | "halves" | "lower-half";

/** A word of a value, and where the value lies. */
export interface WordPlace {
  readonly base: Register;
  readonly byteOffset: number;
  readonly parts: WordParts;
}

/** Tells how to read the word that starts at an offset in a value. Members below 32 bits are not told apart. */
export function partsOfWord({ byteLength, leaves }: ValueShape, byteOffset: number): WordParts {
  const middle = byteOffset * 8 + 32;
  if (leaves.some(({ bitOffset, bitWidth }) => bitOffset < middle && bitOffset + bitWidth > middle)) return "whole";
  return byteLength <= byteOffset + 4 ? "lower-half" : "halves";
}

/** Loads a word to an integer register other than `rax`, which may change. The register may be that of the address. */
export function loadWord(code: X64Assembler, target: Register, { base, byteOffset, parts }: WordPlace): void {
  if (parts === "halves") code.loadInteger("32", rax, base, byteOffset + 4).shiftLeft(rax, 32);
  code.loadInteger(parts === "whole" ? "64" : "32", target, base, byteOffset);
  if (parts === "halves") code.or(target, rax);
}

/** The first vector register that no argument travels in. */
const scratchFloat = 8;

/** Loads a word of floats to a vector register. */
export function loadFloatWord(code: X64Assembler, target: number, { base, byteOffset, parts }: WordPlace): void {
  code.loadFloat(parts === "whole" ? 8 : 4, target, base, byteOffset);
  if (parts !== "halves") return;
  code.loadFloat(4, scratchFloat, base, byteOffset + 4).unpackFloats(target, scratchFloat);
}

/** Bytes of a whole vector register. */
const vectorByteLength = 16;

/** Loads a vector register from memory: a whole one, or one of its lowest floats or doubles. */
export function loadFloatRegister(code: X64Assembler, byteLength: number, index: number, from: MemoryPlace): void {
  if (byteLength === vectorByteLength) code.loadVector(index, from.base, from.offset);
  else code.loadFloat(byteLength === 4 ? 4 : 8, index, from.base, from.offset);
}

/** Stores a vector register in memory: a whole one, or its lowest float or double. */
export function storeFloatRegister(code: X64Assembler, byteLength: number, to: MemoryPlace, index: number): void {
  if (byteLength === vectorByteLength) code.storeVector(to.base, to.offset, index);
  else code.storeFloat(byteLength === 4 ? 4 : 8, to.base, to.offset, index);
}

/** A place in memory. */
export interface MemoryPlace {
  readonly base: Register;
  readonly offset: number;
}

/** Copies a word to the stack. Changes `rax`. */
export function copyWord(
  code: X64Assembler,
  { base, byteOffset, parts }: WordPlace,
  stack: Register,
  to: number,
): void {
  if (parts === "whole") {
    code.loadInteger("64", rax, base, byteOffset).storeInteger(stack, to, rax);
    return;
  }
  code.loadInteger("32", rax, base, byteOffset).storeNarrow(4, stack, to, rax);
  if (parts === "halves") code.loadInteger("32", rax, base, byteOffset + 4).storeNarrow(4, stack, to + 4, rax);
}
