/**
 * An assembler for the few x86-64 instructions that stubs and thunks need. It writes bytes and knows nothing of calling
 * conventions; those are in `stub/` and `thunk/`. Encodings: Intel SDM vol. 2.
 */
import { rsp } from "./registers.ts";
import type { Register } from "./registers.ts";

/** Width in bytes and extension of an integer load. Narrow loads fill the whole 32-bit register. */
export type IntegerLoad = "i8" | "u8" | "i16" | "u16" | "32" | "64";

/** What must hold for a jump (Intel SDM vol. 1, appendix B). */
export type Condition = "equal" | "not-equal" | "above-or-equal";

const conditionCodes: Readonly<Record<Condition, number>> = { "above-or-equal": 0x3, equal: 0x4, "not-equal": 0x5 };

/** A place in the code that instructions refer to, before or after it is known. */
export class X64Label {
  /** Offset in the code, once it was marked. */
  offset: number | undefined;
  /** Offsets of the 32-bit distances that wait for it. */
  readonly uses: number[] = [];
}

/** Collects machine code. Every method appends one instruction and returns the assembler. */
export class X64Assembler {
  readonly #code: number[] = [];
  readonly #labels = new Set<X64Label>();

  /** Gives the code so far. Every label that is used must have been marked. */
  toBytes(): Uint8Array {
    const bytes = Uint8Array.from(this.#code);
    const view = new DataView(bytes.buffer);
    for (const { offset, uses } of this.#labels) {
      if (offset === undefined) throw new Error("machine code refers to a label that was not marked");
      // Distances count from the end of the instruction, which is the end of the distance.
      for (const use of uses) view.setInt32(use, offset - (use + 4), true);
    }
    return bytes;
  }

  /** The label is here. */
  mark(label: X64Label): this {
    label.offset = this.#code.length;
    return this;
  }

  /** `jcc label`. */
  jumpIf(condition: Condition, label: X64Label): this {
    this.#code.push(0x0f, 0x80 | conditionCodes[condition]);
    return this.#distance(label);
  }

  /** `lea register, [rip + label]`. */
  loadLabel(register: Register, label: X64Label): this {
    this.#code.push(0x48 | ((register >> 3) << 2), 0x8d, 0x05 | ((register & 7) << 3));
    return this.#distance(label);
  }

  /** `mov register, imm64`, or the shorter `mov register32, imm32`, which clears the upper half. */
  moveImmediate(register: Register, value: bigint): this {
    const bits = BigInt.asUintN(64, value);
    if (bits <= 0xffffffffn) {
      if (register >= 8) this.#code.push(0x41);
      this.#code.push(0xb8 | (register & 7));
      return this.#immediate32(Number(bits));
    }
    this.#code.push(0x48 | (register >> 3), 0xb8 | (register & 7));
    return this.data64(bits);
  }

  /** `mov target, source` (64 bits). */
  move(target: Register, source: Register): this {
    this.#code.push(0x48 | ((source >> 3) << 2) | (target >> 3), 0x89, 0xc0 | ((source & 7) << 3) | (target & 7));
    return this;
  }

  /** Loads an integer from `[base + displacement]`, extended as `load` says. */
  loadInteger(load: IntegerLoad, target: Register, base: Register, displacement: number): this {
    if (load === "64") return this.#memory([0x8b], target, base, displacement, true);
    if (load === "32") return this.#memory([0x8b], target, base, displacement);
    const opcode = { i8: 0xbe, u8: 0xb6, i16: 0xbf, u16: 0xb7 }[load];
    return this.#memory([0x0f, opcode], target, base, displacement);
  }

  /** Stores 64 bits of `source` to `[base + displacement]`. */
  storeInteger(base: Register, displacement: number, source: Register): this {
    return this.#memory([0x89], source, base, displacement, true);
  }

  /** Stores the low `byteLength` bytes of `rax`, `rcx`, `rdx` or `rbx` to `[base + displacement]`. */
  storeNarrow(byteLength: 1 | 2 | 4 | 8, base: Register, displacement: number, source: 0 | 1 | 2 | 3): this {
    if (byteLength === 2) this.#code.push(0x66);
    return this.#memory([byteLength === 1 ? 0x88 : 0x89], source, base, displacement, byteLength === 8);
  }

  /** `lea target, [base + displacement]`. */
  loadAddress(target: Register, base: Register, displacement: number): this {
    return this.#memory([0x8d], target, base, displacement, true);
  }

  /** `movss`/`movsd target, [base + displacement]`. */
  loadFloat(byteLength: 4 | 8, target: number, base: Register, displacement: number): this {
    this.#code.push(byteLength === 4 ? 0xf3 : 0xf2);
    return this.#memory([0x0f, 0x10], target, base, displacement);
  }

  /** `movss`/`movsd [base + displacement], source`. */
  storeFloat(byteLength: 4 | 8, base: Register, displacement: number, source: number): this {
    this.#code.push(byteLength === 4 ? 0xf3 : 0xf2);
    return this.#memory([0x0f, 0x11], source, base, displacement);
  }

  /** `movups target, [base + displacement]`: 16 bytes, which need not be aligned. */
  loadVector(target: number, base: Register, displacement: number): this {
    return this.#memory([0x0f, 0x10], target, base, displacement);
  }

  /** `movups [base + displacement], source`. */
  storeVector(base: Register, displacement: number, source: number): this {
    return this.#memory([0x0f, 0x11], source, base, displacement);
  }

  /** `unpcklps target, source`: the lowest float of `source` becomes the second of `target`, whose lowest stays. */
  unpackFloats(target: number, source: number): this {
    const rex = 0x40 | ((target >> 3) << 2) | (source >> 3);
    if (rex !== 0x40) this.#code.push(rex);
    this.#code.push(0x0f, 0x14, 0xc0 | ((target & 7) << 3) | (source & 7));
    return this;
  }

  /** `fld tbyte [base + displacement]`: pushes 80 bits on the x87 stack. */
  loadExtended(base: Register, displacement: number): this {
    return this.#memory([0xdb], 5, base, displacement);
  }

  /** `fstp tbyte [base + displacement]`: pops 80 bits from the x87 stack. */
  storeExtended(base: Register, displacement: number): this {
    return this.#memory([0xdb], 7, base, displacement);
  }

  push(register: Register): this {
    if (register >= 8) this.#code.push(0x41);
    this.#code.push(0x50 | (register & 7));
    return this;
  }

  pop(register: Register): this {
    if (register >= 8) this.#code.push(0x41);
    this.#code.push(0x58 | (register & 7));
    return this;
  }

  /** `and rsp, -alignment`: down to a multiple of a power of two. */
  alignStack(alignment: number): this {
    this.#code.push(0x48, 0x81, 0xe4);
    return this.#immediate32(-alignment);
  }

  /** `sub rsp, byteLength`; nothing for 0. */
  growStack(byteLength: number): this {
    if (byteLength === 0) return this;
    this.#code.push(0x48, 0x81, 0xec);
    return this.#immediate32(byteLength);
  }

  /** `add rsp, byteLength`; nothing for 0. */
  shrinkStack(byteLength: number): this {
    if (byteLength === 0) return this;
    this.#code.push(0x48, 0x81, 0xc4);
    return this.#immediate32(byteLength);
  }

  /** `xor register32, register32`: sets it to 0. */
  clear(register: Register): this {
    if (register >= 8) this.#code.push(0x45);
    this.#code.push(0x31, 0xc0 | ((register & 7) << 3) | (register & 7));
    return this;
  }

  /** `shl register, count` (64 bits). */
  shiftLeft(register: Register, count: number): this {
    this.#code.push(0x48 | (register >> 3), 0xc1, 0xe0 | (register & 7), count);
    return this;
  }

  /** `or target, source` (64 bits). */
  or(target: Register, source: Register): this {
    this.#code.push(0x48 | ((source >> 3) << 2) | (target >> 3), 0x09, 0xc0 | ((source & 7) << 3) | (target & 7));
    return this;
  }

  /** `test register, register` (64 bits). */
  test(register: Register): this {
    this.#code.push(0x48 | ((register >> 3) << 2) | (register >> 3), 0x85, 0xc0 | ((register & 7) * 9));
    return this;
  }

  /** `sub target, [base + displacement]` (64 bits). */
  subtractLoaded(target: Register, base: Register, displacement: number): this {
    return this.#memory([0x2b], target, base, displacement, true);
  }

  /** `cmp target, [base + displacement]` (64 bits). */
  compareLoaded(target: Register, base: Register, displacement: number): this {
    return this.#memory([0x3b], target, base, displacement, true);
  }

  /** `ldmxcsr [base + displacement]`. */
  loadSseControl(base: Register, displacement: number): this {
    return this.#memory([0x0f, 0xae], 2, base, displacement);
  }

  /** `fldcw [base + displacement]`. */
  loadX87Control(base: Register, displacement: number): this {
    return this.#memory([0xd9], 5, base, displacement);
  }

  /** `fninit`: empties the x87 registers and sets its control word to the default. */
  resetX87(): this {
    this.#code.push(0xdb, 0xe3);
    return this;
  }

  /** `cld`: string instructions go upwards, as every calling convention has it. */
  clearDirection(): this {
    this.#code.push(0xfc);
    return this;
  }

  /** `rep movsq`: copies `rcx` 8-byte words from `[rsi]` to `[rdi]`. */
  repeatMoveWords(): this {
    this.#code.push(0xf3, 0x48, 0xa5);
    return this;
  }

  /** `call register`. */
  call(register: Register): this {
    if (register >= 8) this.#code.push(0x41);
    this.#code.push(0xff, 0xd0 | (register & 7));
    return this;
  }

  /** `jmp register`. */
  jump(register: Register): this {
    if (register >= 8) this.#code.push(0x41);
    this.#code.push(0xff, 0xe0 | (register & 7));
    return this;
  }

  /** `mov dword [base + displacement], imm32`. */
  storeImmediate32(base: Register, displacement: number, value: number): this {
    this.#memory([0xc7], 0, base, displacement);
    return this.#immediate32(value);
  }

  /** `mov register32, gs:[displacement]`, which clears the upper half. */
  loadThreadInteger32(register: Register, displacement: number): this {
    this.#code.push(0x65);
    if (register >= 8) this.#code.push(0x44);
    // A displacement without base and index, which a SIB byte says: relative to no instruction.
    this.#code.push(0x8b, 0x04 | ((register & 7) << 3), 0x25);
    return this.#immediate32(displacement);
  }

  /** `mov dword gs:[displacement], imm32`. */
  storeThreadImmediate32(displacement: number, value: number): this {
    this.#code.push(0x65, 0xc7, 0x04, 0x25);
    return this.#immediate32(displacement).#immediate32(value);
  }

  /** `mov qword [base + displacement], imm32`, sign-extended. */
  storeImmediate64(base: Register, displacement: number, value: number): this {
    this.#memory([0xc7], 0, base, displacement, true);
    return this.#immediate32(value);
  }

  /** Appends 8 bytes that are no instruction. */
  data64(value: bigint): this {
    const bits = BigInt.asUintN(64, value);
    return this.#immediate32(Number(bits & 0xffffffffn)).#immediate32(Number(bits >> 32n));
  }

  return(): this {
    this.#code.push(0xc3);
    return this;
  }

  /** Writes REX prefix, opcode and a ModRM with base and displacement (SIB where `rsp` is the base). */
  #memory(opcode: readonly number[], register: number, base: Register, displacement: number, isWide = false): this {
    const rex = 0x40 | (isWide ? 8 : 0) | ((register >> 3) << 2) | (base >> 3);
    if (rex !== 0x40) this.#code.push(rex);
    this.#code.push(...opcode);
    const isShort = displacement >= -128 && displacement <= 127;
    this.#code.push((isShort ? 0x40 : 0x80) | ((register & 7) << 3) | (base & 7));
    if ((base & 7) === rsp) this.#code.push(0x24);
    if (!isShort) return this.#immediate32(displacement);
    this.#code.push(displacement & 0xff);
    return this;
  }

  #distance(label: X64Label): this {
    this.#labels.add(label);
    label.uses.push(this.#code.length);
    return this.#immediate32(0);
  }

  #immediate32(value: number): this {
    this.#code.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff);
    return this;
  }
}
