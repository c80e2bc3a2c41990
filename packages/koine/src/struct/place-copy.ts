/** Copies the bytes of struct values between their place and memory that generated source shares with C. */
import type { InstancePlace } from "./struct-class.ts";

type Bytes = Pick<InstancePlace, "view" | "byteOffset">;

/** Beyond so many bytes, making a view costs less than copying one by one. */
const fewBytes = 64;

/** Copies bytes from `memory` to a place. */
export function copyToPlace(memory: Uint8Array, offset: number, { view, byteOffset }: Bytes, byteLength: number): void {
  if (byteLength <= fewBytes) {
    for (let index = 0; index < byteLength; index++)
      view.setUint8(byteOffset + index, memory[offset + index] as number);
    return;
  }
  bytesAt(view, byteOffset, byteLength).set(memory.subarray(offset, offset + byteLength));
}

/** Copies bytes from a place to the beginning of `memory`. */
export function copyFromPlace({ view, byteOffset }: Bytes, byteLength: number, memory: Uint8Array): void {
  if (byteLength <= fewBytes) {
    for (let index = 0; index < byteLength; index++) memory[index] = view.getUint8(byteOffset + index);
    return;
  }
  memory.set(bytesAt(view, byteOffset, byteLength));
}

function bytesAt(view: DataView, byteOffset: number, byteLength: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + byteOffset, byteLength);
}
