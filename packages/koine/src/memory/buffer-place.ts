/**
 * Where JavaScript buffers lie in memory. Asking the runtime costs tens of nanoseconds, so each buffer is asked once: its
 * memory does not move for as long as it is not transferred, which shows in its length.
 */
import { currentBackend } from "../backend/select.ts";
import { isArrayBuffer, isSharedArrayBuffer } from "./array-buffer.ts";
import { isDetached } from "./detached-buffer.ts";
import { toHalves } from "./pointer.ts";
import type { AddressHalves } from "./pointer.ts";

/** Address and length of a buffer when it was asked. */
export interface BufferPlace extends AddressHalves {
  byteLength: number;
}

/** Places by buffer or view. */
export const bufferPlaces: WeakMap<WeakKey, BufferPlace> = new WeakMap();

/** Finds the place of a buffer or view that was not seen before; `undefined` for everything else. */
export function findBufferPlace(value: unknown): BufferPlace | undefined {
  if (!isBuffer(value) || isDetached(value)) return undefined;
  const place = { ...toHalves(currentBackend().addressOf(value)), byteLength: value.byteLength };
  // The length of a DataView cannot even be asked once its memory is gone, so that wrappers could not tell.
  if (!(value instanceof DataView)) bufferPlaces.set(value, place);
  return place;
}

/**
 * Tells whether a buffer whose length has changed still lies where it was. A resized one does; a transferred one has no
 * memory any more.
 */
export function isStillThere(buffer: ArrayBufferLike | ArrayBufferView, place: BufferPlace): boolean {
  if (isDetached(buffer)) return false;
  const now = { ...toHalves(currentBackend().addressOf(buffer)), byteLength: buffer.byteLength };
  Object.assign(place, now);
  return true;
}

/** Tells whether a value lends memory: an `ArrayBuffer`, a `SharedArrayBuffer` or a view of one. */
export function isBuffer(value: unknown): value is ArrayBufferLike | ArrayBufferView {
  return ArrayBuffer.isView(value) || isArrayBuffer(value) || isSharedArrayBuffer(value);
}
