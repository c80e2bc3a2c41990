/** Lends the memory of arguments to the callbacks of their call; what that is for: `memory/lent-memory.ts`. */
import { isBuffer } from "../memory/buffer-place.ts";
import { lending } from "../memory/lent-memory.ts";
import type { LentMemory } from "../memory/lent-memory.ts";
import { NativePointer } from "../memory/pointer.ts";
import type { AddressHalves } from "../memory/pointer.ts";

/** Memory by the object that lends it: making views takes a tenth of a microsecond. */
const known = new WeakMap<WeakKey, LentMemory>();

/**
 * Lends what an argument owns to the call that has begun, if it is more than what another argument lent.
 *
 * @param place Where it lies; `undefined` for strings, whose bytes are Koine's.
 * @param value A buffer, a pointer, or anything else.
 */
export function lendArgument(place: AddressHalves | undefined, value: unknown): void {
  if (place === undefined || typeof value !== "object" || value === null) return;
  const lent = findMemory(place, value);
  if (lent !== undefined && lent.bytes.length > lending.memory.bytes.length) lending.memory = lent;
}

function findMemory({ low, high }: AddressHalves, value: object): LentMemory | undefined {
  const before = known.get(value);
  if (before !== undefined && before.bytes.length > 0 && before.low === low && before.high === high) return before;
  const bytes = bytesOf(value);
  if (bytes === undefined || (low >>> 0) + bytes.length > 2 ** 32) return undefined;
  const lent = { low, high, bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
  known.set(value, lent);
  return lent;
}

/** The bytes of what may be lent: buffers that keep their length, and what `allocate` made. */
function bytesOf(value: object): Uint8Array | undefined {
  if (value instanceof NativePointer) {
    const { region, byteOffset } = value as NativePointer;
    const { buffer, bufferOffset, byteLength = 0 } = region;
    if (buffer === undefined || byteOffset < 0 || byteLength < byteOffset) return undefined;
    return new Uint8Array(buffer, bufferOffset + byteOffset, byteLength - byteOffset);
  }
  if (!isBuffer(value)) return undefined;
  const [buffer, byteOffset] = ArrayBuffer.isView(value) ? [value.buffer, value.byteOffset] : [value, 0];
  const { resizable, growable } = buffer as { readonly resizable?: boolean; readonly growable?: boolean };
  if (resizable === true || growable === true || value.byteLength === 0) return undefined;
  return new Uint8Array(buffer, byteOffset, value.byteLength);
}
