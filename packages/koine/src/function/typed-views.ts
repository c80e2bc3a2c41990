/** The typed arrays through which generated source reads and writes one piece of memory. */

/** Makes a typed array of every kind over a buffer, named `prefix` + kind: `i32`, `f64`, … */
export function typedViews(buffer: ArrayBuffer, prefix: string): Record<string, ArrayBufferView> {
  return {
    [`${prefix}i8`]: new Int8Array(buffer),
    [`${prefix}u8`]: new Uint8Array(buffer),
    [`${prefix}i16`]: new Int16Array(buffer),
    [`${prefix}u16`]: new Uint16Array(buffer),
    [`${prefix}i32`]: new Int32Array(buffer),
    [`${prefix}u32`]: new Uint32Array(buffer),
    [`${prefix}i64`]: new BigInt64Array(buffer),
    [`${prefix}u64`]: new BigUint64Array(buffer),
    [`${prefix}f32`]: new Float32Array(buffer),
    [`${prefix}f64`]: new Float64Array(buffer),
  };
}
