/** Which vectors are passed by value in one way, however a library was compiled. */
import type { VectorType } from "../model.ts";
import type { Target } from "../target/target.ts";
import { vectorLayout } from "./vector-layout.ts";

/** Bytes of the vector registers that every processor of an architecture has. */
const widestByteLength = 16;

/** Why nobody knows how a vector travels: it is wider than the registers that every processor has, or one `double` alone. */
export type VectorObstacle = "wide" | "lone double";

/**
 * Finds what keeps a vector, by itself or in a struct, from being passed by value.
 *
 * On x86-64 a vector of 32 or 64 bytes travels in a register of AVX if the function was compiled for it (`-mavx`), and otherwise in
 * memory; nothing in the library says which. One double alone is no vector for GCC there, but a struct.
 *
 * @returns `undefined` if nothing does.
 * @throws {FfiError} `FFI_DECLARATION_TYPE` if the target has no register of its size.
 * @see psABI 3.2.3
 */
export function findVectorObstacle(type: VectorType, target: Target): VectorObstacle | undefined {
  if (vectorLayout(type, target).byteLength > widestByteLength) return "wide";
  const isLoneDouble = type.element.name === "double" && type.length === 1;
  return isLoneDouble && target.architecture === "x64" ? "lone double" : undefined;
}
