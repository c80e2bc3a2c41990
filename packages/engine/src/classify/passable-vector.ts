/** Which vectors are passed by value: those that travel one way, however a library was compiled. */
import { layoutOf, typeName } from "@koine/ctypes";
import type { Target, VectorType } from "@koine/ctypes";
import { FfiError } from "@koine/diagnostics";

/** Bytes of the vector registers that every processor of an architecture has. */
const widestByteLength = 16;

/** What errors name as the place of a vector; who knows the place puts it in its stead. */
export const vectorPlace = "by value";

/**
 * Asserts that a vector, by itself or in a struct, can be passed by value.
 *
 * On x86-64 a vector of 32 or 64 bytes travels in a register of AVX if the function was compiled for it (`-mavx`), and otherwise in
 * memory; nothing in the library says which. One double alone is no vector for GCC there, but a struct.
 *
 * @throws {FfiError} `FFI_UNSUPPORTED`.
 */
export function assertPassable(type: VectorType, target: Target): void {
  const { byteLength } = layoutOf(type, target);
  if (byteLength > widestByteLength) throw notPassable(type, target, "it depends on how the function was compiled");
  const isLoneDouble = type.element.name === "double" && type.length === 1;
  if (isLoneDouble && target.architecture === "x64") throw notPassable(type, target, "compilers differ in it");
}

function notPassable(type: VectorType, target: Target, reason: string): FfiError {
  const message = `${vectorPlace}: how ${typeName(type)} is passed is not certain: ${reason}`;
  return new FfiError("FFI_UNSUPPORTED", message, {
    hint: "pass a pointer to it, through a function of C that takes one if need be",
    details: { path: vectorPlace, capability: "vectors", type: typeName(type), target: target.triple },
  });
}
