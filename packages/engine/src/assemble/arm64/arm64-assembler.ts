/**
 * An assembler for the few AArch64 instructions that stubs and thunks need. It writes words and knows nothing of calling
 * conventions; those are in `stub/`. Encodings: Arm Architecture Reference Manual, chapter C6 and C7.
 */
import { sp } from "./registers.ts";
import type { Register } from "./registers.ts";

/** Width and extension of an integer load. All but `64` and `i32` fill the 32-bit register and clear the upper half. */
export type IntegerLoad = "i8" | "u8" | "i16" | "u16" | "32" | "i32" | "64";

/** How an access moves its base register: not at all, before the access or after it. */
export type Indexing = "offset" | "pre" | "post";

/** One load or store: its encoding with an unsigned offset, and the number of bits that this offset is shifted by. */
interface Access {
  readonly opcode: number;
  readonly scale: number;
}

const integerLoads: Readonly<Record<IntegerLoad, Access>> = {
  i8: { opcode: 0x39c0_0000, scale: 0 },
  u8: { opcode: 0x3940_0000, scale: 0 },
  i16: { opcode: 0x79c0_0000, scale: 1 },
  u16: { opcode: 0x7940_0000, scale: 1 },
  "32": { opcode: 0xb940_0000, scale: 2 },
  i32: { opcode: 0xb980_0000, scale: 2 },
  "64": { opcode: 0xf940_0000, scale: 3 },
};
const integerStores: Readonly<Record<1 | 2 | 4 | 8, Access>> = {
  1: { opcode: 0x3900_0000, scale: 0 },
  2: { opcode: 0x7900_0000, scale: 1 },
  4: { opcode: 0xb900_0000, scale: 2 },
  8: { opcode: 0xf900_0000, scale: 3 },
};
const floatLoads: Readonly<Record<4 | 8 | 16, Access>> = {
  4: { opcode: 0xbd40_0000, scale: 2 },
  8: { opcode: 0xfd40_0000, scale: 3 },
  16: { opcode: 0x3dc0_0000, scale: 4 },
};
const floatStores: Readonly<Record<4 | 8 | 16, Access>> = {
  4: { opcode: 0xbd00_0000, scale: 2 },
  8: { opcode: 0xfd00_0000, scale: 3 },
  16: { opcode: 0x3d80_0000, scale: 4 },
};
/** Pairs: their encoding without indexing, which takes two bits. */
const pairs: Readonly<Record<8 | 16, { readonly store: number; readonly load: number; readonly scale: number }>> = {
  8: { store: 0xa800_0000, load: 0xa840_0000, scale: 3 },
  16: { store: 0xac00_0000, load: 0xac40_0000, scale: 4 },
};
const pairIndexing: Readonly<Record<Indexing, number>> = { post: 0x0080_0000, offset: 0x0100_0000, pre: 0x0180_0000 };

const wordByteLength = 4;

/** Collects machine code. Every method but `moveImmediate` and `add` appends one instruction; all return the assembler. */
export class Arm64Assembler {
  readonly #words: number[] = [];
  readonly #literals: Array<{ readonly word: number; readonly value: bigint }> = [];

  /** Gives the code so far, and after it the literals, each in 8 bytes. */
  toBytes(): Uint8Array {
    const words = [...this.#words];
    if (this.#literals.length > 0 && words.length % 2 === 1) words.push(0);
    for (const { word, value } of this.#literals) {
      words[word] = (words[word] ?? 0) | (branchOffset((words.length - word) * wordByteLength) << 5);
      words.push(Number(value & 0xffff_ffffn), Number(value >> 32n));
    }
    const bytes = new Uint8Array(words.length * wordByteLength);
    const view = new DataView(bytes.buffer);
    words.forEach((word, index) => view.setUint32(index * wordByteLength, word, true));
    return bytes;
  }

  /** Number of bytes of instructions so far; the target of a later `branchIfNotZero`. */
  get byteLength(): number {
    return this.#words.length * wordByteLength;
  }

  /** `movz` or `movn`, and a `movk` for each further half-word that differs. */
  moveImmediate(register: Register, value: bigint): this {
    const halves = [0n, 16n, 32n, 48n].map((shift) => Number((BigInt.asUintN(64, value) >> shift) & 0xffffn));
    const ones = halves.filter((half) => half === 0xffff).length;
    const zeros = halves.filter((half) => half === 0).length;
    const background = ones > zeros ? 0xffff : 0;
    const first = Math.max(
      0,
      halves.findIndex((half) => half !== background),
    );
    const half = halves[first] ?? 0;
    // movn sets all bits but those given.
    if (background === 0) this.#emit(0xd280_0000 | (first << 21) | (half << 5) | register);
    else this.#emit(0x9280_0000 | (first << 21) | ((half ^ 0xffff) << 5) | register);
    halves.forEach((bits, index) => {
      if (index > first && bits !== background) this.#emit(0xf280_0000 | (index << 21) | (bits << 5) | register);
    });
    return this;
  }

  /** `ldr register, =value`: loads 64 bits that lie after the code. */
  loadLiteral(register: Register, value: bigint): this {
    this.#literals.push({ word: this.#words.length, value: BigInt.asUintN(64, value) });
    return this.#emit(0x5800_0000 | register);
  }

  /** `mov target, source` (64 bits); either may be the stack pointer. */
  move(target: Register, source: Register): this {
    if (target === sp || source === sp) return this.#emit(0x9100_0000 | (source << 5) | target);
    return this.#emit(0xaa00_03e0 | (source << 16) | target);
  }

  /** `add` or `sub target, source, value`, in two steps above 4095; of 0 it is a `mov`. At most 24 bits. */
  add(target: Register, source: Register, value: number): this {
    const opcode = value < 0 ? 0xd100_0000 : 0x9100_0000;
    const magnitude = Math.abs(value);
    if (magnitude > 0xff_ffff) throw new RangeError(`${value} has more than 24 bits`);
    const [low, high] = [magnitude & 0xfff, magnitude >> 12];
    if (high !== 0) this.#emit(opcode | 0x40_0000 | (high << 10) | (source << 5) | target);
    if (low === 0 && high !== 0) return this;
    return this.#emit(opcode | (low << 10) | ((high === 0 ? source : target) << 5) | target);
  }

  /** `and target, source, #-alignment`: down to a multiple of a power of two. The target may be the stack pointer. */
  alignDown(target: Register, source: Register, alignment: number): this {
    // The mask is a run of ones, turned right until it ends at bit 63.
    const ones = 64 - Math.log2(alignment);
    return this.#emit(0x9240_0000 | (ones << 16) | ((ones - 1) << 10) | (source << 5) | target);
  }

  /** `orr target, source, other, lsl #shift` (64 bits). */
  orShifted(target: Register, source: Register, other: Register, shift: number): this {
    return this.#emit(0xaa00_0000 | (other << 16) | (shift << 10) | (source << 5) | target);
  }

  /** Loads an integer from `[base + offset]`, extended as `load` says. */
  loadInteger(load: IntegerLoad, target: Register, base: Register, offset: number, indexing?: Indexing): this {
    return this.#access(integerLoads[load], target, { base, offset, indexing });
  }

  /** Stores the low `byteLength` bytes of `source` to `[base + offset]`. */
  storeInteger(byteLength: 1 | 2 | 4 | 8, base: Register, offset: number, source: Register, indexing?: Indexing): this {
    return this.#access(integerStores[byteLength], source, { base, offset, indexing });
  }

  /** `ldr s`, `d` or `q` from `[base + offset]`. */
  loadFloat(byteLength: 4 | 8 | 16, target: number, base: Register, offset: number, indexing?: Indexing): this {
    return this.#access(floatLoads[byteLength], target, { base, offset, indexing });
  }

  /** `str s`, `d` or `q` to `[base + offset]`. */
  storeFloat(byteLength: 4 | 8 | 16, base: Register, offset: number, source: number, indexing?: Indexing): this {
    return this.#access(floatStores[byteLength], source, { base, offset, indexing });
  }

  /** `stp first, second, [base + offset]` (64 bits each). */
  storePair(first: Register, second: Register, base: Register, offset: number, indexing?: Indexing): this {
    return this.#pair(pairs[8].store, 3, [first, second], { base, offset, indexing });
  }

  /** `ldp first, second, [base + offset]` (64 bits each). */
  loadPair(first: Register, second: Register, base: Register, offset: number, indexing?: Indexing): this {
    return this.#pair(pairs[8].load, 3, [first, second], { base, offset, indexing });
  }

  /** `stp q, q, [base + offset]`. */
  storeFloatPair(first: number, second: number, base: Register, offset: number, indexing?: Indexing): this {
    return this.#pair(pairs[16].store, 4, [first, second], { base, offset, indexing });
  }

  /** `ldp q, q, [base + offset]`. */
  loadFloatPair(first: number, second: number, base: Register, offset: number, indexing?: Indexing): this {
    return this.#pair(pairs[16].load, 4, [first, second], { base, offset, indexing });
  }

  /** `fmov` of 32 or 64 bits to a float register. */
  moveToFloat(byteLength: 4 | 8, target: number, source: Register): this {
    return this.#emit((byteLength === 4 ? 0x1e27_0000 : 0x9e67_0000) | (source << 5) | target);
  }

  /** `fmov` of 32 or 64 bits from a float register. */
  moveFromFloat(byteLength: 4 | 8, target: Register, source: number): this {
    return this.#emit((byteLength === 4 ? 0x1e26_0000 : 0x9e66_0000) | (source << 5) | target);
  }

  /** `cbnz register, label`: back to where `byteLength` was `label`. */
  branchIfNotZero(register: Register, label: number): this {
    return this.#emit(0xb500_0000 | (branchOffset(label - this.byteLength) << 5) | register);
  }

  /** `blr register`. */
  call(register: Register): this {
    return this.#emit(0xd63f_0000 | (register << 5));
  }

  /** `br register`. */
  jump(register: Register): this {
    return this.#emit(0xd61f_0000 | (register << 5));
  }

  return(): this {
    return this.#emit(0xd65f_03c0);
  }

  /** Writes a load or store: with an unsigned, scaled offset of 12 bits where that fits, else with a signed one of 9. */
  #access({ opcode, scale }: Access, register: number, place: Place): this {
    const { base, offset, indexing = "offset" } = place;
    const scaled = offset / 2 ** scale;
    if (indexing === "offset" && Number.isInteger(scaled) && scaled >= 0 && scaled <= 0xfff) {
      return this.#emit(opcode | (scaled << 10) | (base << 5) | register);
    }
    if (offset < -256 || offset > 255) throw new RangeError(`no load or store reaches offset ${offset}`);
    const mode = { offset: 0, post: 0x400, pre: 0xc00 }[indexing];
    return this.#emit((opcode & ~0x0100_0000) | ((offset & 0x1ff) << 12) | mode | (base << 5) | register);
  }

  #pair(opcode: number, scale: number, [first, second]: readonly [number, number], place: Place): this {
    const { base, offset, indexing = "offset" } = place;
    const scaled = offset / 2 ** scale;
    if (!Number.isInteger(scaled) || scaled < -64 || scaled > 63) {
      throw new RangeError(`no load or store of a pair reaches offset ${offset}`);
    }
    const registers = (second << 10) | (base << 5) | first;
    return this.#emit(opcode | pairIndexing[indexing] | ((scaled & 0x7f) << 15) | registers);
  }

  #emit(word: number): this {
    this.#words.push(word >>> 0);
    return this;
  }
}

interface Place {
  readonly base: Register;
  readonly offset: number;
  readonly indexing?: Indexing | undefined;
}

/** The 19 bits of an offset in words. */
function branchOffset(byteLength: number): number {
  return (byteLength / wordByteLength) & 0x7_ffff;
}
