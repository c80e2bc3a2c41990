/**
 * Which values are buffers, also those of other realms: `vm` contexts, which test runners use, have an `ArrayBuffer` of their own,
 * and what it makes is no instance of this one's.
 */

/** Tells whether a value is an `ArrayBuffer` of any realm. Does not throw, whatever the value is. */
export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return hasBrand(value, "ArrayBuffer", length);
}

/** The same for a `SharedArrayBuffer`. */
export function isSharedArrayBuffer(value: unknown): value is SharedArrayBuffer {
  return hasBrand(value, "SharedArrayBuffer", sharedLength);
}

const length = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength");
const sharedPrototype = typeof SharedArrayBuffer === "undefined" ? {} : SharedArrayBuffer.prototype;
const sharedLength = Object.getOwnPropertyDescriptor(sharedPrototype, "byteLength");

/** Anybody can have the tag, but only buffers have a length for the getter; others make it throw, which takes microseconds. */
function hasBrand(value: unknown, tag: string, lengthOfBuffers: PropertyDescriptor | undefined): boolean {
  if (typeof value !== "object" || value === null) return false;
  try {
    if ((value as { readonly [Symbol.toStringTag]?: unknown })[Symbol.toStringTag] !== tag) return false;
    return lengthOfBuffers?.get?.call(value) !== undefined;
  } catch {
    // No buffer, or a Proxy that was revoked or whose handler throws.
    return false;
  }
}
