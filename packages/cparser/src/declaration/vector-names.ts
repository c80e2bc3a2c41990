/**
 * What the headers of processors call vectors: `immintrin.h` of Intel's, `arm_neon.h` of Arm's. The types are the same everywhere, whoever
 * has the names.
 */
import { types } from "@koine/ctypes";
import type { VectorElement, VectorType } from "@koine/ctypes";

/** Elements and their number by name. */
const namedVectors: ReadonlyMap<string, readonly [element: VectorElement, length: number]> = new Map([
  ["__m64", [types.int, 2]],
  ["__m128", [types.float, 4]],
  ["__m128d", [types.double, 2]],
  ["__m128i", [types.longlong, 2]],
  ["__m256", [types.float, 8]],
  ["__m256d", [types.double, 4]],
  ["__m256i", [types.longlong, 4]],
  ["__m512", [types.float, 16]],
  ["__m512d", [types.double, 8]],
  ["__m512i", [types.longlong, 8]],
  ["int8x8_t", [types.i8, 8]],
  ["int8x16_t", [types.i8, 16]],
  ["uint8x8_t", [types.u8, 8]],
  ["uint8x16_t", [types.u8, 16]],
  ["int16x4_t", [types.i16, 4]],
  ["int16x8_t", [types.i16, 8]],
  ["uint16x4_t", [types.u16, 4]],
  ["uint16x8_t", [types.u16, 8]],
  ["int32x2_t", [types.i32, 2]],
  ["int32x4_t", [types.i32, 4]],
  ["uint32x2_t", [types.u32, 2]],
  ["uint32x4_t", [types.u32, 4]],
  ["int64x1_t", [types.i64, 1]],
  ["int64x2_t", [types.i64, 2]],
  ["uint64x1_t", [types.u64, 1]],
  ["uint64x2_t", [types.u64, 2]],
  ["float32x2_t", [types.float, 2]],
  ["float32x4_t", [types.float, 4]],
  ["float64x1_t", [types.double, 1]],
  ["float64x2_t", [types.double, 2]],
]);

const made = new Map<string, VectorType>();

/**
 * Finds the vector that a name stands for.
 *
 * @see Intel 64 and IA-32 Architectures Software Developer's Manual 2, 3.1.1.10; Arm C Language Extensions, "Vector data types"
 */
export function findVector(name: string): VectorType | undefined {
  const facts = namedVectors.get(name);
  if (facts === undefined) return undefined;
  let vector = made.get(name);
  if (vector === undefined) made.set(name, (vector = types.vector(...facts)));
  return vector;
}

/** Lists the names. */
export function vectorNames(): Iterable<string> {
  return namedVectors.keys();
}
