/** What JavaScript may pass where C wants bytes. */

/** A view or buffer whose bytes C gets without a copy: `Uint8Array`, `Buffer`, `DataView`, `ArrayBuffer`, … */
export type BytesLike = ArrayBufferView | ArrayBuffer | SharedArrayBuffer;
