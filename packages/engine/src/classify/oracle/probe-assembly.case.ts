/**
 * Assembly that sees what C cannot: `probe` dumps the argument registers and the stack that it was called with, `capture` calls
 * a function without parameters, with memory for a result, and dumps the registers that it returns in.
 */
import type { ValuePlace } from "../model.ts";

/** Offsets in the dump, in bytes; the same for all conventions. */
const integerOffset = 8;
const indirectResultOffset = 80;
const floatOffset = 128;
const x87Offset = 256;
const stackOffset = 512;

/** Bytes of the stack in the dump. */
export const stackDumpLength = 2048;

/** Bytes of the whole dump. */
export const dumpLength: number = stackOffset + stackDumpLength;

/** Offset of `rax` at entry in the dump. */
export const accumulatorOffset = 0;

/** Where in the dump the bytes at a place are. */
export function dumpOffset(place: ValuePlace): number {
  switch (place.kind) {
    case "integer-register":
      return integerOffset + place.index * 8;
    case "float-register":
      return floatOffset + place.index * 16;
    case "x87-register":
      return x87Offset + place.index * 16;
    case "indirect-result":
      return indirectResultOffset;
    case "stack":
      return stackOffset + place.byteOffset;
    default:
      return place satisfies never;
  }
}

const x64StackCopy = `  leaq 8(%rsp), %r10
  .set i, 0
  .rept ${stackDumpLength / 8}
  movq i(%r10), %rax
  movq %rax, ${stackOffset}+i(%r11)
  .set i, i+8
  .endr
  ret`;

const x64ResultDump = `  leaq dump(%rip), %r11
  movq %rax, 8(%r11)
  movq %rdx, 16(%r11)
  movups %xmm0, 128(%r11)
  movups %xmm1, 144(%r11)
  fstpt 256(%r11)
  fstpt 272(%r11)
  fninit`;

function x64Probe(integerRegisters: readonly string[], floatCount: number): string {
  const integers = integerRegisters.map((register, index) => `  movq %${register}, ${integerOffset + index * 8}(%r11)`);
  const floats = Array.from(
    { length: floatCount },
    (_, index) => `  movups %xmm${index}, ${floatOffset + index * 16}(%r11)`,
  );
  return ["probe:", "  leaq dump(%rip), %r11", "  movq %rax, 0(%r11)", ...integers, ...floats, x64StackCopy].join("\n");
}

const x64Head = `  .text
  .globl probe, capture
  .section .note.GNU-stack,"",@progbits
  .text`;

/** For functions of the System V convention; `capture(function, memory)`. */
export const systemVX64Assembly: string = `${x64Head}
${x64Probe(["rdi", "rsi", "rdx", "rcx", "r8", "r9"], 8)}
capture:
  movq %rdi, %rax
  movq %rsi, %rdi
  subq $8, %rsp
  call *%rax
  addq $8, %rsp
${x64ResultDump}
  ret
`;

/** For functions of the Microsoft convention; `capture` itself is a function of the System V convention. */
export const windowsX64Assembly: string = `${x64Head}
${x64Probe(["rcx", "rdx", "r8", "r9"], 4)}
capture:
  movq %rdi, %rax
  movq %rsi, %rcx
  subq $40, %rsp
  call *%rax
  addq $40, %rsp
${x64ResultDump}
  ret
`;

/** For AAPCS64. */
export const aapcs64Assembly: string = `  .text
  .globl probe, capture
  .section .note.GNU-stack,"",@progbits
  .text
probe:
  adrp x16, dump
  add x16, x16, :lo12:dump
${Array.from({ length: 8 }, (_, index) => `  str x${index}, [x16, #${integerOffset + index * 8}]`).join("\n")}
  str x8, [x16, #${indirectResultOffset}]
${Array.from({ length: 8 }, (_, index) => `  str q${index}, [x16, #${floatOffset + index * 16}]`).join("\n")}
  .set i, 0
  .rept ${stackDumpLength / 8}
  ldr x17, [sp, #i]
  str x17, [x16, #${stackOffset}+i]
  .set i, i+8
  .endr
  ret
capture:
  stp x29, x30, [sp, #-16]!
  mov x29, sp
  mov x8, x1
  blr x0
  adrp x16, dump
  add x16, x16, :lo12:dump
  stp x0, x1, [x16, #8]
  stp q0, q1, [x16, #128]
  stp q2, q3, [x16, #160]
  ldp x29, x30, [sp], #16
  ret
`;
