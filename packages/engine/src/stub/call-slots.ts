/**
 * The memory through which a call's arguments and result pass: 8-byte slots, the result in slot 0, argument `i` in slot
 * `i + 1`. A value lies at the start of its slot, as wide as its C type (integers below 32 bits are widened to 32).
 */
import { maximumParameterCount } from "../signature/scalar-signature.ts";

/** Bytes of one slot. */
export const slotByteLength = 8;

/** Slots that one environment needs: result and arguments. */
export const slotCount: number = maximumParameterCount + 1;

/** The slot of `errno` or of the last error, behind those of arguments: what a call left there is in its low 32 bits. */
export const errnoSlot: number = slotCount;

/** The slot of the address that {@link emitSlotJump} goes on to. */
export const targetSlot: number = errnoSlot + 1;

/** A slot that nothing writes: it is 0. */
export const zeroSlot: number = targetSlot + 1;

/** Bytes of all slots. */
export const callMemoryByteLength: number = (zeroSlot + 1) * slotByteLength;

/** Gives the slot of argument `index`. */
export function argumentSlot(index: number): number {
  return index + 1;
}
