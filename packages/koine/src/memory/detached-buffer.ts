/** Buffers whose memory is gone. Where the others lie is in `buffer-place.ts`. */

import { isArrayBuffer } from "./array-buffer.ts";

/** Tells whether a buffer's memory was transferred elsewhere, or shrunk so far that the view has no place any more. */
export function isDetached(value: ArrayBufferLike | ArrayBufferView): boolean {
  if (value instanceof DataView) return hasLostItsPlace(value);
  if (ArrayBuffer.isView(value)) return value.byteLength === 0 && isOutside(value);
  if (!isArrayBuffer(value) || value.byteLength > 0) return false;
  // Only a detached buffer refuses a new view; `ArrayBuffer.prototype.detached` came after Node 20.
  try {
    return new Uint8Array(value).length !== 0;
  } catch {
    return true;
  }
}

/** A typed array without memory looks like an empty one, but refuses to be searched. */
function isOutside(value: ArrayBufferView): boolean {
  try {
    Uint8Array.prototype.indexOf.call(value as Uint8Array, 0);
    return false;
  } catch {
    return true;
  }
}

function hasLostItsPlace(view: DataView): boolean {
  try {
    return view.byteLength < 0;
  } catch {
    return true;
  }
}
