/**
 * Memory for struct values: many share one buffer, because making a buffer costs more than a call. A slab is freed when
 * nothing refers to it any more.
 */
import { currentBackend } from "../backend/select.ts";
import { toHalves } from "../memory/pointer.ts";

const slabByteLength = 64 * 1024;
const slabAlignment = 16;

/** The slab that room is taken from. Its addresses share their upper half. */
export interface Slab {
  view: DataView;
  /** Address of its first byte, as signed halves. */
  low: number;
  high: number;
  /** Bytes taken. */
  used: number;
  /** Bytes that may be taken. */
  capacity: number;
}

/** The current slab; full at first. */
export const slab: Slab = { view: new DataView(new ArrayBuffer(0)), low: 0, high: 0, used: 0, capacity: 0 };

/**
 * Takes zeroed room for a value from the current slab. It can be read and written up to the next multiple of 8, as stubs do.
 *
 * @param step Alignment in bytes, 8 or 16.
 * @returns The room's offset in {@link slab}, which may have become another one.
 */
export function takeRoom(byteLength: number, step: number): number {
  const start = (slab.used + step - 1) & -step;
  const end = start + ((byteLength + 7) & -8);
  if (end > slab.capacity) return startSlab(byteLength);
  slab.used = end;
  return start;
}

function startSlab(byteLength: number): number {
  const capacity = Math.max(slabByteLength, byteLength + 8);
  const backend = currentBackend();
  const refused: ArrayBuffer[] = [];
  for (;;) {
    const buffer = new ArrayBuffer(capacity + slabAlignment);
    const address = BigInt(backend.addressOf(buffer));
    const first = (address + BigInt(slabAlignment - 1)) & ~BigInt(slabAlignment - 1);
    if (first >> 32n === (first + BigInt(capacity)) >> 32n) {
      const view = new DataView(buffer, Number(first - address), capacity);
      Object.assign(slab, { view, ...toHalves(first), used: (byteLength + 7) & -8, capacity });
      return 0;
    }
    // Kept until the loop ends, so that the next one lies elsewhere.
    refused.push(buffer);
  }
}
