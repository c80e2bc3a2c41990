/**
 * Memory for struct values: many share one buffer, because making a buffer costs more than a call. A slab is freed when
 * nothing refers to it any more.
 */
import { currentBackend } from "../backend/select.ts";
import { toHalves } from "../memory/pointer.ts";
import type { AddressHalves } from "../memory/pointer.ts";
import { Block, elementKinds, slabRegion } from "./block.ts";

const slabByteLength = 64 * 1024;
/** What all room begins and ends at a multiple of, in bytes. */
export const slabStep = 8;
/** What the vector instructions of today want at most. */
const usualAlignment = 64;

/** The slab that room is taken from. */
export interface Slab {
  /** Its addresses share their upper half. */
  block: Block;
  /** Bytes taken, a multiple of {@link slabStep}. */
  used: number;
  /** Bytes that may be taken. */
  capacity: number;
  /** What its address is a multiple of, in bytes. */
  alignment: number;
}

/** The current slab; more than full at first, so that not even values without bytes lie there. */
export const slab: Slab = {
  block: slabBlock(new DataView(new ArrayBuffer(0)), { low: 0, high: 0 }),
  used: 8,
  capacity: 0,
  alignment: usualAlignment,
};

/**
 * Takes zeroed room for a value from the current slab. It can be read and written up to the next multiple of 8, as stubs do.
 *
 * @param step Alignment in bytes, a power of two from 8 on.
 * @returns The room's offset in {@link slab}, which may have become another one.
 */
export function takeRoom(byteLength: number, step: number): number {
  const start = (slab.used + step - 1) & -step;
  const end = start + ((byteLength + 7) & -8);
  if (end > slab.capacity || step > slab.alignment) return startSlab(byteLength, step);
  slab.used = end;
  return start;
}

function startSlab(byteLength: number, step: number): number {
  const alignment = Math.max(usualAlignment, step);
  const capacity = Math.max(slabByteLength, byteLength + 8);
  const backend = currentBackend();
  const refused: ArrayBuffer[] = [];
  for (;;) {
    const buffer = new ArrayBuffer(capacity + alignment);
    const address = BigInt(backend.addressOf(buffer));
    const first = (address + BigInt(alignment - 1)) & ~BigInt(alignment - 1);
    if (first >> 32n === (first + BigInt(capacity)) >> 32n) {
      const view = new DataView(buffer, Number(first - address), capacity);
      slab.block = slabBlock(view, toHalves(first));
      slab.used = (byteLength + 7) & -8;
      slab.capacity = capacity;
      slab.alignment = alignment;
      return 0;
    }
    // Kept until the loop ends, so that the next one lies elsewhere.
    refused.push(buffer);
  }
}

function slabBlock(view: DataView, { low, high }: AddressHalves): Block {
  const place = { view, low, high, region: slabRegion, regionOffset: 0, flexibleEnd: undefined };
  return new Block(place).open(elementKinds);
}
