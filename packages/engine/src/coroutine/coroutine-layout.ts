/**
 * Memory that the machine code of coroutines works on. Offsets are in bytes. The control block and the stack records are
 * native memory that is never freed (`native/addon/coroutine.c` has the same structures); the words are a buffer of JavaScript.
 * How they are used: `system-v-x64-coroutine.ts`.
 */

/** The control block of one environment. */
export const controlOffsets = {
  /** Record of the stack that C runs on just now; 0 while JavaScript runs. Any thread may read it. */
  running: 0,
  /** Where the stack of JavaScript ends while C runs. */
  stackPointer: 8,
  /** Control words for a thread that leaves C for good: SSE (32 bits) and x87 (16 bits). */
  sseControl: 16,
  x87Control: 20,
} as const;

/** A record of a stack. */
export const stackOffsets = {
  /** Lowest usable address. */
  low: 0,
  byteLength: 8,
  /** Where C continues; the stack's end while it is free. */
  stackPointer: 16,
  /** Record of the stack that was the innermost one when this one was taken. */
  outer: 24,
  /** Next free stack of the same pool. */
  next: 32,
} as const;

/** The words that JavaScript reads. */
export const wordOffsets = {
  /** What the last step ended with, 32 bits: a callback's number, or one of {@link coroutineEnd}. */
  wanted: 0,
  /** Record of the innermost stack in use, 64 bits. */
  innermost: 8,
  /** For each size of stack the record of a free one, 64 bits each. */
  pools: 16,
} as const;

/** How the C function of a coroutine ends, as the word `wanted` says it. */
export const coroutineEnd = { returned: 0, overflowed: -1 } as const;

/** Sizes of stacks are powers of two. */
const smallestStackBits = 14;
const largestStackBits = 30;
const poolsOffset: number = wordOffsets.pools;

/** Smallest and largest size of a stack, in bytes. */
export const smallestStackByteLength: number = 2 ** smallestStackBits;
export const largestStackByteLength: number = 2 ** largestStackBits;

/** Bytes of all words. */
export const wordsByteLength: number = poolsOffset + (largestStackBits - smallestStackBits + 1) * 8;

/** Memory of one environment's coroutines. */
export interface CoroutineMemory {
  /** Address of the control block. */
  readonly control: bigint;
  /** Address of the words. */
  readonly words: bigint;
}

/** A size of stacks that are kept together. */
export interface StackPool {
  /** Bytes of each stack. */
  readonly byteLength: number;
  /** Offset of the word that leads to a free one. */
  readonly offset: number;
}

/** Gives the pool of the smallest stacks that have at least `byteLength` bytes, which must be within the limits above. */
export function stackPool(byteLength: number): StackPool {
  const bits = Math.max(smallestStackBits, Math.ceil(Math.log2(byteLength)));
  return { byteLength: 2 ** bits, offset: poolsOffset + (bits - smallestStackBits) * 8 };
}
